import { describe, expect, it } from 'vitest';
import { reviewKey } from '#components/review/review-key.ts';

const press = (key: string, change: Partial<KeyboardEvent> = {}) =>
  reviewKey({
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    ...change,
  });

describe('a key in a review', () => {
  it('shows the answer, rates it, takes it back or speaks it', () => {
    expect([' ', '1', '4', 'z', 'Z', 'r'].map((key) => press(key))).toEqual(['reveal', 1, 4, 'undo', 'undo', 'replay']);
    expect(['0', '5', 'a', 'Enter'].map((key) => press(key))).toEqual([null, null, null, null]);
  });

  it('with Ctrl or Cmd is that of the browser, but for undoing', () => {
    expect([press('z', { ctrlKey: true }), press('z', { metaKey: true })]).toEqual(['undo', 'undo']);
    expect(press('z', { ctrlKey: true, shiftKey: true })).toBeNull();
    expect([press('r', { ctrlKey: true }), press('1', { metaKey: true }), press('z', { altKey: true })]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is known by its place where the keyboard has no such letter or digit', () => {
    expect(press('я', { code: 'KeyZ' })).toBe('undo');
    expect(press('٢', { code: 'Digit2' })).toBe(2);
    expect(press('&', { code: 'Digit1' })).toBe(1);
    expect(press('к', { code: 'KeyR' })).toBe('replay');
    // On a German keyboard the two have changed places.
    expect(press('y', { code: 'KeyZ' })).toBeNull();
    expect(press('z', { code: 'KeyY' })).toBe('undo');
  });

  it('that is held is pressed once', () => {
    expect(press('3', { repeat: true })).toBeNull();
  });
});

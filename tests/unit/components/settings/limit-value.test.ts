import { describe, expect, it } from 'vitest';
import { readLimit, writeLimit } from '#components/settings/limit-value.ts';

const requests = { least: 1, most: 600 };
const tokens = { least: 0, most: Number.MAX_SAFE_INTEGER, whenEmpty: 0 };

describe('a limit that is typed', () => {
  it.each([
    ['1', 1],
    [' 600 ', 600],
    ['3e1', 30],
  ])('%j is %i', (typed, limit) => {
    expect(readLimit(typed, requests)).toBe(limit);
  });

  it.each(['', ' ', '0', '601', '1.5', '-1', 'many', '1e999'])('%j is none', (typed) => {
    expect(readLimit(typed, requests)).toBeNull();
  });

  it('may be left out where nothing stands for no limit, and is shown so', () => {
    expect(readLimit('', tokens)).toBe(0);
    expect(readLimit('0', tokens)).toBe(0);
    expect(readLimit('9007199254740993', tokens)).toBeNull();
    expect(writeLimit(0, tokens)).toBe('');
    expect(writeLimit(5_000, tokens)).toBe('5000');
    expect(writeLimit(30, requests)).toBe('30');
  });
});

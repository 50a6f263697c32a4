import { expect, it } from 'vitest';
import { isSendKey, type ComposerKey } from '#components/chat/composer-keys.ts';

const enter: ComposerKey = {
  key: 'Enter',
  keyCode: 13,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
};

it('sends with Enter, alone or with Ctrl or Cmd', () => {
  expect(isSendKey(enter, false)).toBe(true);
  expect(isSendKey({ ...enter, ctrlKey: true }, false)).toBe(true);
  expect(isSendKey({ ...enter, metaKey: true }, false)).toBe(true);
});

it.each([
  ['Shift+Enter', { shiftKey: true }],
  ['Alt+Enter', { altKey: true }],
  ['another key', { key: 'a', keyCode: 65 }],
  ['an Enter within a composition', { isComposing: true }],
  ['an Enter that the input method took', { keyCode: 229 }],
])('does not send with %s', (_, change) => {
  expect(isSendKey({ ...enter, ...change }, false)).toBe(false);
});

it('does not send with the Enter that ended a composition, which Safari reports after its end', () => {
  expect(isSendKey(enter, true)).toBe(false);
});

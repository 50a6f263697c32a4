import { ratings, type Rating } from '#lib/db/word-rows.ts';

/** What a key means in a review. */
export type ReviewKey = 'reveal' | 'undo' | 'replay' | Rating;

/** The keys that take the last answer back, as `aria-keyshortcuts` writes them. */
export const undoKeys = 'z Control+z Meta+z';

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

/**
 * Space shows the answer, 1 to 4 say how well it was known, z or Ctrl+Z takes the last one back, r speaks it once more. A key
 * that is held is pressed once. `null` for all others.
 */
export function reviewKey(pressed: Pressed): ReviewKey | null {
  const { ctrlKey, metaKey, altKey, shiftKey, repeat } = pressed;
  if (repeat || altKey) return null;
  const key = latinKey(pressed);
  if (ctrlKey || metaKey) return key === 'z' && !shiftKey ? 'undo' : null;
  if (key === ' ') return 'reveal';
  if (key === 'z') return 'undo';
  if (key === 'r') return 'replay';
  return ratings.find((rating) => String(rating) === key) ?? null;
}

/**
 * What a key would be on a Latin keyboard: the learner may have that of the language they learn, or one that has digits only
 * with Shift (https://www.w3.org/TR/uievents-code/).
 */
function latinKey({ key, code }: Pressed): string {
  const lower = key.toLowerCase();
  if (/^[a-z0-9 ]$/.test(lower)) return lower;
  return /^(?:Key|Digit|Numpad)(?<key>[A-Z0-9])$/.exec(code)?.groups?.['key']?.toLowerCase() ?? '';
}

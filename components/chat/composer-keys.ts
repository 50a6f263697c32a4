import { isInputMethodKey } from '#components/ui/input-method-key.ts';

/** What of a keyboard event decides. */
export interface ComposerKey {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/**
 * Whether a key that is pressed in the composer sends the message: Enter alone, and not an Enter that accepts what an
 * input method suggests.
 *
 * @param composedJustNow whether a composition ended in this same tick: Safari reports the Enter that ended it after it.
 */
export function isSendKey(event: ComposerKey, composedJustNow: boolean): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false;
  return !isInputMethodKey(event, composedJustNow);
}

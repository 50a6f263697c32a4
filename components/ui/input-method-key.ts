/** The key code of every key that an input method handles itself (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode). */
const handledByInputMethod = 229;

/** Whether a key belongs to an input method, and so means nothing to the panel. */
export function isInputMethodKey(
  { isComposing, keyCode }: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>,
  composedJustNow: boolean,
): boolean {
  return isComposing || keyCode === handledByInputMethod || composedJustNow;
}

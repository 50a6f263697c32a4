/**
 * Does at once what leaving a field brings about, or, where the field is left by pressing something else, after that press.
 * What it changes may move what is pressed away from under the pointer, whose click would then be lost.
 */
export function afterPress(act: () => void): void {
  if (document.querySelector(':active') === null) act();
  else document.addEventListener('mouseup', () => setTimeout(act), { once: true, capture: true });
}

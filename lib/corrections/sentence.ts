/** Whether nothing of the sentence that `at` stands in comes before it: only quotes, brackets, dashes and white space. */
export function startsSentence(text: string, at: number): boolean {
  for (let index = at - 1; index >= 0; index -= 1) {
    const unit = text.charAt(index);
    if (/[.!?…。！？؟\n]/.test(unit)) return true;
    if (!/[\s\p{Ps}\p{Pi}\p{Pf}\p{Pd}"'¿¡]/u.test(unit)) return false;
  }
  return true;
}

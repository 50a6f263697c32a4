import { isUnspaced } from '#lib/corrections/tokens.ts';

/** Two stretches one after the other, with a space in between where their script has one and there is none yet. */
export function joinWords(before: string, after: string): string {
  if (before === '' || after === '' || /\s$/u.test(before) || /^[\s.,;:!?…)\]}。、，！？]/u.test(after))
    return before + after;
  return before + (isUnspaced(before.at(-1) ?? '') && isUnspaced(after.at(0) ?? '') ? '' : ' ') + after;
}

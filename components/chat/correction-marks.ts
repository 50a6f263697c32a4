import type { Correction } from '#lib/providers/correction.ts';

/** A stretch of the learner's message: as it is, or with what should stand in its place. */
export type Mark = { text: string } | { original: string; replacement: string };

/**
 * The learner's message with the notes' changes marked in it, or `null` where the notes do not account for the whole
 * correction: then marks would show another sentence than the corrected one.
 */
export function markCorrection(message: string, { corrected, notes }: Correction): Mark[] | null {
  const marks: Mark[] = [];
  let rest = message;
  for (const { original, replacement, before = '' } of notes) {
    const found = original === '' ? -1 : rest.indexOf(before + original);
    if (found === -1) return null;
    const start = found + before.length;
    if (start > 0) marks.push({ text: rest.slice(0, start) });
    marks.push({ original, replacement });
    rest = rest.slice(start + original.length);
  }
  if (rest !== '') marks.push({ text: rest });
  const applied = marks.map((mark) => ('text' in mark ? mark.text : mark.replacement)).join('');
  return fold(applied) === fold(corrected) ? marks : null;
}

function fold(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

import type { Card, CardEdit } from '#lib/corrections/card.ts';

/** What is wrong beside a word may be the word's own gender, case or number. */
const agreeing: ReadonlySet<CardEdit['category']> = new Set(['article_gender', 'agreement', 'case']);

const letter = /\p{L}/u;

/**
 * Whether a card puts anything right about a stretch of the message, hidden trifles (punctuation, capitals) aside.
 * @param start in UTF-16 units, like `end`
 */
export function isTouched(card: Card | null, text: string, start: number, end: number): boolean {
  if (card?.kind !== 'edits') return false;
  return card.edits.some((edit) => {
    if (edit.tier === 'hidden' || edit.disputed === true) return false;
    if (edit.start < end && edit.end > start) return true;
    // What is put in at its edge may belong to it: 食べ → 食べる.
    const { replacement } = edit;
    if (edit.start === edit.end && edit.start === end && letter.test(replacement.charAt(0))) return true;
    if (edit.start === edit.end && edit.end === start && letter.test(replacement.at(-1) ?? '')) return true;
    const isBeside = edit.end <= start && text.slice(edit.end, start).trim() === '';
    return isBeside && agreeing.has(edit.category);
  });
}

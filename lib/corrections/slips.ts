import type { CorrectionCategory } from '#lib/providers/correction.ts';
import type { Card } from './card.ts';

/** One mistake that a card shows. Offsets in UTF-16 units. */
export interface ShownSlip {
  /** Its number among the card's edits. */
  edit: number;
  category: CorrectionCategory | null;
  wrong: string;
  right: string;
  /** The sentence as it should have been, and where in it what was put right stands. */
  sentence: string;
  start: number;
  end: number;
  explanation?: string;
}

/**
 * The mistakes that a card shows on a message: what is only a matter of phrasing is none.
 * @param language BCP 47 tag of the message
 */
export function slipsOf(card: Card, language: string): ShownSlip[] {
  if (card.kind !== 'edits') return [];
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(card.corrected)];
  const slips: ShownSlip[] = [];
  let shift = 0;
  for (const [edit, change] of card.edits.entries()) {
    const { start, end, original, replacement, category, explanation } = change;
    const at = start + shift;
    shift += replacement.length - (end - start);
    if (change.tier !== 'error' || !change.shown || change.disputed === true) continue;
    const sentence = sentences.findLast(({ index }) => index <= at);
    if (sentence === undefined) continue;
    const text = sentence.segment.trimEnd();
    const from = Math.min(at - sentence.index, text.length);
    slips.push({
      edit,
      category: category ?? null,
      wrong: original.trim(),
      right: replacement.trim(),
      sentence: text,
      start: from,
      end: Math.min(from + replacement.length, text.length),
      ...(explanation !== undefined && { explanation }),
    });
  }
  return slips;
}

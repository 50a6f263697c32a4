import type { Level } from '#lib/providers/provider.ts';
import type { Card } from './card.ts';
import { fold } from './fold.ts';
import { isLenient } from './grade.ts';

/** `close` is right but for accents and capitals. */
export type Verdict = 'right' | 'close' | 'wrong';

/**
 * What a learner's second try at one edit of a card is: the form that was wanted, alone or with words around it as they
 * stand in the corrected text. Below B2, capitals do not count, except where they are all that was wrong.
 */
export function checkAttempt(card: Card, index: number, attempt: string, level: Level): Verdict {
  const edit = card.kind === 'edits' ? card.edits[index] : undefined;
  if (card.kind !== 'edits' || !edit) return 'wrong';
  const wanted = fold(edit.replacement);
  const tried = fold(attempt);
  const around = tried === '' ? wanted : contextLike(card, index, tried);
  const expected = around ?? wanted;
  const capitalsMatter = !isLenient(level) || fold(edit.original).toLowerCase() === wanted.toLowerCase();
  if (tried === expected) return 'right';
  if (tried.toLowerCase() === expected.toLowerCase()) return capitalsMatter ? 'close' : 'right';
  return unaccented(tried) === unaccented(expected) ? 'close' : 'wrong';
}

/** The stretch of the corrected text that holds the edit and is like the attempt but for accents and capitals. */
function contextLike(card: Card & { kind: 'edits' }, index: number, tried: string): string | undefined {
  const shift = card.edits
    .slice(0, index)
    .reduce((sum, { original, replacement }) => sum + replacement.length - original.length, 0);
  const edit = card.edits[index];
  if (!edit) return undefined;
  const start = edit.start + shift;
  const before = fold(card.corrected.slice(0, start));
  const text = fold(card.corrected);
  const wanted = fold(edit.replacement);
  const place = text.indexOf(wanted, before.length);
  if (place < 0) return undefined;
  const length = tried.length;
  for (let from = Math.max(0, place + wanted.length - length); from <= place; from += 1) {
    const stretch = text.slice(from, from + length);
    if (stretch.length === length && unaccented(stretch) === unaccented(tried)) return stretch;
  }
  return undefined;
}

/** Without capitals and without the accents and vowel signs that writers leave out; kana keep their voicing. */
function unaccented(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F\u05B0-\u05C7\u064B-\u0652]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

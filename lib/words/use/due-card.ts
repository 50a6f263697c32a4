import type { CardKind, Schedule } from '#lib/db/word-rows.ts';
import { dayStart, nextDay } from '../learning-day.ts';

/** What using a word answers: best how the meaning is said. Hearing it is another matter. */
const answered: readonly CardKind[] = ['produce', 'cloze', 'recognise'];

/**
 * The card of a word that a good use of it answers: one that is due on the learner's present day. `null` where none is,
 * or the word was asked on it already.
 *
 * @param now in milliseconds since the epoch
 */
export function cardToCount(cards: readonly Schedule[], now: number): Schedule | null {
  const today = dayStart(now);
  if (cards.some(({ lastReview }) => lastReview !== null && lastReview >= today)) return null;
  const due = cards.filter(({ suspended, shownFrom }) => suspended === 0 && shownFrom < nextDay(now));
  return answered.map((kind) => due.find((card) => card.kind === kind)).find((card) => card !== undefined) ?? null;
}

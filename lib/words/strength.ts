import type { Memory } from '#lib/db/word-rows.ts';

/** Days that a card can be left alone, for each dot but the first. */
const steps = [3, 10, 30, 90];

/** How well a word sits, from 0 for one that was never asked to 5: as well as the weakest of its cards that were. */
export function strengthOf(cards: readonly Pick<Memory, 'stability' | 'reps'>[]): number {
  const asked = cards.filter(({ reps }) => reps > 0).map(({ stability }) => stability);
  if (asked.length === 0) return 0;
  const weakest = Math.min(...asked);
  return 1 + steps.filter((days) => weakest >= days).length;
}

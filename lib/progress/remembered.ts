import { cardStates, type Review } from '#lib/db/word-rows.ts';

export interface Remembered {
  /** How many cards that had been learnt were asked, and how many of them were remembered. */
  asked: number;
  remembered: number;
}

/** How many learnt cards were remembered. What was used well in a message was not asked, and does not count. */
export function rememberedIn(reviews: readonly Pick<Review, 'before' | 'rating' | 'source'>[]): Remembered {
  const asked = reviews.filter(({ before, source }) => before.state === cardStates.review && source === 'card');
  return { asked: asked.length, remembered: asked.filter(({ rating }) => rating > 1).length };
}

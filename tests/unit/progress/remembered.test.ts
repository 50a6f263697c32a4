import { expect, it } from 'vitest';
import { rememberedIn } from '#lib/progress/remembered.ts';
import { film, learntWord } from '#tests/helpers/learnt-words.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date(2026, 5, 10, 12).getTime();

it('is told of cards that had been learnt before, and were asked', () => {
  const { reviews } = learntWord(film, {
    id: 'a',
    createdAt: now - 90 * day,
    // New, learning, then three times as a learnt card; forgotten; learnt again within minutes; and once more.
    answers: [
      [now - 80 * day, 1],
      [now - 80 * day + 60_000, 3],
      [now - 80 * day + 700_000, 3],
      [now - 70 * day, 3],
      [now - 60 * day, 2],
      [now - 50 * day, 1],
      [now - 50 * day + 600_000, 3],
      [now - 40 * day, 4],
    ],
  });
  expect(reviews.map(({ before }) => before.state)).toEqual([0, 1, 1, 2, 2, 2, 3, 2]);
  expect(rememberedIn(reviews)).toEqual({ asked: 4, remembered: 3 });
  expect(rememberedIn(reviews.map(({ before, rating }) => ({ before, rating, source: 'chat' as const })))).toEqual({
    asked: 0,
    remembered: 0,
  });
  expect(rememberedIn([])).toEqual({ asked: 0, remembered: 0 });
});

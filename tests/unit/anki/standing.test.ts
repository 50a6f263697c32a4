import { describe, expect, test } from 'vitest';
import { dayNumber, loggedReviews, standingOf } from '#lib/anki/standing.ts';
import type { Schedule } from '#lib/db/word-rows.ts';
import { learntWord, relax } from '#tests/helpers/learnt-words.ts';

const day = 24 * 60 * 60 * 1000;
const began = new Date(2026, 0, 5, 12).getTime();

function firstCard(answers: readonly (readonly [number, 1 | 2 | 3 | 4])[]): Schedule {
  const [card] = learntWord(relax, { id: 'r', createdAt: began, answers }).cards;
  if (card === undefined) throw new Error('no card');
  return card;
}

describe('where a card stands', () => {
  test('new: by its place', () => {
    expect(standingOf(firstCard([]), 7, began)).toEqual({
      type: 0,
      queue: 0,
      due: 7,
      ivl: 0,
      factor: 0,
      reps: 0,
      lapses: 0,
      left: 0,
      data: '',
    });
  });

  test('learning: by the second, with the steps that are left', () => {
    const again = standingOf(firstCard([[began + 999, 1]]), 7, began);
    expect(again).toMatchObject({ type: 1, queue: 1, due: Math.floor((began + 60_999) / 1000), left: 2, ivl: 0 });
    expect(standingOf(firstCard([[began, 3]]), 7, began)).toMatchObject({ type: 1, queue: 1, left: 1 });
  });

  test('review: by the day, with what FSRS remembers', () => {
    const card = firstCard([[began + 999, 4]]);
    const standing = standingOf(card, 7, began);
    expect(standing).toMatchObject({ type: 2, queue: 2, due: card.scheduledDays, ivl: card.scheduledDays, reps: 1 });
    expect(JSON.parse(standing.data)).toEqual({
      s: Number(card.stability.toFixed(4)),
      d: Number(card.difficulty.toFixed(3)),
      // The second that the log has it in, not the nearest one.
      lrt: Math.floor((began + 999) / 1000),
    });
  });

  test('relearning: by the second, and its interval stays one of a day at least', () => {
    const card = firstCard([
      [began, 4],
      [began + 8 * day, 1],
    ]);
    expect(standingOf(card, 7, began)).toMatchObject({ type: 3, queue: 1, left: 1, lapses: 1, reps: 2 });
    expect(standingOf(card, 7, began).ivl).toBeGreaterThanOrEqual(1);
  });

  test('put aside: as before, and suspended', () => {
    const card: Schedule = { ...firstCard([[began, 4]]), suspended: 1 };
    expect(standingOf(card, 7, began)).toMatchObject({ type: 2, queue: -1, due: card.scheduledDays });
  });
});

test('days are the learner’s: they begin at four at night', () => {
  const at = (date: number, hour: number): number => new Date(2026, 0, date, hour).getTime();
  expect(dayNumber(at(6, 3), at(5, 5))).toBe(0);
  expect(dayNumber(at(6, 5), at(5, 5))).toBe(1);
  expect(dayNumber(at(4, 5), at(5, 5))).toBe(-1);
});

test('the log tells what came of each answer: minutes below zero, days above', () => {
  const { cards, reviews } = learntWord(relax, {
    id: 'r',
    createdAt: began,
    answers: [
      [began, 1],
      [began + 60_000, 3],
      [began + 700_000, 3],
      [began + 5 * day, 1],
    ],
  });
  const [card] = cards;
  if (card === undefined) throw new Error('no card');
  const logged = loggedReviews(reviews.toReversed(), card);
  expect(logged.map(({ at, ease }) => [at - began, ease])).toEqual([
    [0, 1],
    [60_000, 3],
    [700_000, 3],
    [5 * day, 1],
  ]);
  expect(logged.map(({ type }) => type)).toEqual([0, 0, 0, 1]);
  const days = reviews[3]?.before.scheduledDays ?? 0;
  expect(days).toBeGreaterThanOrEqual(1);
  expect(logged.map(({ ivl }) => ivl)).toEqual([-60, -600, days, -600]);
  expect(logged.map(({ lastIvl }) => lastIvl)).toEqual([0, -60, -600, days]);
  expect(logged.every(({ factor }) => factor >= 100 && factor <= 1100)).toBe(true);
});

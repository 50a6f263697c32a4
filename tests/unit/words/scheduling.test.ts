import { createEmptyCard, fsrs, type Card } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { scheduleSchema, type Rating, type Review, type Schedule } from '#lib/db/word-rows.ts';
import { dayStart, nextDay } from '#lib/words/learning-day.ts';
import { answerCard, intervalsOf, newSchedule, takeBack } from '#lib/words/scheduling.ts';
import { strengthOf } from '#lib/words/strength.ts';
import { Random } from '#tests/helpers/random.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const start = Date.UTC(2026, 0, 5, 9);

function asReference(card: Card): Record<string, unknown> {
  return {
    due: card.due.getTime(),
    stability: card.stability,
    difficulty: card.difficulty,
    scheduledDays: card.scheduled_days,
    learningSteps: card.learning_steps,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    lastReview: card.last_review?.getTime() ?? null,
  };
}

const answer = (card: Schedule, rating: Rating, now: number, siblings: Schedule[] = []) =>
  answerCard(card, siblings, { id: `${now}`, rating, source: 'card', now, retention: 90 });

/** Early, in time, late, and after years. */
const waits = [0, minute, 7 * minute, 45 * minute, 6 * 60 * minute, day, 3 * day, 30 * day, 400 * day, 4000 * day];

describe('scheduling', () => {
  it('brings a word the more often, the more of them the learner wants to remember', () => {
    let card = newSchedule('w', 'recognise', 'es', start);
    for (let count = 0; count < 3; count += 1) card = answer(card, 4, card.due).schedule;
    const good = [80, 90, 97].map((retention) => intervalsOf(card, card.due, retention)[2]);
    expect(good.toSorted((a, b) => b - a)).toEqual(good);
    expect(new Set(good).size).toBe(3);
    const reference = fsrs({ request_retention: 0.8, enable_fuzz: false });
    const { schedule } = answerCard(card, [], { id: 'x', rating: 3, source: 'card', now: card.due, retention: 80 });
    const expected = reference.next(
      {
        ...createEmptyCard(card.due),
        stability: card.stability,
        difficulty: card.difficulty,
        reps: card.reps,
        state: card.state,
        scheduled_days: card.scheduledDays,
        last_review: new Date(card.lastReview ?? 0),
      },
      card.due,
      3,
    ).card;
    expect(schedule.due).toBe(expected.due.getTime());
  });

  it('is what the reference implementation gives, in 1,000 random histories, and can be taken back in every step', () => {
    const reference = fsrs({ request_retention: 0.9, enable_fuzz: false });
    let answers = 0;
    for (let seed = 1; seed <= 1000; seed += 1) {
      const random = new Random(seed);
      let now = start + random.below(1000) * minute;
      let expected = createEmptyCard(now);
      let card = newSchedule('w', 'recognise', 'es', now);
      const path: { before: Schedule; review: Review }[] = [];
      for (let step = random.below(24); step >= 0; step -= 1) {
        now = random.below(2) === 0 ? Math.max(now, card.due) + random.below(90) * minute : now + random.pick(waits);
        const rating = random.pick([1, 1, 2, 3, 3, 3, 4] as const);
        const next = intervalsOf(card, now, 90)[rating - 1];
        expected = reference.next(expected, now, rating).card;
        const before = card;
        const answered = answer(card, rating, now);
        card = answered.schedule;
        path.push({ before, review: answered.review });
        expect(card, `seed ${seed}`).toMatchObject(asReference(expected));
        expect(card.shownFrom).toBe(card.due);
        expect(card.due - now, `seed ${seed}`).toBe(next);
        answers += 1;
      }
      expect(scheduleSchema.safeParse(card).success).toBe(true);
      for (const { before, review } of path.toReversed()) {
        card = takeBack(card, review);
        expect(card, `seed ${seed}`).toEqual(before);
      }
    }
    expect(answers).toBeGreaterThan(10_000);
  });

  it('puts the word’s other cards off to the next day, and keeps from when they were shown', () => {
    const card = newSchedule('w', 'recognise', 'es', start);
    const produce = newSchedule('w', 'produce', 'es', start);
    const later = { ...newSchedule('w', 'cloze', 'es', start), shownFrom: start + 5 * day };
    const { siblings, review } = answer(card, 3, start + minute, [card, produce, later]);
    expect(siblings).toEqual([{ ...produce, shownFrom: nextDay(start + minute) + 1 }]);
    expect(review.buried).toEqual([{ id: produce.id, shownFrom: start }]);
  });

  it('finds a leech at the 8th lapse, then at every 4th', () => {
    let card = newSchedule('w', 'recognise', 'es', start);
    let now = start;
    const found: number[] = [];
    for (let round = 0; round < 80; round += 1) {
      now = card.due;
      const answered = answer(card, card.state === 2 ? 1 : 4, now);
      card = answered.schedule;
      if (answered.review.leech) found.push(card.lapses);
    }
    expect(found.slice(0, 3)).toEqual([8, 12, 16]);
  });
});

it('has days that begin at four in the morning', () => {
  const at = (hour: number, date = 10): number => new Date(2026, 4, date, hour).getTime();
  expect(dayStart(at(3))).toBe(at(4, 9));
  expect(dayStart(at(4))).toBe(at(4));
  expect(nextDay(at(23))).toBe(at(4, 11));
  expect(nextDay(at(3))).toBe(at(4));
});

it('is as strong as the weakest card that was asked', () => {
  expect(strengthOf([{ reps: 0, stability: 0 }])).toBe(0);
  expect(strengthOf([{ reps: 1, stability: 0.4 }])).toBe(1);
  expect(
    strengthOf([
      { reps: 4, stability: 200 },
      { reps: 2, stability: 12 },
      { reps: 0, stability: 0 },
    ]),
  ).toBe(3);
  expect(strengthOf([{ reps: 9, stability: 90 }])).toBe(5);
});

import type { Memory, Review, Schedule } from '#lib/db/word-rows.ts';
import { dayStart } from '#lib/words/learning-day.ts';
import { learningStepCount } from '#lib/words/scheduling.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A starting ease as Anki has it, in thousandths. FSRS does not use it, and Anki takes none for damage. */
const ease = 2_500;

/** Anki's codes for where a card is kept. */
const queues = { suspended: -1, fresh: 0, learning: 1, review: 2 } as const;

/** The columns of Anki's `cards` that say when a card is next (`rslib/src/card` of Anki's source). */
export interface Standing {
  /** New, learning, review, relearning: as FSRS counts them. */
  type: 0 | 1 | 2 | 3;
  queue: number;
  /** A place among new cards, seconds since the epoch while learning, else days since the collection began. */
  due: number;
  /** In days. */
  ivl: number;
  factor: number;
  reps: number;
  lapses: number;
  /** How many learning steps are left. */
  left: number;
  /** JSON: what FSRS remembers (`rslib/src/storage/card/data.rs`). */
  data: string;
}

/**
 * Where a card stands, in Anki's terms.
 * @param place its place among new cards
 * @param began when the collection began, in milliseconds since the epoch: days are counted from it
 */
export function standingOf(schedule: Schedule, place: number, began: number): Standing {
  const { state, due, scheduledDays, reps, lapses, suspended } = schedule;
  const inDays = state === 2;
  const inSteps = state === 1 || state === 3;
  return {
    type: state,
    queue: suspended === 1 ? queues.suspended : inDays ? queues.review : inSteps ? queues.learning : queues.fresh,
    due: inDays ? dayNumber(due, began) : inSteps ? seconds(due) : place,
    // What is in days is so by the day; a card in its steps has yet to get there.
    ivl: inDays || state === 3 ? Math.max(1, Math.round(scheduledDays)) : 0,
    factor: state >= 2 ? ease : 0,
    reps,
    lapses,
    left: inSteps ? Math.max(1, learningStepCount(state) - schedule.learningSteps) : 0,
    data: fsrsData(schedule),
  };
}

/** Which day of the learner's a time is on, counted from the day that a collection began. */
export function dayNumber(time: number, began: number): number {
  // By the calendar: a day may have 23 or 25 hours.
  return Math.round((dayStart(time) - dayStart(began)) / dayMs);
}

/** The columns of Anki's `revlog`. */
export interface LoggedReview {
  /** When it was, in milliseconds since the epoch. */
  at: number;
  ease: number;
  /** Days, or where they are below zero, seconds. */
  ivl: number;
  lastIvl: number;
  factor: number;
  /** Learning, review, relearning. */
  type: 0 | 1 | 2;
}

/** A card's answers, in their order. What came of each is what was there before the next, and at last what is there now. */
export function loggedReviews(reviews: readonly Review[], present: Memory): LoggedReview[] {
  const inOrder = reviews.toSorted((a, b) => a.at - b.at);
  return inOrder.map(({ at, rating, before }, index) => {
    const after = inOrder[index + 1]?.before ?? present;
    return {
      at,
      ease: rating,
      ivl: intervalOf(after, at),
      lastIvl: before.state === 0 ? 0 : intervalOf(before, before.lastReview ?? at),
      factor: Math.round(((after.difficulty - 1) / 9 + 0.1) * 1000),
      type: before.state === 3 ? 2 : before.state === 2 ? 1 : 0,
    };
  });
}

function intervalOf({ state, scheduledDays, due }: Memory, from: number): number {
  return state === 2 ? Math.max(1, Math.round(scheduledDays)) : -Math.max(1, seconds(due - from));
}

function fsrsData({ state, stability, difficulty, lastReview }: Schedule): string {
  if (state === 0 || lastReview === null) return '';
  return JSON.stringify({
    s: Number(stability.toFixed(4)),
    d: Number(difficulty.toFixed(3)),
    lrt: seconds(lastReview),
  });
}

/** Rounded down: Anki checks that a card's last review is the second that its log has. */
function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

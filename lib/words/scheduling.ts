import { createEmptyCard, fsrs, generatorParameters, type Card, type Grade } from 'ts-fsrs';
import {
  cardKinds,
  scheduleId,
  type CardKind,
  type Memory,
  type Rating,
  type Review,
  type Schedule,
} from '#lib/db/word-rows.ts';
import { nextDay } from './learning-day.ts';

type Scheduler = ReturnType<typeof fsrs>;

const schedulers = new Map<number, Scheduler>();

/** FSRS with its own weights and learning steps (1 and 10 minutes). @param retention how many of a hundred are remembered */
function schedulerFor(retention: number): Scheduler {
  const known = schedulers.get(retention);
  if (known !== undefined) return known;
  const made = fsrs({ request_retention: retention / 100, enable_fuzz: false, enable_short_term: true });
  schedulers.set(retention, made);
  return made;
}

/** How many steps a card goes through in minutes before it is asked by the day: once learnt, or once learnt again. */
export function learningStepCount(state: Memory['state']): number {
  const { learning_steps: learning, relearning_steps: relearning } = generatorParameters();
  return (state === 3 ? relearning : learning).length;
}

/** How often a word is forgotten before it is suspended; once resumed, after half as many more. As Anki does it. */
const leechLapses = 8;

/** A card that nobody has been asked yet. */
export function newSchedule(wordId: string, kind: CardKind, language: string, now: number): Schedule {
  const memory = memoryOf(createEmptyCard(now));
  return { id: scheduleId(wordId, kind), wordId, kind, language, suspended: 0, ...memory, shownFrom: now };
}

/**
 * What FSRS knows of a card once it is answered.
 * @param retention how many of a hundred are to be remembered when they come again
 */
export function remember(memory: Memory, rating: Rating, now: number, retention: number): Memory {
  return memoryOf(schedulerFor(retention).next(cardOf(memory), now, rating).card);
}

/** When a card would be next after each answer, in milliseconds from now: Again, Hard, Good, Easy. */
export function intervalsOf(memory: Memory, now: number, retention: number): [number, number, number, number] {
  const preview = schedulerFor(retention).repeat(cardOf(memory), now);
  return [1, 2, 3, 4].map((rating) => preview[rating as Grade].card.due.getTime() - now) as [
    number,
    number,
    number,
    number,
  ];
}

export interface Answer {
  id: string;
  rating: Rating;
  source: Review['source'];
  now: number;
  /** How many of a hundred the learner wants to remember when they come again. */
  retention: number;
}

export interface Answered {
  schedule: Schedule;
  /** The word's other cards that change: what was asked today is not asked again in another way. */
  siblings: Schedule[];
  review: Review;
}

/** A card's answer: the card after it, its siblings put off, and what taking it back needs. */
export function answerCard(
  card: Schedule,
  siblings: readonly Schedule[],
  { id, rating, source, now, retention }: Answer,
): Answered {
  const after = remember(card, rating, now, retention);
  const buried = siblings.filter((sibling) => sibling.id !== card.id && sibling.shownFrom < nextDay(now));
  const leech = after.lapses > card.lapses && isLeech(after.lapses);
  return {
    schedule: { ...card, ...after, shownFrom: after.due },
    siblings: buried.map((sibling) => ({ ...sibling, shownFrom: buriedUntil(sibling.kind, now) })),
    review: {
      id,
      scheduleId: card.id,
      wordId: card.wordId,
      language: card.language,
      at: now,
      rating,
      source,
      before: { ...memoryPart(card), shownFrom: card.shownFrom },
      buried: buried.map(({ id: buriedId, shownFrom }) => ({ id: buriedId, shownFrom })),
      leech,
    },
  };
}

/** Until when a card is put off by the answer to another one of its word: the next day, in their order, what is easiest first. */
export function buriedUntil(kind: CardKind, now: number): number {
  return nextDay(now) + cardKinds.indexOf(kind);
}

/**
 * A card as it was before its last answer. (FSRS's own `rollback` gives the time of the answer in place of when the card
 * was due, so that what was there is kept whole.)
 */
export function takeBack(card: Schedule, { before }: Review): Schedule {
  return { ...card, ...before };
}

function isLeech(lapses: number): boolean {
  return lapses >= leechLapses && (lapses - leechLapses) % (leechLapses / 2) === 0;
}

function memoryPart({
  due,
  stability,
  difficulty,
  scheduledDays,
  learningSteps,
  reps,
  lapses,
  state,
  lastReview,
}: Memory): Memory {
  return { due, stability, difficulty, scheduledDays, learningSteps, reps, lapses, state, lastReview };
}

function memoryOf(card: Card): Memory {
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

function cardOf(memory: Memory): Card {
  return {
    ...createEmptyCard(memory.due),
    stability: memory.stability,
    difficulty: memory.difficulty,
    scheduled_days: memory.scheduledDays,
    learning_steps: memory.learningSteps,
    reps: memory.reps,
    lapses: memory.lapses,
    state: memory.state,
    ...(memory.lastReview !== null && { last_review: new Date(memory.lastReview) }),
  };
}

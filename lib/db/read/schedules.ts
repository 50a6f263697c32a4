import { Dexie } from 'dexie';
import { aheadMs, dayStart } from '#lib/words/learning-day.ts';
import { database } from '../database.ts';
import {
  cardKinds,
  cardStates as states,
  reviewSchema,
  scheduleId,
  scheduleSchema,
  wordIdOf,
  wordSchema,
  type Schedule,
  type Word,
} from '../word-rows.ts';
import { readingWords } from './reading.ts';

/** More due words than these are not told apart: nobody answers them in a day. */
export const mostCounted = 999;

/** What a review may bring. */
export interface ReviewTerms {
  /** How many new cards a day may bring, in each language; and of those that were learnt before. */
  newPerDay: number;
  reviewsPerDay: number;
  /** The languages (BCP 47 tags) that have a voice: in others nothing is asked by ear. */
  heard: readonly string[];
}

type State = (typeof states)[keyof typeof states];

/** The cards of a word. For use within `readingWords` or a transaction. */
export async function readCards(wordId: string): Promise<Schedule[]> {
  const rows = await database.schedules.bulkGet(cardKinds.map((kind) => scheduleId(wordId, kind)));
  return rows.filter(isSchedule);
}

/** The cards of each of several words. For use within `readingWords` or a transaction. */
export async function cardsOfWords(wordIds: readonly string[]): Promise<Map<string, Schedule[]>> {
  const keys = wordIds.flatMap((id) => cardKinds.map((kind) => scheduleId(id, kind)));
  const rows = await database.schedules.bulkGet(keys);
  const byWord = Map.groupBy(rows.filter(isSchedule), ({ wordId }) => wordId);
  return new Map(wordIds.map((id) => [id, byWord.get(id) ?? []]));
}

/**
 * The words of a language (BCP 47 tag) to be reviewed now: what is being learnt, then what is due longest, then new ones, both
 * as the day allows; at most `mostCounted`.
 *
 * @throws {PatterError}
 */
export function dueWords(language: string, terms: ReviewTerms, now: number): Promise<string[]> {
  return readingWords(() => wordsDue(language, terms, now));
}

/** As `dueWords`. For use within `readingWords` or a transaction. */
export async function wordsDue(language: string, terms: ReviewTerms, now: number): Promise<string[]> {
  const left = await leftToday(language, terms, now);
  const heard = terms.heard.includes(language);
  const due = new Set<string>();
  for (const [state, most] of [
    [states.learning, mostCounted],
    [states.relearning, mostCounted],
    [states.review, left.reviews],
    [states.fresh, left.fresh],
  ] as const) {
    if (most === 0) continue;
    const keys = await dueKeys({ language, state, until: now, heard }, Math.min(most, mostCounted) * cardKinds.length);
    const words = new Set(keys.map(wordIdOf));
    for (const id of [...words].filter((word) => !due.has(word)).slice(0, most)) due.add(id);
  }
  return [...due].slice(0, mostCounted);
}

export interface ReviewCard {
  schedule: Schedule;
  word: Word;
}

/**
 * The card to be answered next: what is being learnt, then what is due, then what is new, and when nothing else is left,
 * what is being learnt a little ahead of its time.
 *
 * @throws {PatterError}
 */
export function nextCard(language: string, terms: ReviewTerms, now: number): Promise<ReviewCard | null> {
  return readingWords(async () => {
    const left = await leftToday(language, terms, now);
    const heard = terms.heard.includes(language);
    const first = (state: State, until: number) => firstDue({ language, state, until, heard });
    return (
      (await first(states.learning, now)) ??
      (await first(states.relearning, now)) ??
      (left.reviews > 0 ? await first(states.review, now) : null) ??
      (left.fresh > 0 ? await first(states.fresh, now) : null) ??
      (await first(states.learning, now + aheadMs)) ??
      (await first(states.relearning, now + aheadMs))
    );
  });
}

/** The languages (BCP 47 tags) that there are words of. @throws {PatterError} */
export function languagesOfWords(): Promise<string[]> {
  return readingWords(wordLanguages);
}

/** How many words are due in all languages. @throws {PatterError} */
export function countDue(terms: ReviewTerms, now: number): Promise<number> {
  return readingWords(async () => {
    let count = 0;
    for (const language of await wordLanguages()) count += (await wordsDue(language, terms, now)).length;
    return count;
  });
}

async function wordLanguages(): Promise<string[]> {
  const languages: string[] = [];
  for (;;) {
    // From each to the next: a cursor for all that differ passes over every word.
    const [key] = await database.words
      .where('[deletedAt+language]')
      .between([0, languages.at(-1) ?? Dexie.minKey], [0, Dexie.maxKey], false)
      .limit(1)
      .keys();
    if (key === undefined) return languages;
    languages.push((key as unknown as [number, string])[1]);
  }
}

interface DueCards {
  /** BCP 47 tag. */
  language: string;
  state: State;
  /** In milliseconds since the epoch. */
  until: number;
  /** Whether the language has a voice. */
  heard: boolean;
}

async function dueKeys(due: DueCards, limit: number): Promise<string[]> {
  const keys = await inState(due)
    .limit(due.heard ? limit : limit + mostUnheard)
    .primaryKeys();
  return due.heard ? keys : keys.filter((key) => !key.endsWith(listenKey)).slice(0, limit);
}

/** How many cards that can not be heard are passed over: they wait, in a language that has lost its voice. */
const mostUnheard = 500;
const listenKey = scheduleId('', 'listen');

/** How many cards are looked at: damaged ones, and those of damaged words, are passed over. */
const mostPassedOver = 20;

async function firstDue(due: DueCards): Promise<ReviewCard | null> {
  const rows = await database.schedules.bulkGet(await dueKeys(due, mostPassedOver));
  for (const schedule of rows.filter(isSchedule)) {
    const word = wordSchema.safeParse(await database.words.get(schedule.wordId));
    if (word.success) return { schedule, word: word.data };
  }
  return null;
}

function inState({ language, state, until }: DueCards) {
  return database.schedules
    .where('[language+suspended+state+shownFrom]')
    .between([language, 0, state, Dexie.minKey], [language, 0, state, until], true, true);
}

/** How many cards the learner's present day may still bring: new ones, and such as were learnt before. */
async function leftToday(
  language: string,
  { newPerDay, reviewsPerDay }: ReviewTerms,
  now: number,
): Promise<{ fresh: number; reviews: number }> {
  const rows = await database.reviews.where('at').aboveOrEqual(dayStart(now)).toArray();
  const answered = rows.filter((row) => reviewSchema.safeParse(row).success && row.language === language);
  const inStateBefore = (state: State): number => answered.filter(({ before }) => before.state === state).length;
  return {
    fresh: Math.max(0, newPerDay - inStateBefore(states.fresh)),
    reviews: Math.max(0, reviewsPerDay - inStateBefore(states.review)),
  };
}

/** Whether anything was answered on the learner's present day, in any language. @throws {PatterError} */
export function hasReviewedToday(now: number): Promise<boolean> {
  return readingWords(async () => (await database.reviews.where('at').aboveOrEqual(dayStart(now)).count()) > 0);
}

/** Whether a stored card is whole. */
export function isSchedule(row: unknown): row is Schedule {
  return scheduleSchema.safeParse(row).success;
}

import { Dexie } from 'dexie';
import { aheadMs, dayStart } from '#lib/words/learning-day.ts';
import { database } from '../database.ts';
import {
  cardKinds,
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

/** FSRS's states. Those that are being learnt come back within minutes. */
const states = { fresh: 0, learning: 1, review: 2, relearning: 3 } as const;

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
 * The words of a language (BCP 47 tag) to be reviewed now, what is due longest first, then new ones as the day allows: at
 * most `mostCounted`.
 *
 * @throws {PatterError}
 */
export function dueWords(language: string, newPerDay: number, now: number): Promise<string[]> {
  return readingWords(() => wordsDue(language, newPerDay, now));
}

/** As `dueWords`. For use within `readingWords` or a transaction. */
export async function wordsDue(language: string, newPerDay: number, now: number): Promise<string[]> {
  const due = new Set<string>();
  for (const state of [states.learning, states.relearning, states.review] as const) {
    for (const key of await dueKeys(language, state, now, mostCounted)) due.add(wordIdOf(key));
  }
  const left = Math.max(0, newPerDay - (await newToday(language, now)));
  const fresh = new Set<string>();
  if (left > 0) {
    for (const key of await dueKeys(language, states.fresh, now, left * cardKinds.length)) {
      if (!due.has(wordIdOf(key)) && fresh.size < left) fresh.add(wordIdOf(key));
    }
  }
  return [...due, ...fresh].slice(0, mostCounted);
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
export function nextCard(language: string, newPerDay: number, now: number): Promise<ReviewCard | null> {
  return readingWords(async () => {
    const learning =
      (await firstDue(language, states.learning, now)) ?? (await firstDue(language, states.relearning, now));
    if (learning) return learning;
    const due = await firstDue(language, states.review, now);
    if (due) return due;
    const allowed = (await newToday(language, now)) < newPerDay;
    const fresh = allowed ? await firstDue(language, states.fresh, now) : null;
    return (
      fresh ??
      (await firstDue(language, states.learning, now + aheadMs)) ??
      (await firstDue(language, states.relearning, now + aheadMs))
    );
  });
}

/** The languages (BCP 47 tags) that there are words of. @throws {PatterError} */
export function languagesOfWords(): Promise<string[]> {
  return readingWords(wordLanguages);
}

/** How many words are due in all languages. @throws {PatterError} */
export function countDue(newPerDay: number, now: number): Promise<number> {
  return readingWords(async () => {
    let count = 0;
    for (const language of await wordLanguages()) count += (await wordsDue(language, newPerDay, now)).length;
    return count;
  });
}

async function wordLanguages(): Promise<string[]> {
  const keys = await database.words
    .where('[deletedAt+language]')
    .between([0, Dexie.minKey], [0, Dexie.maxKey])
    .uniqueKeys();
  return (keys as unknown as [number, string][]).map(([, language]) => language);
}

function dueKeys(language: string, state: State, until: number, limit: number): PromiseLike<string[]> {
  return inState(language, state, until).limit(limit).primaryKeys();
}

/** How many cards are looked at: damaged ones, and those of damaged words, are passed over. */
const mostPassedOver = 20;

async function firstDue(language: string, state: State, until: number): Promise<ReviewCard | null> {
  const rows = await inState(language, state, until).limit(mostPassedOver).toArray();
  for (const schedule of rows.filter(isSchedule)) {
    const word = wordSchema.safeParse(await database.words.get(schedule.wordId));
    if (word.success) return { schedule, word: word.data };
  }
  return null;
}

function inState(language: string, state: State, until: number) {
  return database.schedules
    .where('[language+suspended+state+shownFrom]')
    .between([language, 0, state, Dexie.minKey], [language, 0, state, until], true, true);
}

/** How many new cards were answered on the learner's present day. */
async function newToday(language: string, now: number): Promise<number> {
  const rows = await database.reviews.where('at').aboveOrEqual(dayStart(now)).toArray();
  return rows.filter(
    (row) => reviewSchema.safeParse(row).success && row.language === language && row.before.state === 0,
  ).length;
}

function isSchedule(row: unknown): row is Schedule {
  return scheduleSchema.safeParse(row).success;
}

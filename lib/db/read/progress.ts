import { Dexie } from 'dexie';
import { isConversation, isMessage } from '../damage.ts';
import { database } from '../database.ts';
import { inStore } from '../storage-error.ts';
import { cardStates, reviewSchema, wordIdOf, type Review } from '../word-rows.ts';
import { readingTables } from './reading.ts';

/*
 * What a learner's progress is made of. Past a few thousand rows each of these takes its time, so that they are read in a
 * worker of the page's own.
 */

/**
 * Works out something of a learner's progress, and has `liveQuery` see whatever changes it. Of messages it is enough to see
 * their conversations: those that the learner sends change them, and a reply that is arriving does not.
 *
 * @throws {PatterError}
 */
export function readingProgress<Result>(work: () => Promise<Result>): Promise<Result> {
  const { conversations, slips, words, schedules, reviews } = database;
  return readingTables([conversations, slips, words, schedules, reviews], work);
}

/** A conversation as far as it tells when it was talked in. Times in milliseconds since the epoch. */
export interface TalkedIn {
  id: number;
  /** BCP 47 tag. */
  language: string;
  createdAt: number;
  updatedAt: number;
}

/** All conversations that are not deleted, in no order. @throws {PatterError} */
export async function talkedIn(): Promise<TalkedIn[]> {
  const rows = await inStore(() =>
    database.conversations.where('[deletedAt+updatedAt]').between([0, Dexie.minKey], [0, Dexie.maxKey]).toArray(),
  );
  return rows
    .filter(isConversation)
    .map(({ id, language, createdAt, updatedAt }) => ({ id, language, createdAt, updatedAt }));
}

/**
 * When the learner sent messages in these conversations, in milliseconds since the epoch.
 * @param from earlier ones are left out
 * @throws {PatterError}
 */
export async function sentTimes(conversations: readonly TalkedIn[], from: number): Promise<number[]> {
  const times: number[] = [];
  for (const { id, updatedAt } of conversations) {
    if (updatedAt < from) continue;
    const rows = await inStore(() =>
      database.messages.where('[conversationId+position]').between([id, Dexie.minKey], [id, Dexie.maxKey]).toArray(),
    );
    const sent = rows.filter(isMessage).filter(({ role, createdAt }) => role === 'learner' && createdAt >= from);
    times.push(...sent.map(({ createdAt }) => createdAt));
  }
  return times;
}

/** Whether a card of a language was answered from one point in time until before another. @throws {PatterError} */
export async function wasReviewed(language: string, from: number, until: number): Promise<boolean> {
  const review = await inStore(() =>
    database.reviews
      .where('at')
      .between(from, until)
      .filter((row) => isReview(row) && row.language === language)
      .first(),
  );
  return review !== undefined;
}

/** When a card was answered first, in any language, in milliseconds since the epoch. @throws {PatterError} */
export async function firstReviewAt(): Promise<number | null> {
  const first = await inStore(() => database.reviews.orderBy('at').first());
  return first?.at ?? null;
}

/** The answers given in a language (BCP 47 tag) since a point in time. @throws {PatterError} */
export async function reviewsSince(language: string, from: number): Promise<Review[]> {
  const rows = await inStore(() => database.reviews.where('at').aboveOrEqual(from).toArray());
  return rows.filter(isReview).filter((row) => row.language === language);
}

/** Words that the learner said they know, or is learning, are counted by when they came to be among the words. */
const counted = ['known', 'learning'] as const;

/** When the first word of a language came, in milliseconds since the epoch. One without a time has none. @throws {PatterError} */
export async function firstWordAt(language: string): Promise<number | null> {
  const firsts = await Promise.all(
    counted.map((state) =>
      inStore(() =>
        database.words
          .where('[language+deletedAt+state+createdAt]')
          .between([language, 0, state, 1], [language, 0, state, Dexie.maxKey])
          .first(),
      ),
    ),
  );
  const times = firsts.flatMap((word) => word?.createdAt ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * How many words of a language came from one point in time until before another (in milliseconds since the epoch): such as
 * the learner said they know, and the ids of those being learnt.
 *
 * @throws {PatterError}
 */
export function wordsOfTime(
  language: string,
  from: number,
  until: number,
): Promise<{ known: number; learning: string[] }> {
  const inState = (state: (typeof counted)[number]) =>
    database.words
      .where('[language+deletedAt+state+createdAt]')
      .between([language, 0, state, from], [language, 0, state, until]);
  return inStore(async () => ({
    known: await inState('known').count(),
    learning: await inState('learning').primaryKeys(),
  }));
}

/** Ids of the words of a language that were learnt: a card of theirs is asked by the day. @throws {PatterError} */
export async function learntWordIds(language: string): Promise<Set<string>> {
  // An index's keys alone are read: there may be two hundred thousand.
  const keys = await inStore(() =>
    database.schedules
      .where('[language+suspended+state+shownFrom]')
      .between([language, 0, cardStates.review, Dexie.minKey], [language, 0, cardStates.review, Dexie.maxKey])
      .primaryKeys(),
  );
  return new Set(keys.map(wordIdOf));
}

function isReview(row: unknown): row is Review {
  return reviewSchema.safeParse(row).success;
}

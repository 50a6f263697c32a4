import { lemmaPrefix, senseKey } from '#lib/words/identity.ts';
import { isConversation } from '../damage.ts';
import { database } from '../database.ts';
import { inStore } from '../storage-error.ts';
import { reviewSchema, type NewWord, type Review, type Schedule, type Word } from '../word-rows.ts';
import { readingWords } from './reading.ts';
import { cardsOfWords } from './schedules.ts';
import { isOwn, isWord, wordsInState } from './words.ts';

/** Which of the learner's words are meant. */
export interface WordChoice {
  /** BCP 47 tags. */
  languages: readonly string[];
  /** Also suspended ones. */
  suspended: boolean;
}

export interface LearntWord {
  word: Word;
  cards: Schedule[];
  /** In no order. */
  reviews: Review[];
  /** What the conversation that it was met in is called; empty where there is none. */
  source: string;
}

/** How many words are read at a time. */
const atATime = 2_000;

/** How many words are chosen. @throws {PatterError} */
export function countLearnt({ languages, suspended }: WordChoice): Promise<number> {
  return readingWords(async () => {
    let count = 0;
    for (const language of languages) {
      for (const state of statesOf(suspended)) count += await wordsInState(language, state).count();
    }
    return count;
  });
}

/** The ids of the words that are chosen, oldest first in each language. @throws {PatterError} */
export function learntIds({ languages, suspended }: WordChoice): Promise<string[]> {
  return readingWords(async () => {
    const ids: string[] = [];
    for (const language of languages) {
      for (const state of statesOf(suspended)) ids.push(...(await wordsInState(language, state).primaryKeys()));
    }
    return ids;
  });
}

/**
 * Words with all that is known of them. Damaged ones, and those that are gone meanwhile, are left out.
 * @throws {PatterError}
 */
export async function learntWords(ids: readonly string[]): Promise<LearntWord[]> {
  const found: LearntWord[] = [];
  const titles = new Map<number, string>();
  for (let from = 0; from < ids.length; from += atATime) {
    found.push(...(await inStore(() => readSome(ids.slice(from, from + atATime), titles))));
  }
  return found;
}

async function readSome(ids: readonly string[], titles: Map<number, string>): Promise<LearntWord[]> {
  const words = (await database.words.bulkGet([...ids])).filter(isWord).filter(({ deletedAt }) => deletedAt === 0);
  const cards = await cardsOfWords(words.map(({ id }) => id));
  const asked = words.filter(({ id }) => cards.get(id)?.some(({ reps }) => reps > 0));
  const rows = await database.reviews
    .where('wordId')
    .anyOf(asked.map(({ id }) => id))
    .toArray();
  const reviews = Map.groupBy(rows.filter(isReview), ({ wordId }) => wordId);
  await readTitles(words, titles);
  return words.map((word) => ({
    word,
    cards: cards.get(word.id) ?? [],
    reviews: reviews.get(word.id) ?? [],
    source: titles.get(word.conversationId ?? 0) ?? '',
  }));
}

async function readTitles(words: readonly Word[], titles: Map<number, string>): Promise<void> {
  const wanted = new Set(words.flatMap(({ conversationId }) => conversationId ?? []).filter((id) => !titles.has(id)));
  const rows = await database.conversations.bulkGet([...wanted]);
  for (const row of rows.filter(isConversation)) if (row.deletedAt === 0) titles.set(row.id, row.title);
}

/**
 * Which of these words are not the learner's already: at most suggested, turned down or deleted. One whose part of speech
 * nobody has said is the same as another in its sense.
 *
 * @throws {PatterError}
 */
export async function newOnes<Item extends { word: NewWord; key: string }>(items: readonly Item[]): Promise<Item[]> {
  const fresh: Item[] = [];
  for (let from = 0; from < items.length; from += atATime) {
    const some = items.slice(from, from + atATime);
    const prefixes = [...new Set(some.map(({ word }) => lemmaPrefix(word)))];
    const rows = await inStore(() => database.words.where('key').startsWithAnyOf(prefixes).toArray());
    const own = rows.filter((row) => isWord(row) && isOwn(row));
    const keys = new Set(own.map(({ key }) => key));
    const senses = new Set(own.map(senseKey));
    const vague = new Set(own.filter(({ partOfSpeech }) => partOfSpeech === 'other').map(senseKey));
    const isThere = ({ word, key }: Item): boolean =>
      keys.has(key) || (word.partOfSpeech === 'other' ? senses : vague).has(senseKey(word));
    fresh.push(...some.filter((item) => !isThere(item)));
  }
  return fresh;
}

function statesOf(suspended: boolean): Word['state'][] {
  return suspended ? ['learning', 'suspended'] : ['learning'];
}

function isReview(row: unknown): row is Review {
  return reviewSchema.safeParse(row).success;
}

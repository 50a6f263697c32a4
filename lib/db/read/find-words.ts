import { Dexie } from 'dexie';
import { searchTerms } from '#lib/words/search-tokens.ts';
import { database } from '../database.ts';
import type { Schedule, Word } from '../word-rows.ts';
import { readingWords } from './reading.ts';
import { cardsOfWords, wordsDue, type ReviewTerms } from './schedules.ts';
import { isWord, wordsInState } from './words.ts';

/** Which words are shown. */
export const filters = ['all', 'due', 'suggested', 'suspended', 'known'] as const;

export type Filter = (typeof filters)[number];

/** A page of words: `limit` of them behind the first `offset`. */
export interface WordQuestion {
  /** BCP 47 tag. */
  language: string;
  filter: Filter;
  /** What is searched for; empty where nothing is. */
  query: string;
  terms: ReviewTerms;
  offset: number;
  limit: number;
}

export interface FoundWords {
  words: Word[];
  /** By the word's id. */
  cards: Map<string, Schedule[]>;
}

/**
 * The words that are asked for: newest first, what is due longest first, or of a search, what begins with its longest word
 * alone before what goes on.
 *
 * @throws {PatterError}
 */
export function findWords(question: WordQuestion, now: number): Promise<FoundWords> {
  return readingWords(async () => {
    const words = await wordsOf(question, now);
    return { words, cards: await cardsOfWords(words.map(({ id }) => id)) };
  });
}

async function wordsOf(question: WordQuestion, now: number): Promise<Word[]> {
  const { language, filter, query, terms, offset, limit } = question;
  const due = filter === 'due' ? await wordsDue(language, terms, now) : [];
  if (query !== '') {
    const isDue = new Set(due);
    const isWanted = ({ id, state }: Word): boolean =>
      filter === 'all' || (filter === 'due' ? isDue.has(id) : state === filter);
    return (await search(query, language, offset + limit, isWanted)).slice(offset);
  }
  const rows =
    filter === 'due'
      ? await database.words.bulkGet(due.slice(offset, offset + limit))
      : await (filter === 'all' ? allWords(language) : wordsInState(language, filter))
          .reverse()
          .offset(offset)
          .limit(limit)
          .toArray();
  return rows.filter(isWord).filter(({ deletedAt }) => deletedAt === 0);
}

function allWords(language: string) {
  return database.words
    .where('[language+deletedAt+createdAt]')
    .between([language, 0, Dexie.minKey], [language, 0, Dexie.maxKey]);
}

/** Where a beginning is that of more words than these, the search goes on among as many. */
const mostKeys = 5_000;
/** How many rows are read at a time, and in all where hardly any are wanted. */
const rowsAtATime = 50;
const mostRows = 1_500;

async function search(
  query: string,
  language: string,
  limit: number,
  isWanted: (word: Word) => boolean,
): Promise<Word[]> {
  const [first, ...others] = searchTerms(query, language);
  if (first === undefined) return [];
  const keys = await database.words.where('tokens').startsWith(first).limit(mostKeys).primaryKeys();
  const candidates = [...new Set(keys)].slice(0, mostRows);
  const hasOthers = ({ tokens }: Word): boolean =>
    others.every((term) => tokens.some((token) => token.startsWith(term)));
  const words: Word[] = [];
  for (let from = 0; from < candidates.length && words.length < limit; from += rowsAtATime) {
    const rows = await database.words.bulkGet(candidates.slice(from, from + rowsAtATime));
    words.push(...rows.filter(isWord).filter((word) => word.deletedAt === 0 && hasOthers(word) && isWanted(word)));
  }
  return words.slice(0, limit);
}

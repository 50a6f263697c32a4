import { Dexie, type Collection } from 'dexie';
import { searchTerms } from '#lib/words/search-tokens.ts';
import { database } from '../database.ts';
import type { Schedule, Word } from '../word-rows.ts';
import { readingWords } from './reading.ts';
import { cardsOfWords, wordsDue, type ReviewTerms } from './schedules.ts';
import { isWord, wordsInState } from './words.ts';

/** Which words are shown. */
export const filters = ['all', 'due', 'suggested', 'suspended', 'known'] as const;

export type Filter = (typeof filters)[number];

/** The words that are wanted. */
export interface WordSelection {
  /** BCP 47 tag. */
  language: string;
  filter: Filter;
  /** What is searched for; empty where nothing is. */
  query: string;
  terms: ReviewTerms;
}

/** A page of them: `limit` of them behind the first `offset`. */
export interface WordQuestion extends WordSelection {
  offset: number;
  limit: number;
}

export interface FoundWords {
  words: Word[];
  /** By the word's id. */
  cards: Map<string, Schedule[]>;
  /** Whether there may be more of them behind these: some of a page may be damaged, and are left out. */
  more: boolean;
}

/**
 * The words that are asked for: newest first, what is due longest first, or of a search, what begins with its longest word
 * alone before what goes on.
 *
 * @throws {PatterError}
 */
export function findWords(question: WordQuestion, now: number): Promise<FoundWords> {
  return readingWords(async () => {
    const rows = await pageOf(question, now);
    return { ...(await withCards(rows)), more: rows.length === question.limit };
  });
}

/** Words by their ids, in that order; without those that are gone. @throws {PatterError} */
export function wordsWithIds(ids: readonly string[]): Promise<Omit<FoundWords, 'more'>> {
  return readingWords(async () => withCards(await database.words.bulkGet([...ids])));
}

/** All words that a search finds or, where nothing is searched for, that are due. For use within `readingWords`. */
export async function foundOrDue(selection: WordSelection, now: number): Promise<Word[]> {
  const { language, query, terms } = selection;
  if (query !== '') return search(selection, Infinity, now);
  return wholeWords(await database.words.bulkGet(await wordsDue(language, terms, now)));
}

async function pageOf(question: WordQuestion, now: number): Promise<(Word | undefined)[]> {
  const { language, filter, query, terms, offset, limit } = question;
  if (query !== '') return (await search(question, offset + limit, now)).slice(offset);
  if (filter !== 'due') return wordsBehind(language, filter).reverse().offset(offset).limit(limit).toArray();
  const due = await wordsDue(language, terms, now);
  return database.words.bulkGet(due.slice(offset, offset + limit));
}

async function withCards(rows: readonly (Word | undefined)[]): Promise<Omit<FoundWords, 'more'>> {
  const words = wholeWords(rows);
  return { words, cards: await cardsOfWords(words.map(({ id }) => id)) };
}

function wholeWords(rows: readonly (Word | undefined)[]): Word[] {
  return rows.filter(isWord).filter(({ deletedAt }) => deletedAt === 0);
}

/** The words that a filter lets through, oldest first. */
function wordsBehind(language: string, filter: Exclude<Filter, 'due'>): Collection<Word, string> {
  if (filter !== 'all') return wordsInState(language, filter);
  return database.words
    .where('[language+deletedAt+createdAt]')
    .between([language, 0, Dexie.minKey], [language, 0, Dexie.maxKey]);
}

/** Where a beginning is that of more words than these, the search goes on among as many. */
const mostKeys = 5_000;
/** How many rows are read at a time, and in all where hardly any are wanted. */
const rowsAtATime = 50;
const mostRows = 1_500;

async function search(selection: WordSelection, limit: number, now: number): Promise<Word[]> {
  const { language, filter, query, terms } = selection;
  const [first, ...others] = searchTerms(query, language);
  if (first === undefined) return [];
  const due = new Set(filter === 'due' ? await wordsDue(language, terms, now) : []);
  const isWanted = ({ id, state, tokens }: Word): boolean =>
    (filter === 'all' || (filter === 'due' ? due.has(id) : state === filter)) &&
    others.every((term) => tokens.some((token) => token.startsWith(term)));
  const keys = await database.words.where('tokens').startsWith(first).limit(mostKeys).primaryKeys();
  const candidates = [...new Set(keys)].slice(0, mostRows);
  const words: Word[] = [];
  for (let from = 0; from < candidates.length && words.length < limit; from += rowsAtATime) {
    const rows = await database.words.bulkGet(candidates.slice(from, from + rowsAtATime));
    words.push(...wholeWords(rows).filter(isWanted));
  }
  return words.slice(0, limit);
}

import { Dexie, type Collection } from 'dexie';
import { wordKey } from '#lib/words/identity.ts';
import { searchTerms } from '#lib/words/search-tokens.ts';
import { database } from '../database.ts';
import { glossSchema, knownWordSchema, type Gloss } from '../rows.ts';
import { inStore } from '../storage-error.ts';
import { wordSchema, type NewWord, type Word } from '../word-rows.ts';

/** Lemmas of a language (BCP 47 tag) that the learner knows or is learning. @throws {PatterError} */
export async function knownWords(language: string): Promise<Set<string>> {
  const rows = await inStore(() =>
    database.knownWords.where('[language+lemma]').between([language, Dexie.minKey], [language, Dexie.maxKey]).toArray(),
  );
  return new Set(rows.filter((row) => knownWordSchema.safeParse(row).success).map(({ lemma }) => lemma));
}

/** What a tutor said that a word means. @throws {PatterError} */
export async function readGloss(key: Pick<Gloss, 'language' | 'learnerLanguage' | 'word'>): Promise<Gloss | undefined> {
  const row = await inStore(() => database.glosses.get([key.language, key.learnerLanguage, key.word]));
  const parsed = glossSchema.safeParse(row);
  return parsed.success ? parsed.data : undefined;
}

/** How the learner stands to a word, if it is one of theirs. @throws {PatterError} */
export async function stateOfWord(word: NewWord): Promise<Word['state'] | null> {
  const row = await inStore(() => database.words.where({ key: wordKey(word) }).first());
  return isWord(row) && row.deletedAt === 0 ? row.state : null;
}

/** One word, unless there is none or it is deleted. @throws {PatterError} */
export async function readWord(id: string): Promise<Word | null> {
  const row = await inStore(() => database.words.get(id));
  return isWord(row) && row.deletedAt === 0 ? row : null;
}

export interface WordCounts {
  learning: number;
  known: number;
  suggested: number;
}

/** How many words of a language there are. @throws {PatterError} */
export function countWords(language: string): Promise<WordCounts> {
  return inStore(async () => ({
    learning: await inState(language, 'learning').count(),
    known: await inState(language, 'known').count(),
    suggested: await inState(language, 'suggested').count(),
  }));
}

/** A part of the words of a language (BCP 47 tag): newest first, `limit` of them behind the first `offset`. */
export interface WordPage {
  language: string;
  offset: number;
  limit: number;
}

/** @param state of the words; without it, all @throws {PatterError} */
export async function listWords({ language, offset, limit }: WordPage, state?: Word['state']): Promise<Word[]> {
  const rows = await inStore(() =>
    (state === undefined
      ? database.words
          .where('[language+deletedAt+createdAt]')
          .between([language, 0, Dexie.minKey], [language, 0, Dexie.maxKey])
      : inState(language, state)
    )
      .reverse()
      .offset(offset)
      .limit(limit)
      .toArray(),
  );
  return rows.filter(isWord);
}

/** The words of these keys that there are, in their order. @throws {PatterError} */
export async function wordsByIds(ids: readonly string[]): Promise<Word[]> {
  const rows = await inStore(() => database.words.bulkGet([...ids]));
  return rows.filter(isWord).filter(({ deletedAt }) => deletedAt === 0);
}

/** Where a beginning is that of more words than these, the search goes on among as many. */
const mostKeys = 20_000;
/** How many rows are read at a time, and in all where hardly any are wanted. */
const rowsAtATime = 100;
const mostRows = 1_500;

/**
 * The first words, as many as asked for, that have every word of a query in them (its beginning is enough) and are wanted.
 * What begins with the query's longest word alone comes before what goes on.
 *
 * @throws {PatterError}
 */
export function searchWords(
  query: string,
  language: string,
  limit: number,
  isWanted: (word: Word) => boolean,
): Promise<Word[]> {
  return inStore(async () => {
    let keys: string[] | undefined;
    for (const term of searchTerms(query, language)) {
      const found = new Set(await database.words.where('tokens').startsWith(term).limit(mostKeys).primaryKeys());
      keys = keys === undefined ? [...found] : keys.filter((key) => found.has(key));
    }
    const words: Word[] = [];
    const candidates = (keys ?? []).slice(0, mostRows);
    for (let from = 0; from < candidates.length && words.length < limit; from += rowsAtATime) {
      const rows = await database.words.bulkGet(candidates.slice(from, from + rowsAtATime));
      words.push(...rows.filter(isWord).filter((word) => word.deletedAt === 0 && isWanted(word)));
    }
    return words.slice(0, limit);
  });
}

function inState(language: string, state: Word['state']): Collection<Word, string> {
  return database.words
    .where('[language+deletedAt+state+createdAt]')
    .between([language, 0, state, Dexie.minKey], [language, 0, state, Dexie.maxKey]);
}

function isWord(row: unknown): row is Word {
  return wordSchema.safeParse(row).success;
}

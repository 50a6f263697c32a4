import { Dexie, type Collection } from 'dexie';
import { dayStart } from '#lib/words/learning-day.ts';
import { wordKey } from '#lib/words/identity.ts';
import { database } from '../database.ts';
import { glossSchema, type Gloss } from '../rows.ts';
import { inStore } from '../storage-error.ts';
import { wordSchema, type NewWord, type Word } from '../word-rows.ts';
import { readingWords } from './reading.ts';

/**
 * The lemmas, in lower case, of all words of a language (BCP 47 tag) that the learner knows, is learning or has suspended: what is
 * no news. For use within a transaction over known words too.
 * @throws {PatterError}
 */
export async function knownWords(language: string): Promise<Set<string>> {
  // The keys alone are read, which say it all: there may be fifty thousand.
  const keys = await inStore(() =>
    database.knownWords.where(':id').between([language, Dexie.minKey], [language, Dexie.maxKey]).primaryKeys(),
  );
  return new Set(keys.map(([, lemma]) => lemma.toLocaleLowerCase(language)));
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
  suspended: number;
}

/** How many words of a language there are. @throws {PatterError} */
export function countWords(language: string): Promise<WordCounts> {
  return readingWords(async () => ({
    learning: await wordsInState(language, 'learning').count(),
    known: await wordsInState(language, 'known').count(),
    suggested: await wordsInState(language, 'suggested').count(),
    suspended: await wordsInState(language, 'suspended').count(),
  }));
}

/** Of more words than these of a day the latest are looked at: so many come from an import. */
const mostOfDay = 99;

/**
 * How many words of a language (BCP 47 tag) have come from conversations on the learner's present day.
 * @throws {PatterError}
 */
export function countNewWords(language: string, now: number): Promise<number> {
  return readingWords(async () => {
    const rows = await database.words
      .where('[language+deletedAt+createdAt]')
      .between([language, 0, dayStart(now)], [language, 0, Dexie.maxKey])
      .reverse()
      .limit(mostOfDay)
      .toArray();
    return rows.filter(({ conversationId }) => conversationId !== undefined).length;
  });
}

/** The words of a language (BCP 47 tag) in one state, oldest first. */
export function wordsInState(language: string, state: Word['state']): Collection<Word, string> {
  return database.words
    .where('[language+deletedAt+state+createdAt]')
    .between([language, 0, state, Dexie.minKey], [language, 0, state, Dexie.maxKey]);
}

/** Whether a stored word is whole. */
export function isWord(row: unknown): row is Word {
  return wordSchema.safeParse(row).success;
}

/** Whether a word is one of the learner's: they learn it, know it, or have suspended it. */
export function isOwn({ state, deletedAt }: Pick<Word, 'state' | 'deletedAt'>): boolean {
  return state !== 'suggested' && deletedAt === 0;
}

import { PatterError } from '#lib/errors/patter-error.ts';
import { cardKindsOf, surfaceIn } from '#lib/words/cards.ts';
import { lemmaPrefix, wordKey } from '#lib/words/identity.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';
import { database } from '../database.ts';
import { deletionId } from '../deletion-rows.ts';
import { readCards } from '../read/schedules.ts';
import { isOwn, knownWords } from '../read/words.ts';
import { suspendCards } from './suspend-cards.ts';
import type { Gloss } from '../rows.ts';
import { inStore } from '../storage-error.ts';
import { declinedAt, wordSchema, type NewWord, type Word } from '../word-rows.ts';

/** How many suggestions may be waiting for the learner at a time, in each language. */
export const mostSuggestions = 5;

/** Keeps what a tutor said that a word means. @throws {PatterError} */
export async function keepGloss(gloss: Gloss): Promise<void> {
  await inStore(() => database.glosses.put(gloss));
}

/** Has a word among those that are learnt; one that is there already as it was. @returns its id @throws {PatterError} */
export function learnWord(word: NewWord, now: number): Promise<string> {
  return inWords(async () => {
    const { id } = await placeOf(word, now);
    await setState(id, 'learning', now);
    return id;
  });
}

/** Takes note that the learner knows a word: it needs no cards, and is not too hard any more. @throws {PatterError} */
export function knowWord(word: NewWord, now: number): Promise<void> {
  return inWords(async () => setState((await placeOf(word, now)).id, 'known', now));
}

/** Moves a word to where the learner wants it: learnt, known, or suspended. @throws {PatterError} `storage` without it */
export function moveWord(id: string, state: 'learning' | 'known' | 'suspended', now: number): Promise<void> {
  return inWords(() => setState(id, state, now));
}

/** Turns a suggestion down for good. @throws {PatterError} */
export async function declineSuggestion(id: string): Promise<void> {
  await inStore(() =>
    database.words
      .where({ id })
      .filter(({ state }) => state === 'suggested')
      .modify({ deletedAt: declinedAt }),
  );
}

/**
 * Suggests words to learn: such as are no word of the learner's yet, nor were turned down, as many as may be waiting.
 * @returns how many there are more
 * @throws {PatterError}
 */
export function suggestWords(words: readonly NewWord[], now: number): Promise<number> {
  return inWords(async () => {
    let added = 0;
    const known = new Map<string, ReadonlySet<string>>();
    for (const word of words) {
      const { language, lemma } = word;
      const waiting = await suggestionsWaiting(language);
      const lemmas = known.get(language) ?? (await knownWords(language));
      known.set(language, lemmas);
      const there = await database.words.where({ key: wordKey(word) }).count();
      if (waiting >= mostSuggestions || lemmas.has(lemma.toLocaleLowerCase(language)) || there > 0) continue;
      // In their order, the first one newest.
      await database.words.add(newRow(word, now - added));
      added += 1;
    }
    return added;
  });
}

/** What of a word the learner can put right. */
export type WordChange = Partial<Pick<Word, 'lemma' | 'translation' | 'partOfSpeech' | 'sentence'>>;

/**
 * Changes a word; what its cards know stays.
 * @returns whether it was changed: not to what is another word already
 * @throws {PatterError}
 */
export function editWord(id: string, change: WordChange, now: number): Promise<boolean> {
  return inWords(async () => {
    const word = await wholeWord(id);
    const changed = { ...word, ...change };
    changed.surface = surfaceIn(changed);
    const key = wordKey(changed);
    const other = await database.words.where({ key }).first();
    if (other !== undefined && other.id !== id) {
      if (other.deletedAt === 0) return false;
      await removeWords([other.id]);
    }
    await database.words.put({ ...changed, key, tokens: searchTokens(changed), editedAt: now });
    if (word.lemma !== changed.lemma && isOwn(word)) {
      await forgetLemma(word);
      await database.knownWords.put({ language: word.language, lemma: changed.lemma, at: now });
    }
    if (word.state === 'learning' || word.state === 'suspended') {
      await makeCards(changed, now);
      await suspendCards(id, word.state === 'learning' ? 0 : 1);
    }
    return true;
  });
}

/** Hides a word until `restoreWord` or a later `purgeWords`. @throws {PatterError} */
export function deleteWord(id: string, now: number): Promise<void> {
  return inWords(async () => {
    const word = await wholeWord(id);
    await database.words.update(id, { deletedAt: now });
    await suspendCards(id, 1);
    await forgetLemma(word);
  });
}

/** Takes a deletion back. @throws {PatterError} also `storage` when the word has been purged meanwhile */
export function restoreWord(id: string, now: number): Promise<void> {
  return inWords(async () => {
    const { state } = await wholeWord(id);
    await database.words.update(id, { deletedAt: 0 });
    if (state !== 'suggested') await setState(id, state, now);
  });
}

/** Removes for good what was deleted before a point in time. @throws {PatterError} */
export function purgeWords(before: number): Promise<void> {
  const { words, schedules, reviews, deletions } = database;
  return inStore(() =>
    database.transaction('rw', words, schedules, reviews, deletions, async () => {
      const rows = await words.where('[deletedAt+language]').between([1, ''], [before, '']).toArray();
      await deletions.bulkPut(rows.map(({ id, deletedAt }) => ({ id: deletionId('words', id), at: deletedAt })));
      await removeWords(rows.map(({ id }) => id));
    }),
  );
}

/** A transaction over all that a word entails. @throws {PatterError} */
export function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  const { words, schedules, reviews, knownWords: lemmas } = database;
  return inStore(() => database.transaction('rw', words, schedules, reviews, lemmas, work));
}

async function wholeWord(id: string): Promise<Word> {
  const word = wordSchema.safeParse(await database.words.get(id));
  if (!word.success) throw new PatterError('storage');
  return word.data;
}

/** The word's row, made where there is none, and no longer deleted. */
async function placeOf(word: NewWord, now: number): Promise<Word> {
  const there = await database.words.where({ key: wordKey(word) }).first();
  if (there === undefined) {
    const row = newRow(word, now);
    await database.words.add(row);
    return row;
  }
  if (there.deletedAt !== 0) await database.words.update(there.id, { deletedAt: 0 });
  return { ...there, deletedAt: 0 };
}

/** The row of a word that was not there. */
export function newRow(word: NewWord, now: number): Word {
  return {
    ...word,
    id: crypto.randomUUID(),
    key: wordKey(word),
    state: 'suggested',
    createdAt: now,
    deletedAt: 0,
    tokens: searchTokens(word),
  };
}

/** What a word's state entails: its cards, and that the level guard takes it for known. */
async function setState(id: string, state: Word['state'], now: number): Promise<void> {
  const word = await wholeWord(id);
  await database.words.update(id, { state, deletedAt: 0 });
  if (state === 'learning') await makeCards(word, now);
  await suspendCards(id, state === 'learning' ? 0 : 1);
  await database.knownWords.put({ language: word.language, lemma: word.lemma, at: now });
}

/** The cards that a word has not got yet. Those that its sentence does not allow any more go. */
async function makeCards(word: Word, now: number): Promise<void> {
  const kinds = cardKindsOf(word);
  const there = await readCards(word.id);
  await database.schedules.bulkAdd(
    kinds
      .filter((kind) => !there.some((card) => card.kind === kind))
      // What is easiest is asked first: the others come a little later.
      .map((kind) => newSchedule(word.id, kind, word.language, now + kinds.indexOf(kind))),
  );
  const gone = there.filter(({ kind }) => kind !== 'listen' && !kinds.includes(kind));
  await database.schedules.bulkDelete(gone.map(({ id }) => id));
}

/** The level guard no longer takes the lemma for known, unless it is so in another sense. */
async function forgetLemma({ id, language, lemma }: Word): Promise<void> {
  const others = await database.words
    .where('key')
    .startsWith(lemmaPrefix({ language, lemma }))
    .filter((other) => other.id !== id && isOwn(other))
    .count();
  if (others === 0) await database.knownWords.delete([language, lemma]);
}

async function removeWords(ids: readonly string[]): Promise<void> {
  const { words, schedules, reviews } = database;
  for (const id of ids) await schedules.bulkDelete((await readCards(id)).map((card) => card.id));
  await reviews.where('wordId').anyOf(ids).delete();
  await words.bulkDelete([...ids]);
}

/** How many suggestions wait for the learner, in a language (BCP 47 tag). @throws {PatterError} */
export async function suggestionsWaiting(language: string): Promise<number> {
  return database.words
    .where('[language+deletedAt+state+createdAt]')
    .between([language, 0, 'suggested', -Infinity], [language, 0, 'suggested', Infinity])
    .count();
}

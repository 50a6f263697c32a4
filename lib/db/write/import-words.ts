import { cardKindsOf } from '#lib/words/cards.ts';
import { wordKey } from '#lib/words/identity.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { database } from '../database.ts';
import { cardsOfWords } from '../read/schedules.ts';
import { isOwn } from '../read/words.ts';
import type { NewWord, Schedule, Word } from '../word-rows.ts';
import { inWords, newRow } from './words.ts';

/** How many words are made ready at a time: in between, whatever else the worker is asked for has its turn. */
const atATime = 500;

/**
 * Has many words among those that are learnt, all of them or, where something fails, none. Those that are the learner's
 * already stay as they are.
 *
 * @returns the ids of the new ones, and how many were there
 * @throws {PatterError}
 */
export async function importWords(words: readonly NewWord[], now: number): Promise<{ added: string[]; there: number }> {
  const rows = await rowsOf(words, now);
  return inWords(async () => {
    const keys = rows.map(({ key }) => key);
    const existing = new Map((await database.words.where('key').anyOf(keys).toArray()).map((row) => [row.key, row]));
    const added = rows.flatMap((row): Word[] => {
      const there = existing.get(row.key);
      if (there === undefined) return [row];
      // What was only suggested, or deleted, is wanted now.
      return isOwn(there) ? [] : [{ ...there, state: 'learning', deletedAt: 0 }];
    });
    const cards = await cardsOfWords(added.filter(({ key }) => existing.has(key)).map(({ id }) => id));
    await database.words.bulkPut(added);
    // New cards are asked in the order of the list: the first one has been due longest.
    const first = now - added.length;
    await database.schedules.bulkPut(
      added.flatMap((word, index) => schedulesOf(word, cards.get(word.id) ?? [], first + index)),
    );
    await database.knownWords.bulkPut(added.map(({ language, lemma }) => ({ language, lemma, at: now })));
    return { added: added.map(({ id }) => id), there: rows.length - added.length };
  });
}

/**
 * Takes an import back: its words are deleted, as each of them could be.
 * @throws {PatterError}
 */
export function takeBackImport(ids: readonly string[], now: number): Promise<void> {
  return inWords(async () => {
    const { words, schedules, knownWords } = database;
    const found = (await words.bulkGet([...ids])).filter((word) => word !== undefined);
    const cards = await cardsOfWords(found.map(({ id }) => id));
    await words.bulkPut(found.map((word) => Object.assign(word, { deletedAt: now })));
    await schedules.bulkPut(
      [...cards.values()].flat().map((card): Schedule => Object.assign(card, { suspended: 1 as const })),
    );
    // The level guard no longer takes a lemma for known, unless it is so in another sense.
    for (const [language, own] of Map.groupBy(found, (word) => word.language)) {
      const left = new Set<string>();
      await words
        .where('[deletedAt+language]')
        .equals([0, language])
        .each((word) => void (isOwn(word) && left.add(word.lemma)));
      const forgotten = [...new Set(own.map(({ lemma }) => lemma))].filter((lemma) => !left.has(lemma));
      await knownWords.bulkDelete(forgotten.map((lemma): [string, string] => [language, lemma]));
    }
  });
}

/** One row a word: what stands there twice is one. */
async function rowsOf(words: readonly NewWord[], now: number): Promise<Word[]> {
  const rows = new Map<string, Word>();
  for (const [index, word] of words.entries()) {
    if (index % atATime === atATime - 1) await aMoment();
    const key = wordKey(word);
    if (rows.has(key)) continue;
    // In their order, the first one newest.
    rows.set(key, { ...newRow(word, now - index), state: 'learning' });
  }
  return [...rows.values()];
}

function schedulesOf(word: Word, there: readonly Schedule[], due: number): Schedule[] {
  return cardKindsOf(word).map((kind, place) => {
    const card = there.find((other) => other.kind === kind) ?? newSchedule(word.id, kind, word.language, due + place);
    return Object.assign(card, { suspended: 0 as const });
  });
}

function aMoment(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

import { cardKindsOf } from '#lib/words/cards.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { database } from '../database.ts';
import { cardsOfWords } from '../read/schedules.ts';
import { isOwn } from '../read/words.ts';
import type { KnownWord } from '../rows.ts';
import type { NewWord, Schedule, Word } from '../word-rows.ts';
import { inWords, newRow } from './words.ts';

/** Many words that come in together. */
export interface WordImport {
  /** No other has it, and it has no `/` in it: the ids of the words begin with it. */
  id: string;
  /** In milliseconds since the epoch. */
  startedAt: number;
  /** How many words it is of. */
  total: number;
}

/** A word of an import, and when its first card is due, in milliseconds since the epoch. */
export interface ImportedWord {
  row: Word;
  due: number;
}

/**
 * Makes words of an import ready to be written, which takes about as long as to write them.
 * @param first the place of the first of them in the import
 */
export function importedWords(words: readonly NewWord[], first: number, of: WordImport): ImportedWord[] {
  return words.map((word, index) => {
    const place = first + index;
    return {
      // In their order, the first one newest.
      row: { ...newRow(word, of.startedAt - place), id: `${beginning(of)}${place}`, state: 'learning' },
      // New cards are asked in the order of the list: the first one has been due longest.
      due: of.startedAt - of.total + place,
    };
  });
}

/**
 * Has some words of an import among those that are learnt, all of them or, where something fails, none. Those that are the
 * learner's already stay as they are, so that what was done before is not done twice. A word gets its first card; it has the
 * others made when that is answered.
 *
 * @returns how many of them the learner has by this import
 * @throws {PatterError}
 */
export async function importSome(words: readonly ImportedWord[], of: WordImport): Promise<number> {
  try {
    await addNew(words, of);
    return words.length;
  } catch {
    // Mostly all are new. Where one is there already, which takes long to look up, each is looked for.
    return addOrTakeUp(words, of);
  }
}

function addNew(words: readonly ImportedWord[], of: WordImport): Promise<unknown> {
  return inWords(() =>
    // At once: the browser writes the first while it is handed the last.
    Promise.all([
      database.words.bulkAdd(words.map(({ row }) => row)),
      database.schedules.bulkAdd(words.flatMap(({ row, due }) => askedCards(row, [], due))),
      database.knownWords.bulkPut(words.map(({ row }) => lemmaOf(row, of))),
    ]),
  );
}

function addOrTakeUp(words: readonly ImportedWord[], of: WordImport): Promise<number> {
  return inWords(async () => {
    const known = await database.words
      .where('key')
      .anyOf(words.map(({ row }) => row.key))
      .toArray();
    const come = await database.words
      .where(':id')
      .anyOf(words.map(({ row }) => row.id))
      .toArray();
    const byKey = new Map(known.map((row) => [row.key, row]));
    const there = new Map([...known, ...come].map((row) => [row.id, row]));
    const before = [...there.values()].filter((row) => isOwn(row) && isOf(row, of)).length;
    const wanted = words.flatMap(({ row, due }): ImportedWord[] => {
      const same = there.get(row.id) ?? byKey.get(row.key);
      if (same === undefined) return [{ row, due }];
      // What the learner has made since of one that has come in stays, also where it was edited, or deleted.
      if (isOwn(same) || isOf(same, of)) return [];
      // What was only suggested, or deleted before, is wanted now.
      return [{ row: { ...same, state: 'learning', deletedAt: 0, takenUpBy: of.id }, due }];
    });
    const cards = await cardsOfWords(known.map(({ id }) => id));
    await database.words.bulkPut(wanted.map(({ row }) => row));
    await database.schedules.bulkPut(wanted.flatMap(({ row, due }) => askedCards(row, cards.get(row.id) ?? [], due)));
    await database.knownWords.bulkPut(wanted.map(({ row }) => lemmaOf(row, of)));
    return before + wanted.length;
  });
}

function lemmaOf({ language, lemma }: Word, { startedAt }: WordImport): KnownWord {
  return { language, lemma, at: startedAt };
}

function askedCards(word: Word, there: readonly Schedule[], due: number): Schedule[] {
  const [first = 'recognise'] = cardKindsOf(word);
  const cards = there.length > 0 ? there : [newSchedule(word.id, first, word.language, due)];
  return cards.map((card) => Object.assign(card, { suspended: 0 as const }));
}

/** What the ids of an import's words begin with. */
export function beginning({ id }: Pick<WordImport, 'id'>): string {
  return `${id}-`;
}

function isOf({ id, takenUpBy }: Word, of: WordImport): boolean {
  return id.startsWith(beginning(of)) || takenUpBy === of.id;
}

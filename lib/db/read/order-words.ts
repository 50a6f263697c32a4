import type { Table } from 'dexie';
import { database } from '../database.ts';
import type { Schedule, Word } from '../word-rows.ts';
import { foundOrDue, type WordSelection } from './find-words.ts';
import { readingWords } from './reading.ts';
import { cardsOfWords, isSchedule } from './schedules.ts';
import { isWord } from './words.ts';

/** What words can be put in order by, other than as `findWords` has them. */
export const wordOrders = ['alphabet', 'due', 'hardest'] as const;

export type WordOrder = (typeof wordOrders)[number];

export interface OrderQuestion extends WordSelection {
  order: WordOrder;
}

/**
 * The ids of all words of a selection: by the language's own alphabet; what is due first; or what FSRS finds most difficult
 * first. What has no such place comes last, and what has the same, newest first. It reads all of them, and so takes a second
 * or two for fifty thousand.
 *
 * @throws {PatterError}
 */
export function orderWords({ order, ...selection }: OrderQuestion, now: number): Promise<string[]> {
  return readingWords(async () => {
    const words = await selectedWords(selection, now);
    const compare =
      order === 'alphabet'
        ? byAlphabet(selection.language)
        : byPlace(await placesOf(words, selection.language, places[order]));
    return words.toSorted((one, other) => compare(one, other) || other.createdAt - one.createdAt).map(({ id }) => id);
  });
}

/** As much of a word as its order needs: of very many, whole ones would take up hundreds of megabytes. */
interface Sorted {
  id: string;
  createdAt: number;
  /** What it is sorted by in an alphabet. */
  written: string;
}

type Compare = (one: Sorted, other: Sorted) => number;

function byAlphabet(language: string): Compare {
  const { compare } = new Intl.Collator(language, { numeric: true });
  return (one, other) => compare(one.written, other.written);
}

function byPlace(placed: ReadonlyMap<string, number>): Compare {
  return (one, other) => {
    const [mine, theirs] = [placed.get(one.id) ?? Infinity, placed.get(other.id) ?? Infinity];
    return mine === theirs ? 0 : mine - theirs;
  };
}

/** In no order. */
async function selectedWords(selection: WordSelection, now: number): Promise<Sorted[]> {
  const { language, filter, query } = selection;
  // Japanese dictionaries go by how a word is read.
  const isRead = new Intl.Locale(language).language === 'ja';
  const sorted = ({ id, createdAt, lemma, reading }: Word): Sorted => ({
    id,
    createdAt,
    written: isRead ? (reading ?? lemma) : lemma,
  });
  if (query !== '' || filter === 'due') return (await foundOrDue(selection, now)).map(sorted);
  const words: Sorted[] = [];
  await eachRow(database.words, (word) => {
    const isOf = word.language === language && word.deletedAt === 0 && (filter === 'all' || word.state === filter);
    if (isOf && isWord(word)) words.push(sorted(word));
  });
  return words;
}

type PlaceOf = (card: Schedule) => number | null;

/** Where a card puts its word, the lowest first; `null` where it does not say. */
const places: Record<Exclude<WordOrder, 'alphabet'>, PlaceOf> = {
  due: ({ suspended, shownFrom }) => (suspended === 0 ? shownFrom : null),
  // Before it is answered, a card has no difficulty.
  hardest: ({ reps, difficulty }) => (reps > 0 ? -difficulty : null),
};

/** For more words than these, reading all cards that there are is faster. */
const fewWords = 2_000;

/** The lowest place of each word's cards. */
async function placesOf(words: readonly Sorted[], language: string, placeOf: PlaceOf): Promise<Map<string, number>> {
  const lowest = new Map<string, number>();
  const visit = (card: Schedule): void => {
    const place = placeOf(card);
    if (place !== null) lowest.set(card.wordId, Math.min(place, lowest.get(card.wordId) ?? Infinity));
  };
  if (words.length <= fewWords) {
    const cards = await cardsOfWords(words.map(({ id }) => id));
    for (const card of [...cards.values()].flat()) visit(card);
  } else {
    await eachRow(database.schedules, (card) => void (card.language === language && isSchedule(card) && visit(card)));
  }
  return lowest;
}

/** How many rows are held at a time. */
const rowsAtATime = 2_000;

async function eachRow<Row extends { id: string }>(
  table: Table<Row, string>,
  visit: (row: Row) => void,
): Promise<void> {
  let last = '';
  for (;;) {
    const rows = await table.where('id').above(last).limit(rowsAtATime).toArray();
    for (const row of rows) visit(row);
    if (rows.length < rowsAtATime) return;
    last = rows.at(-1)?.id ?? '';
  }
}

import type { StoredRows } from '#lib/db/read/kept-rows.ts';
import type { KeptRows } from '#lib/db/kept-tables.ts';
import { cardKinds, scheduleId, wordIdOf, type Review, type Schedule, type Word } from '#lib/db/word-rows.ts';
import { cardKindsOf } from '#lib/words/cards.ts';
import { wordKey } from '#lib/words/identity.ts';
import { mergeTable, mineFirst, partition, type TableMerge } from './merge-table.ts';

export interface WordsMerge {
  words: TableMerge<Word>;
  schedules: TableMerge<Schedule>;
  reviews: TableMerge<Review>;
  /** Cards that a word's sentence does not allow any more. */
  removedSchedules: string[];
  /** Words of the backup that stay deleted. */
  deleted: Word[];
}

/**
 * Merges words, their cards and the answers to them. The same word (`lib/words/identity.ts`) under another id is one word: its
 * cards and answers become those of the word here.
 *
 * @param isDeleted whether the word with this id was deleted here after the backup knew of it
 */
export function mergeWords(
  here: StoredRows,
  backup: KeptRows,
  isDeleted: (id: string, changedAt: number) => boolean,
): WordsMerge {
  const mine = new Map(here.rows.words.map((word) => [word.id, word]));
  const places = placesOf(here);
  const put = new Map<string, Word>();
  const placeOf = new Map<string, string>();
  const wordOf = (id: string): Word | undefined => put.get(id) ?? mine.get(id);

  /** Merges one word into its place. @returns whether that changed anything */
  const place = (theirs: Word, id: string): boolean => {
    const there = wordOf(id);
    const isTaken = (places.get(theirs.key) ?? id) !== id;
    const merged = there === undefined ? { ...theirs, id } : laterWord(there, theirs, isTaken);
    placeOf.set(theirs.id, id);
    if (merged === there) return false;
    if (there !== undefined) places.delete(there.key);
    places.set(merged.key, id);
    // In the order that keys are given up and taken in: no two words have one at any time.
    put.delete(id);
    put.set(id, merged);
    return true;
  };

  const keyed = backup.words.map((word) => Object.assign({}, word, { key: wordKey(word) }));
  const [known, others] = partition(keyed, ({ id }) => mine.has(id));
  const [deleted, staying] = partition(known, (word) => isDeleted(word.id, changedAt(word)));
  // A key that is taken may be given up by a word further on.
  while (staying.filter((word) => place(word, word.id)).length > 0);
  for (const word of others) {
    const id = places.get(word.key) ?? word.id;
    if ([id, word.id].some((either) => isDeleted(either, changedAt(word)))) deleted.push(word);
    else place(word, id);
  }
  const words = mergeTable(
    here.rows.words,
    [...put.values()],
    ({ id }) => id,
    (_, theirs) => theirs,
  );
  return {
    words,
    deleted,
    ...mergeCards(here.rows.schedules, cardsIn(backup, placeOf), words, wordOf),
    reviews: mergeTable(here.rows.reviews, reviewsIn(backup, placeOf), ({ id }) => id, mineFirst),
  };
}

/** Which word has a key: of a damaged one that still has both, the place is taken all the same. */
function placesOf({ rows, damaged }: StoredRows): Map<string, string> {
  const places = new Map(rows.words.map(({ key, id }) => [key, id]));
  for (const row of damaged.get('words') ?? []) {
    const { key, id } = row as Partial<Record<keyof Word, unknown>>;
    if (typeof key === 'string' && typeof id === 'string') places.set(key, id);
  }
  return places;
}

function changedAt({ editedAt, createdAt }: Word): number {
  return editedAt ?? createdAt;
}

/**
 * What the word says is as it was changed last. How the learner stands to it is what is here, unless that is a suggestion,
 * or deleted, and the other is more.
 */
function laterWord(mine: Word, theirs: Word, isTaken: boolean): Word {
  const says = changedAt(theirs) > changedAt(mine) && !isTaken ? theirs : mine;
  const stands = rank(theirs) > rank(mine) ? theirs : mine;
  if (says === mine && stands === mine) return mine;
  return { ...says, id: mine.id, state: stands.state, deletedAt: stands.deletedAt };
}

/** Deleted, suggested, turned down, the learner's own. */
function rank({ state, deletedAt }: Word): number {
  if (deletedAt > 0) return 0;
  if (state !== 'suggested') return 3;
  return deletedAt === 0 ? 1 : 2;
}

function cardsIn({ schedules }: KeptRows, placeOf: ReadonlyMap<string, string>): Schedule[] {
  return schedules.flatMap((card) => {
    const wordId = placeOf.get(card.wordId);
    return wordId === undefined ? [] : [{ ...card, wordId, id: scheduleId(wordId, card.kind) }];
  });
}

function reviewsIn({ reviews }: KeptRows, placeOf: ReadonlyMap<string, string>): Review[] {
  return reviews.flatMap((review) => {
    const wordId = placeOf.get(review.wordId);
    if (wordId === undefined) return [];
    const moved = (id: string): string => `${wordId}${id.slice(wordIdOf(id).length)}`;
    const buried = review.buried.map(({ id, shownFrom }) => ({ id: moved(id), shownFrom }));
    return [{ ...review, wordId, scheduleId: moved(review.scheduleId), buried }];
  });
}

/** Merges cards: at rest unless their word is learnt, and none that the word's sentence does not allow. */
function mergeCards(
  here: readonly Schedule[],
  backup: readonly Schedule[],
  words: TableMerge<Word>,
  wordOf: (id: string) => Word | undefined,
): Pick<WordsMerge, 'schedules' | 'removedSchedules'> {
  const mine = new Map(here.map((card) => [card.id, card]));
  const added = new Set(words.added.map(({ id }) => id));
  const updated = new Set(words.updated.map(({ id }) => id));
  const fits = ({ id, wordId, kind }: Schedule): boolean => {
    if (added.has(wordId) || (mine.has(id) && !updated.has(wordId))) return true;
    const word = wordOf(wordId);
    return word !== undefined && cardKindsOf(word).includes(kind);
  };
  const asItsWord = (card: Schedule): Schedule => {
    const word = wordOf(card.wordId);
    return { ...card, suspended: word?.state === 'learning' && word.deletedAt === 0 ? 0 : 1 };
  };
  const ofUpdated = words.updated.flatMap(({ id }) =>
    cardKinds.flatMap((kind) => mine.get(scheduleId(id, kind)) ?? []),
  );
  const [fitting, unfit] = partition([...ofUpdated, ...backup], fits);
  return {
    schedules: mergeTable(here, fitting.map(asItsWord), ({ id }) => id, laterCard),
    removedSchedules: unfit.filter(({ id }) => mine.has(id)).map(({ id }) => id),
  };
}

/** The one that was answered last, resting or not as `theirs`, which is as its word stands now. */
function laterCard(mine: Schedule, theirs: Schedule): Schedule {
  const [myLast, theirLast] = [mine.lastReview ?? 0, theirs.lastReview ?? 0];
  const isLater = theirLast > myLast || (theirLast === myLast && theirs.reps > mine.reps);
  const { suspended } = theirs;
  if (isLater) return theirs;
  return mine.suspended === suspended ? mine : { ...mine, suspended };
}

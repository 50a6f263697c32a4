import { database } from '../database.ts';
import { deletionId } from '../deletion-rows.ts';
import { isOwn, isWord } from '../read/words.ts';
import type { KnownWord } from '../rows.ts';
import { inStore } from '../storage-error.ts';
import { beginning, type WordImport } from './import-words.ts';
import { suspendCards } from './suspend-cards.ts';
import { inWords } from './words.ts';

/** How many rows are deleted or read at a time: in between, whatever else is asked of the store has its turn. */
const atATime = 2_000;

/** Of a known word. */
type Key = [language: string, lemma: string];

/** What sorts behind everything that goes on after a beginning. */
const end = '\uFFFF';

/**
 * Takes an import back, a few words at a time: those that came with it are gone, and those that it took up are deleted again.
 * Where it is broken off it can be begun anew.
 *
 * @param of the import, and the language (BCP 47 tag) of its words
 * @param now in milliseconds since the epoch
 * @param onRemoved is waited for, and told how many words went each time
 * @throws {PatterError}
 */
export async function takeBackImport(
  of: Pick<WordImport, 'id' | 'startedAt'> & { language: string },
  now: number,
  onRemoved: (count: number) => Promise<void>,
): Promise<void> {
  let before = `${beginning(of)}${end}`;
  for (;;) {
    const [first, ...others] = await removeSome(of, before, now);
    if (first === undefined) break;
    before = first;
    await onRemoved(1 + others.length);
  }
  const { takenUp, lemmas } = await lookThrough(of);
  for (let from = 0; from < takenUp.length; from += atATime) {
    const ids = takenUp.slice(from, from + atATime);
    await deleteAgain(ids, now);
    await onRemoved(ids.length);
  }
  await forgetLemmas(of, lemmas, now);
}

/**
 * Deletes words that came with an import, by ranges: one by one, fifty thousand take minutes. The last ones go first: whoever
 * looks for what is left passes over all that is deleted before it.
 *
 * @param before the ids of those to be deleted sort before it
 * @returns their ids, in order
 */
function removeSome(of: Pick<WordImport, 'id'>, before: string, now: number): Promise<string[]> {
  const { words, schedules, reviews, deletions } = database;
  return inStore(() =>
    database.transaction('rw', words, schedules, reviews, deletions, async () => {
      const found = words.where(':id').between(beginning(of), before).reverse().limit(atATime);
      const ids = (await found.primaryKeys()).toReversed();
      const [first] = ids;
      const last = ids.at(-1);
      if (first === undefined || last === undefined) return [];
      await words.where(':id').between(first, last, true, true).delete();
      // The ids of cards are those of their words and `/`, which sorts before the digits that the words' ids end with.
      await schedules.where(':id').between(`${first}/`, `${last}/${end}`).delete();
      await reviews.where('wordId').between(first, last, true, true).delete();
      await deletions.bulkPut(ids.map((id) => ({ id: deletionId('words', id), at: now })));
      return ids;
    }),
  );
}

/** What an import took up, and the lemmas that the learner has without it. */
async function lookThrough({ id, language }: { id: string; language: string }) {
  const takenUp: string[] = [];
  const lemmas = new Set<string>();
  let after = '';
  for (;;) {
    const rows = await inStore(() => database.words.where(':id').above(after).limit(atATime).toArray());
    for (const row of rows) {
      if (row.takenUpBy === id && row.deletedAt === 0) takenUp.push(row.id);
      else if (row.language === language && isWord(row) && isOwn(row)) lemmas.add(row.lemma);
    }
    const last = rows.at(-1);
    if (last === undefined) return { takenUp, lemmas };
    after = last.id;
  }
}

function deleteAgain(ids: readonly string[], now: number): Promise<void> {
  return inWords(async () => {
    for (const id of ids) {
      await database.words.update(id, { deletedAt: now });
      await suspendCards(id, 1);
    }
  });
}

/**
 * The level guard takes no lemma of the import's language for known any more but these, and those that have become known
 * since `from` (in milliseconds since the epoch).
 */
async function forgetLemmas(
  { language, startedAt }: Pick<WordImport, 'startedAt'> & { language: string },
  lemmas: ReadonlySet<string>,
  from: number,
): Promise<void> {
  const { knownWords } = database;
  // The clock may have been set back since the import.
  const isKept = ({ lemma, at }: KnownWord): boolean => lemmas.has(lemma) || (at >= from && at !== startedAt);
  const known = (first: Key, last: Key) => knownWords.where(':id').between(first, last, true, true);
  const all = await inStore(() => known([language, ''], [language, end]).primaryKeys());
  for (let place = 0; place < all.length; place += atATime) {
    const some = all.slice(place, place + atATime);
    const [first] = some;
    const last = some.at(-1);
    if (first === undefined || last === undefined) return;
    await inStore(() =>
      database.transaction('rw', knownWords, async () => {
        const rows = await known(first, last).toArray();
        for (const [begin, finish] of runsWithout(isKept, rows)) await known(begin, finish).delete();
      }),
    );
  }
}

/** The stretches of known words, by the keys of their first and last, in which none is kept. */
function runsWithout(isKept: (row: KnownWord) => boolean, rows: readonly KnownWord[]): [Key, Key][] {
  const runs: [Key, Key][] = [];
  let isOpen = false;
  for (const row of rows) {
    const run = runs.at(-1);
    const key: Key = [row.language, row.lemma];
    if (isKept(row)) isOpen = false;
    else if (isOpen && run !== undefined) run[1] = key;
    else {
      runs.push([key, key]);
      isOpen = true;
    }
  }
  return runs;
}

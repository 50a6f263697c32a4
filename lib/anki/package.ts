import { zipSync, strToU8 } from 'fflate';
import type { Database, SqlJsStatic } from 'sql.js';
import { PatterError } from '#lib/errors/patter-error.ts';
import { dayStart } from '#lib/words/learning-day.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { collectionConfig, deckOptions, deckTable, noteTypeTable, schema, schemaVersion } from './collection-schema.ts';
import type { NoteWithCards } from './note.ts';
import { fieldNames, wordNoteType } from './note-type.ts';
import { loggedReviews, standingOf } from './standing.ts';

/** What Anki has for "changed here, and not sent anywhere yet". */
const unsent = -1;

/** A learner has few languages: their decks' ids follow this one, in milliseconds since the epoch as all of Anki's. */
const firstDeckId = wordNoteType.id + 1_000;

/**
 * Writes notes as an Anki package (.apkg): an SQLite collection in a zip. Ids are only good within it: what Anki knows notes
 * by again is their guid, and the time of their last change tells it which to take over.
 *
 * @param now in milliseconds since the epoch
 * @throws {PatterError} `bug` where SQLite can not be had
 */
export async function ankiPackage(
  items: readonly NoteWithCards[],
  openSqlite: () => Promise<SqlJsStatic>,
  now: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const sqlite = await openSqlite().catch((error: unknown) => {
    throw new PatterError('bug', { cause: error });
  });
  const database = new sqlite.Database();
  try {
    database.exec(schema);
    database.exec('BEGIN');
    await writeCollection(database, items, now);
    database.exec('COMMIT');
    const files = { 'collection.anki2': database.export(), media: strToU8('{}') };
    return new Uint8Array(zipSync(files, { level: 6 }));
  } finally {
    database.close();
  }
}

async function writeCollection(database: Database, items: readonly NoteWithCards[], now: number): Promise<void> {
  const began = dayStart(Math.min(now, ...range(items.flatMap(timesOf))));
  const deckNames = [...new Set(items.map(({ note }) => note.deck))].toSorted();
  const decks = new Map(deckNames.map((name, index) => [name, firstDeckId + index]));
  writeHead(database, items, decks, { began, now });
  const notes = database.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)');
  const writeCards = cardWriter(database, decks, { began, now });
  const noteId = idsFrom();
  const checksums = await Promise.all(items.map(({ note }) => checksum(note.guid)));
  for (const [place, item] of items.entries()) {
    const { note, word } = item;
    const id = noteId(word.createdAt);
    notes.run([
      id,
      note.guid,
      note.type.id,
      seconds(word.editedAt ?? word.createdAt),
      unsent,
      // A blank before and after each tag: Anki looks for them so.
      ` ${note.tags.join(' ')} `,
      fieldNames.map((name) => note.fields[name]).join('\u001F'),
      note.fields.Word,
      checksums[place] ?? 0,
      '',
    ]);
    writeCards(item, id, place + 1);
  }
}

interface Times {
  /** When the collection began, and what it is written at, in milliseconds since the epoch. */
  began: number;
  now: number;
}

/** What notes and cards refer to: the collection's settings, its note types and decks. */
function writeHead(
  database: Database,
  items: readonly NoteWithCards[],
  decks: ReadonlyMap<string, number>,
  { began, now }: Times,
): void {
  const types = new Map([wordNoteType, ...items.map(({ note }) => note.type)].map((type) => [type.id, type]));
  database.run('INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)', [
    seconds(began),
    now,
    now,
    schemaVersion,
    JSON.stringify(collectionConfig(new Date(began).getTimezoneOffset())),
    JSON.stringify(noteTypeTable([...types.values()])),
    JSON.stringify(deckTable(decks, seconds(now))),
    JSON.stringify(deckOptions()),
    '{}',
  ]);
}

/** @returns what writes a note's cards, with the answers to each; `place` is theirs among new cards */
function cardWriter(
  database: Database,
  decks: ReadonlyMap<string, number>,
  { began, now }: Times,
): (item: NoteWithCards, noteId: number, place: number) => void {
  const cards = database.prepare('INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)');
  const log = database.prepare('INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)');
  const cardId = idsFrom();
  const reviewId = idsFrom();
  return ({ note, word, cards: known, reviews }, noteId, place) => {
    for (const kind of note.kinds) {
      const schedule =
        known.find((card) => card.kind === kind) ?? newSchedule(word.id, kind, word.language, word.createdAt);
      const suspended = word.state === 'learning' ? 0 : 1;
      const standing = standingOf({ ...schedule, suspended }, place, began);
      const card = cardId(word.createdAt);
      cards.run([
        card,
        noteId,
        decks.get(note.deck) ?? 1,
        note.type.templates.findIndex((template) => template.kind === kind),
        seconds(now),
        unsent,
        standing.type,
        standing.queue,
        standing.due,
        standing.ivl,
        standing.factor,
        standing.reps,
        standing.lapses,
        standing.left,
        standing.data,
      ]);
      const own = reviews.filter(({ scheduleId }) => scheduleId === schedule.id);
      for (const { at, ease, ivl, lastIvl, factor, type } of loggedReviews(own, schedule)) {
        log.run([reviewId(at), card, unsent, ease, ivl, lastIvl, factor, type]);
      }
    }
  };
}

/** Ids as Anki gives them: a time in milliseconds, or the next free one. */
function idsFrom(): (time: number) => number {
  const taken = new Set<number>();
  // Many may be of one time: each goes on where the one before it was put.
  const free = new Map<number, number>();
  return (time) => {
    let id = free.get(time) ?? time;
    while (taken.has(id)) id += 1;
    taken.add(id);
    free.set(time, id + 1);
    return id;
  };
}

function timesOf({ word, cards }: NoteWithCards): number[] {
  return [word.createdAt, ...cards.map(({ due }) => due)];
}

/** The least of many numbers, where there are any: too many for the arguments of one call. */
function range(times: readonly number[]): number[] {
  return times.length === 0 ? [] : [times.reduce((least, time) => Math.min(least, time))];
}

/** What Anki finds a first field by: the beginning of its SHA-1, as a number. */
async function checksum(field: string): Promise<number> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(field));
  return new DataView(digest).getUint32(0);
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

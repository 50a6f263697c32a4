import { zipSync, strToU8 } from 'fflate';
import type { Database, SqlJsStatic } from 'sql.js';
import type { Review, Schedule, Word } from '#lib/db/word-rows.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { dayStart } from '#lib/words/learning-day.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { collectionConfig, deckOptions, deckTable, noteTypes, schema, schemaVersion } from './collection-schema.ts';
import type { AnkiNote } from './note.ts';
import { fieldNames, noteTypeId, templates } from './note-type.ts';
import { loggedReviews, standingOf } from './standing.ts';

/** A word, its note, and what is known of its cards. */
export interface NoteWithCards {
  note: AnkiNote;
  word: Word;
  cards: readonly Schedule[];
  reviews: readonly Review[];
}

/** What Anki has for "changed here, and not sent anywhere yet". */
const unsent = -1;

/** A learner has few languages: their decks' ids follow this one, in milliseconds since the epoch as all of Anki's. */
const firstDeckId = noteTypeId + 1_000;

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
  const changedAt = seconds(now);
  const decks = [...new Set(items.map(({ note }) => note.deck))]
    .toSorted()
    .map((name, index) => ({ id: firstDeckId + index, name }));
  const deckIds = new Map(decks.map(({ id, name }) => [name, id]));
  database.run('INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, ?)', [
    seconds(began),
    now,
    now,
    schemaVersion,
    JSON.stringify(collectionConfig(new Date(began).getTimezoneOffset())),
    JSON.stringify(noteTypes()),
    JSON.stringify(deckTable(decks, changedAt)),
    JSON.stringify(deckOptions()),
    '{}',
  ]);
  const notes = database.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)');
  const cards = database.prepare('INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)');
  const log = database.prepare('INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)');
  const noteId = idsFrom();
  const cardId = idsFrom();
  const reviewId = idsFrom();
  const checksums = await Promise.all(items.map(({ note }) => checksum(note.guid)));
  for (const [place, { note, word, cards: known, reviews }] of items.entries()) {
    const id = noteId(word.createdAt);
    const fields = fieldNames.map((name) => note.fields[name]);
    const changed = seconds(word.editedAt ?? word.createdAt);
    // A blank before and after each tag: Anki looks for them so.
    const tags = ` ${note.tags.join(' ')} `;
    notes.run([
      id,
      note.guid,
      noteTypeId,
      changed,
      unsent,
      tags,
      fields.join('\u001F'),
      note.fields.Word,
      checksums[place] ?? 0,
      '',
    ]);
    for (const kind of note.kinds) {
      const schedule =
        known.find((card) => card.kind === kind) ?? newSchedule(word.id, kind, word.language, word.createdAt);
      const suspended = word.state === 'learning' ? 0 : 1;
      const standing = standingOf({ ...schedule, suspended }, place + 1, began);
      const card = cardId(word.createdAt);
      cards.run([
        card,
        id,
        deckIds.get(note.deck) ?? 1,
        templates.findIndex((template) => template.kind === kind),
        changedAt,
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
  }
  for (const statement of [notes, cards, log]) statement.free();
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

import * as z from 'zod/mini';
import { PatterError } from '#lib/errors/patter-error.ts';
import { dayNumber } from './standing.ts';
import type { AnkiConnect } from './connect.ts';
import { css, fieldNames, noteTypeName, templates } from './note-type.ts';
import type { NoteWithCards } from './package.ts';

/** What came of some notes. */
export interface SentNotes {
  added: number;
  /** Anki had them already, as they are or as its user has changed them. */
  there: number;
  /** Anki had them, and the learner has changed them since. */
  updated: number;
  /** Anki did not take them. */
  refused: number;
  /** Whether the cards that were added could be given their due dates. */
  dated: boolean;
}

const nothing = z.unknown();
const ids = z.array(z.number());
const addable = z.array(z.object({ canAdd: z.boolean() }));
const noteInfo = z.object({
  noteId: z.number(),
  fields: z.record(z.string(), z.object({ value: z.string() })),
  cards: ids,
  /** In seconds since the epoch; older add-ons do not tell. */
  mod: z.optional(z.number()),
});
type NoteInfo = z.infer<typeof noteInfo>;
/** A note that is gone is an empty object. */
const noteInfos = z.array(z.looseObject({}));

/**
 * Has Anki ready for notes: Patter let in, its note type and decks there.
 * @throws {PatterError} `anki-note-type` where a note type of the same name has not got the fields; as {@link AnkiConnect}
 */
export async function openAnki(anki: AnkiConnect, decks: readonly string[]): Promise<void> {
  await anki.requestPermission();
  const noteTypes = await anki.call('modelNames', {}, z.array(z.string()));
  if (noteTypes.includes(noteTypeName)) {
    const fields = await anki.call('modelFieldNames', { modelName: noteTypeName }, z.array(z.string()));
    if (fields[0] !== fieldNames[0] || !fieldNames.every((name) => fields.includes(name))) {
      throw new PatterError('anki-note-type');
    }
  } else {
    const cardTemplates = templates.map(({ name, question, answer }) => ({
      Name: name,
      Front: question,
      Back: answer,
    }));
    await anki.call(
      'createModel',
      { modelName: noteTypeName, inOrderFields: fieldNames, css, isCloze: false, cardTemplates },
      nothing,
    );
  }
  for (const deck of decks) await anki.call('createDeck', { deck }, nothing);
}

/**
 * Adds notes to a running Anki, none twice: what tells them apart is their first field. Those that are there are changed only
 * where the word was changed after them.
 *
 * @param now in milliseconds since the epoch
 * @throws {PatterError} as {@link AnkiConnect}
 */
export async function sendNotes(anki: AnkiConnect, items: readonly NoteWithCards[], now: number): Promise<SentNotes> {
  const notes = items.map(({ note: { deck, fields, tags } }) => ({
    deckName: deck,
    modelName: noteTypeName,
    fields,
    tags,
    options: { allowDuplicate: false },
  }));
  const can = await canAdd(anki, notes);
  const isNew = items.filter((_, index) => can[index] === true);
  const added = await addNotes(
    anki,
    notes.filter((_, index) => can[index] === true),
  );
  const dated = await placeCards(
    anki,
    isNew.filter((_, index) => added[index] !== null),
    added.filter((id) => id !== null),
    now,
  );
  const others = items.filter((item) => !isNew.includes(item));
  const { there, updated } = await updateNotes(anki, others);
  const addedCount = added.filter((id) => id !== null).length;
  return { added: addedCount, there, updated, refused: items.length - addedCount - there - updated, dated };
}

async function canAdd(anki: AnkiConnect, notes: readonly object[]): Promise<boolean[]> {
  try {
    const detailed = await anki.call('canAddNotesWithErrorDetail', { notes }, addable);
    return detailed.map((detail) => detail.canAdd);
  } catch (error) {
    if (!isOutdated(error)) throw error;
    // Add-ons from before 2024 only say whether.
    return anki.call('canAddNotes', { notes }, z.array(z.boolean()));
  }
}

async function addNotes(anki: AnkiConnect, notes: readonly object[]): Promise<(number | null)[]> {
  return notes.length === 0 ? [] : anki.call('addNotes', { notes }, z.array(z.nullable(z.number())));
}

/** Counts the notes that are there, and changes those whose word was changed since. */
async function updateNotes(
  anki: AnkiConnect,
  items: readonly NoteWithCards[],
): Promise<Pick<SentNotes, 'there' | 'updated'>> {
  const counts = { there: 0, updated: 0 };
  if (items.length === 0) return counts;
  const keys = items.map(({ note }) => `"Key:${note.fields.Key}"`).join(' OR ');
  const found = await anki.call('findNotes', { query: `"note:${noteTypeName}" (${keys})` }, ids);
  const infos = new Map((await infosOf(anki, found)).map((info) => [info.fields.Key?.value, info]));
  for (const { note, word } of items) {
    const info = infos.get(note.fields.Key);
    if (info === undefined) continue;
    const changed = Object.entries(note.fields).some(([name, value]) => info.fields[name]?.value !== value);
    if (changed && info.mod !== undefined && (word.editedAt ?? 0) > info.mod * 1000) {
      await anki.call('updateNoteFields', { note: { id: info.noteId, fields: note.fields } }, nothing);
      counts.updated += 1;
    } else {
      counts.there += 1;
    }
  }
  return counts;
}

/**
 * Puts new cards where they are in Patter: into their deck, suspended, or due on their day.
 * @returns whether they could be given their due dates
 */
async function placeCards(
  anki: AnkiConnect,
  items: readonly NoteWithCards[],
  noteIds: readonly number[],
  now: number,
): Promise<boolean> {
  const cardsOf = new Map((await infosOf(anki, noteIds)).map(({ noteId, cards }) => [noteId, cards]));
  const aside: number[] = [];
  const byDay = new Map<number, number[]>();
  const byDeck = new Map<string, number[]>();
  for (const [place, item] of items.entries()) {
    const cards = cardsOf.get(noteIds[place] ?? 0) ?? [];
    byDeck.set(item.note.deck, [...(byDeck.get(item.note.deck) ?? []), ...cards]);
    for (const [index, kind] of item.note.kinds.entries()) {
      const card = cards[index];
      const schedule = item.cards.find((other) => other.kind === kind);
      if (card === undefined) continue;
      if (item.word.state === 'suspended') aside.push(card);
      if (schedule === undefined || schedule.state === 0) continue;
      const days = Math.max(0, dayNumber(schedule.due, now));
      byDay.set(days, [...(byDay.get(days) ?? []), card]);
    }
  }
  // An add-on that is older than Anki puts them all into the default deck.
  for (const [deck, cards] of byDeck) await anki.call('changeDeck', { deck, cards }, nothing);
  const dated = await setDueDates(anki, byDay);
  if (aside.length > 0) await anki.call('suspend', { cards: aside }, nothing);
  return dated;
}

async function setDueDates(anki: AnkiConnect, byDay: ReadonlyMap<number, number[]>): Promise<boolean> {
  try {
    for (const [days, cards] of byDay) await anki.call('setDueDate', { cards, days: String(days) }, nothing);
    return true;
  } catch (error) {
    if (isOutdated(error)) return false;
    throw error;
  }
}

async function infosOf(anki: AnkiConnect, notes: readonly number[]): Promise<NoteInfo[]> {
  if (notes.length === 0) return [];
  const infos = await anki.call('notesInfo', { notes }, noteInfos);
  return infos.flatMap((info) => noteInfo.safeParse(info).data ?? []);
}

function isOutdated(error: unknown): boolean {
  return error instanceof PatterError && error.code === 'anki-outdated';
}

import * as z from 'zod/mini';
import { PatterError } from '#lib/errors/patter-error.ts';
import { dayNumber } from './standing.ts';
import type { AnkiConnect } from './connect.ts';
import type { NoteWithCards } from './note.ts';
import { wordNoteType } from './note-type.ts';
import { haveNoteTypes } from './open-anki.ts';

/** What came of some words. */
export interface SentNotes {
  added: number;
  /** Anki had them already, as they are or as its user has changed them. */
  there: number;
  /** Anki had them, and the learner has changed them since, or has got one more card. */
  updated: number;
  /** Anki did not take them. */
  refused: number;
  /** Whether the cards that were added could be given their due dates. */
  dated: boolean;
}

const nothing = z.unknown();
const noteIds = z.array(z.number());
const addable = z.array(z.object({ canAdd: z.boolean() }));
const noteInfo = z.object({
  noteId: z.number(),
  fields: z.record(z.string(), z.object({ value: z.string() })),
  cards: noteIds,
  /** In seconds since the epoch; older add-ons do not tell. */
  mod: z.optional(z.number()),
});
type NoteInfo = z.infer<typeof noteInfo>;
/** A note that is gone is an empty object. */
const noteInfos = z.array(z.looseObject({}));

/**
 * Adds notes to a running Anki, none twice: what tells them apart is their first field. Those that are there are changed only
 * where the word was changed after them.
 *
 * @param now in milliseconds since the epoch
 * @throws {PatterError} as {@link openAnki}
 */
export async function sendNotes(anki: AnkiConnect, items: readonly NoteWithCards[], now: number): Promise<SentNotes> {
  const others = items.flatMap(({ note: { type } }) => (type === wordNoteType ? [] : type));
  await haveNoteTypes(anki, [...new Map(others.map((type) => [type.id, type])).values()]);
  const asked = items.map((item) => ({ item, note: asAnkiConnect(item) }));
  const can = await canAdd(
    anki,
    asked.map(({ note }) => note),
  );
  const fresh = asked.filter((_, index) => can[index] === true);
  const ids = await addNotes(
    anki,
    fresh.map(({ note }) => note),
  );
  const added = fresh.flatMap(({ item }, index) => {
    const noteId = ids[index] ?? null;
    return noteId === null ? [] : [{ item, noteId }];
  });
  const dated = await placeCards(anki, added, now);
  const tried = new Set(fresh.map(({ item }) => item));
  const outcomes = await updateNotes(
    anki,
    items.filter((item) => !tried.has(item)),
  );
  for (const { item } of added) outcomes.set(item, 'added');
  return { ...countWords(items, outcomes), dated };
}

/** What came of a note. One that nothing came of was not taken. */
type Outcomes = Map<NoteWithCards, 'added' | 'there' | 'updated'>;

/** A word is what came of its own note; where that stays as it is and another one does not, the word is updated. */
function countWords(items: readonly NoteWithCards[], outcomes: Outcomes): Omit<SentNotes, 'dated'> {
  const counts = { added: 0, there: 0, updated: 0, refused: 0 };
  for (const notes of Map.groupBy(items, ({ word }) => word.id).values()) {
    const [own = 'refused', ...others] = notes.map((item) => outcomes.get(item) ?? 'refused');
    const isMore = others.some((outcome) => outcome === 'added' || outcome === 'updated');
    counts[own === 'there' && isMore ? 'updated' : own] += 1;
  }
  return counts;
}

function asAnkiConnect({ note: { type, deck, fields, tags } }: NoteWithCards): object {
  return { deckName: deck, modelName: type.name, fields, tags, options: { allowDuplicate: false } };
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

/** Changes those notes whose word was changed since. @returns which are there, and which were changed */
async function updateNotes(anki: AnkiConnect, items: readonly NoteWithCards[]): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  if (items.length === 0) return outcomes;
  const types = [...new Set(items.map(({ note }) => `"note:${note.type.name}"`))].join(' OR ');
  const keys = items.map(({ note }) => `"Key:${note.fields.Key}"`).join(' OR ');
  const found = await anki.call('findNotes', { query: `(${types}) (${keys})` }, noteIds);
  const infos = new Map((await infosOf(anki, found)).map((info) => [info.fields.Key?.value, info]));
  for (const item of items) {
    const { note, word } = item;
    const info = infos.get(note.fields.Key);
    if (info === undefined) continue;
    const changed = Object.entries(note.fields).some(([name, value]) => info.fields[name]?.value !== value);
    if (changed && info.mod !== undefined && (word.editedAt ?? 0) > info.mod * 1000) {
      await anki.call('updateNoteFields', { note: { id: info.noteId, fields: note.fields } }, nothing);
      outcomes.set(item, 'updated');
    } else {
      outcomes.set(item, 'there');
    }
  }
  return outcomes;
}

/**
 * Puts new cards where they are in Patter: into their deck, suspended, or due on their day.
 * @returns whether they could be given their due dates
 */
async function placeCards(
  anki: AnkiConnect,
  added: readonly { item: NoteWithCards; noteId: number }[],
  now: number,
): Promise<boolean> {
  const infos = await infosOf(
    anki,
    added.map(({ noteId }) => noteId),
  );
  const cardsOf = new Map(infos.map(({ noteId, cards }) => [noteId, cards]));
  const aside: number[] = [];
  const byDay = new Map<number, number[]>();
  const byDeck = new Map<string, number[]>();
  for (const { item, noteId } of added) {
    const cards = cardsOf.get(noteId) ?? [];
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

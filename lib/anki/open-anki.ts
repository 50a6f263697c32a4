import * as z from 'zod/mini';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { AnkiConnect } from './connect.ts';
import { css, fieldNames, wordNoteType, type NoteType } from './note-type.ts';

const nothing = z.unknown();

/**
 * Has Anki ready for words: Patter let in, their note type and decks there.
 * @throws {PatterError} `anki-note-type` where a note type of the same name has not got the fields; as {@link AnkiConnect}
 */
export async function openAnki(anki: AnkiConnect, decks: readonly string[]): Promise<void> {
  await anki.requestPermission();
  await haveNoteTypes(anki, [wordNoteType]);
  for (const deck of decks) await anki.call('createDeck', { deck }, nothing);
}

/**
 * Has note types there, those that are not yet made.
 * @throws {PatterError} as {@link openAnki}
 */
export async function haveNoteTypes(anki: AnkiConnect, types: readonly NoteType[]): Promise<void> {
  if (types.length === 0) return;
  const there = await anki.call('modelNames', {}, z.array(z.string()));
  for (const { name, templates } of types) {
    if (there.includes(name)) {
      const fields = await anki.call('modelFieldNames', { modelName: name }, z.array(z.string()));
      if (fields[0] !== fieldNames[0] || !fieldNames.every((field) => fields.includes(field))) {
        throw new PatterError('anki-note-type');
      }
    } else {
      const cardTemplates = templates.map((template) => ({
        Name: template.name,
        Front: template.question,
        Back: template.answer,
      }));
      await anki.call(
        'createModel',
        { modelName: name, inOrderFields: fieldNames, css, isCloze: false, cardTemplates },
        nothing,
      );
    }
  }
}

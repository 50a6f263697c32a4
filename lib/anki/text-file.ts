import type { AnkiNote } from './note.ts';
import { fieldNames, wordNoteType } from './note-type.ts';

/** Anki maps columns by their name. Where Patter's note type is not there, a card's two sides make Anki's own basic one. */
const columns = [...fieldNames, 'Front', 'Back', 'GUID', 'Deck', 'Tags'] as const;

type Column = (typeof columns)[number];

/**
 * Words' notes as a text file that Anki imports, with what it has to know in its first lines. Notes that are there are updated.
 * Cards that are heard are not in it: where their note type is not there, each would be one more word.
 * (https://docs.ankiweb.net/importing/text-files.html#file-headers)
 */
export function ankiText(notes: readonly AnkiNote[]): string {
  const column = (name: Column): number => columns.indexOf(name) + 1;
  const head = [
    '#separator:tab',
    '#html:true',
    `#notetype:${wordNoteType.name}`,
    `#guid column:${column('GUID')}`,
    `#deck column:${column('Deck')}`,
    `#tags column:${column('Tags')}`,
    '#if matches:update current',
    `#columns:${columns.join('\t')}`,
  ];
  const rows = notes
    .filter(({ type }) => type === wordNoteType)
    .map((note) => {
      const texts = textsOf(note);
      return columns.map((name) => cell(texts[name])).join('\t');
    });
  return [...head, ...rows, ''].join('\n');
}

function textsOf({ fields, guid, deck, tags }: AnkiNote): Record<Column, string> {
  const { Word, Meaning, Sentence } = fields;
  const back = Sentence === '' ? Meaning : `${Meaning}<br>${Sentence}`;
  return { ...fields, Front: Word, Back: back, GUID: guid, Deck: deck, Tags: tags.join(' ') };
}

/** A field that begins like a comment or a quotation is put in quotation marks, which are then doubled within. */
function cell(text: string): string {
  const plain = text.replaceAll(/[\t\r\n]/g, ' ');
  return /^[#"]|"/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

import { expect, test } from 'vitest';
import { ankiText } from '#lib/anki/text-file.ts';
import { withNote, withNotes } from '#tests/helpers/anki.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';

const createdAt = Date.UTC(2026, 0, 5, 12);

test('a text file says in its head what its columns are', () => {
  const lines = ankiText([withNote(learntWord(film, { id: 'f', createdAt })).note]).split('\n');
  expect(lines.slice(0, 7)).toEqual([
    '#separator:tab',
    '#html:true',
    '#notetype:Patter',
    '#guid column:15',
    '#deck column:16',
    '#tags column:17',
    '#if matches:update current',
  ]);
  const columns = lines[7]?.replace('#columns:', '').split('\t') ?? [];
  const cells = lines[8]?.split('\t') ?? [];
  expect(cells).toHaveLength(columns.length);
  const cell = Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
  expect(cell).toMatchObject({
    Key: 'f',
    Word: 'la película',
    Meaning: 'film',
    Front: 'la película',
    Back: 'film<br>Vimos una <b>película</b> muy divertida.',
    GUID: 'f',
    Deck: 'Patter::Spanish',
    Tags: 'patter patter::A2 patter::noun',
  });
  expect(columns.indexOf('GUID')).toBe(14);
  expect(lines).toHaveLength(10);
});

test('no text breaks out of its cell', () => {
  const { note } = withNote(learntWord({ ...relax, translation: 'a\tb\nc' }, { id: '#1', createdAt }));
  const hostile = { ...note, fields: { ...note.fields, Meaning: '"quoted"', Forms: '#tag' } };
  const [row = ''] = ankiText([note]).split('\n').slice(8);
  expect(row.split('\t')).toHaveLength(17);
  expect(row).toContain('a b<br>c');
  expect(row.startsWith('"#1"\t')).toBe(true);
  expect(ankiText([hostile])).toContain('\t"""quoted"""\t');
  expect(ankiText([hostile])).toContain('\t"#tag"\t');
});

test('a card that is heard is no row: it would be one more word', () => {
  const notes = withNotes(learntWord(film, { id: 'f', createdAt, heard: true })).map(({ note }) => note);
  expect(notes).toHaveLength(2);
  expect(ankiText(notes)).toBe(ankiText(notes.slice(0, 1)));
});

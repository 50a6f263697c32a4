import { describe, expect, test } from 'vitest';
import { deckName } from '#lib/anki/note.ts';
import { listenNoteType, wordNoteType } from '#lib/anki/note-type.ts';
import { noteNames, withNote, withNotes } from '#tests/helpers/anki.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';

const createdAt = Date.UTC(2026, 0, 5, 12);
const of = (word: typeof relax) => withNote(learntWord(word, { id: 'id', createdAt })).note;

describe('a note', () => {
  test('has its word with article, its grammar in the interface’s words, and its sentence with the word marked', () => {
    const learnt = learntWord({ ...film, forms: 'las películas' }, { id: 'f', createdAt });
    expect(withNote(learnt, 'El fin de semana').note).toEqual({
      guid: 'f',
      type: wordNoteType,
      deck: 'Patter::Spanish',
      tags: ['patter', 'patter::A2', 'patter::noun'],
      fields: {
        Key: 'f',
        Word: 'la película',
        Reading: '',
        Grammar: 'noun, feminine',
        Meaning: 'film',
        Sentence: 'Vimos una <b>película</b> muy divertida.',
        Form: 'película',
        Cloze: 'Vimos una <b>[…]</b> muy divertida.',
        Forms: 'las películas',
        Source: 'El fin de semana',
        Language: 'es',
        Direction: 'ltr',
      },
      kinds: ['recognise', 'produce', 'cloze'],
    });
  });

  test('keeps its key and guid whatever of the word is edited', () => {
    const edited = of({ ...relax, lemma: 'relajar', translation: 'to chill' });
    expect([edited.guid, edited.fields.Key]).toEqual([of(relax).guid, of(relax).fields.Key]);
  });

  test('without a gap that can be asked has no such field, and no such card', () => {
    const note = of({ ...relax, sentence: 'Relajarse es relajarse.' });
    expect(note.fields.Cloze).toBe('');
    expect(note.kinds).toEqual(['recognise', 'produce']);
  });

  test('keeps a sentence that its word does not stand in, unmarked', () => {
    const { fields } = of({ ...relax, sentence: 'Vimos una película.' });
    expect([fields.Sentence, fields.Form, fields.Cloze]).toEqual(['Vimos una película.', '', '']);
  });

  test('shows whatever was written as it was written', () => {
    const { fields } = of({ ...relax, translation: '<b>"a" & {{b}}\u001F</b>\r\nc', sentence: 'Es <i>relajarse</i>.' });
    expect(fields.Meaning).toBe('&lt;b&gt;&quot;a&quot; &amp; {&#123;b}} &lt;/b&gt;<br>c');
    expect(fields.Sentence).toBe('Es &lt;i&gt;<b>relajarse</b>&lt;/i&gt;.');
  });

  test('reads from the right where its language does', () => {
    const { fields, deck } = of({ ...relax, language: 'ar', lemma: 'كتاب' });
    expect([fields.Direction, fields.Language, deck]).toEqual(['rtl', 'ar', 'Patter::Arabic']);
  });
});

describe('a card that is heard', () => {
  test('is a note of its own, with the word’s fields and a key of its own', () => {
    const [own, heard, ...others] = withNotes(learntWord(film, { id: 'f', createdAt, heard: true }));
    expect(others).toEqual([]);
    expect(own?.note).toEqual(withNote(learntWord(film, { id: 'f', createdAt })).note);
    expect(heard?.note).toEqual({
      ...own?.note,
      guid: 'f/listen',
      type: listenNoteType('es'),
      fields: { ...own?.note.fields, Key: 'f/listen' },
      kinds: ['listen'],
    });
  });
});

test('a deck is called after its language, in the interface’s own', () => {
  expect(deckName('es', { ...noteNames, interfaceLanguage: 'de' })).toBe('Patter::Spanisch');
});

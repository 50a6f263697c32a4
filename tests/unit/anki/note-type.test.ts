import { expect, test } from 'vitest';
import { fieldNames, listenNoteType, wordNoteType } from '#lib/anki/note-type.ts';
import { learnableLanguages } from '#lib/settings/languages.ts';

const everyListening = learnableLanguages.map((language) => listenNoteType(language));

test('templates name fields that there are, and no others', () => {
  const named = [wordNoteType, ...everyListening]
    .flatMap(({ templates }) => templates)
    .flatMap(({ question, answer }) =>
      [...`${question}${answer}`.matchAll(/\{\{(?:[#^/]|tts \w+:)?(\w+)\}\}/g)].map(([, name]) => name),
    );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => name !== 'FrontSide' && !fieldNames.some((field) => field === name))).toEqual([]);
});

test('what Anki knows a note type by stays as it was released: notes that are there are updated by it', () => {
  const identity = ({ id, name, templates }: typeof wordNoteType) => [id, name, templates.map((card) => card.name)];
  expect(fieldNames.join(' ')).toBe(
    'Key Word Reading Grammar Meaning Sentence Form Cloze Forms Source Language Direction',
  );
  expect(identity(wordNoteType)).toEqual([1_763_000_000_001, 'Patter', ['Recognise', 'Produce', 'Fill the gap']]);
  expect(identity(listenNoteType('es'))).toEqual([1_763_000_690_005, 'Patter Listen es_ES', ['Listen']]);
});

test('each language is heard by a note type of its own, in the region that its voices are of', () => {
  expect(new Set(everyListening.map(({ id }) => id)).size).toBe(learnableLanguages.length);
  expect(new Set(everyListening.map(({ name }) => name)).size).toBe(learnableLanguages.length);
  const voices = ['en', 'pt', 'pt-PT', 'zh', 'zh-Hant', 'ar', 'ar-EG', 'nb', 'ja'].map(
    (tag) => /tts (\S+):/.exec(listenNoteType(tag).templates[0]?.question ?? '')?.[1],
  );
  expect(voices).toEqual(['en_US', 'pt_BR', 'pt_PT', 'zh_CN', 'zh_TW', 'ar_SA', 'ar_EG', 'nb_NO', 'ja_JP']);
});

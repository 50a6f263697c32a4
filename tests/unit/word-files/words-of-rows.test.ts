import { describe, expect, test } from 'vitest';
import type { Columns } from '#lib/word-files/columns.ts';
import { readTable } from '#lib/word-files/table.ts';
import { wordsOfRows } from '#lib/word-files/words-of-rows.ts';

const parts = ['lemma', 'translation', 'partOfSpeech', 'gender', 'article', 'sentence', 'level'] as const;
const columns: Columns = Object.fromEntries(parts.map((part, index) => [part, index]));
const grammar = { noun: 'noun', verb: 'verb', adj: 'adjective' };

const read = (text: string, language = 'es', header = false) =>
  wordsOfRows(readTable(text), { language, learnerLanguage: 'en', columns, header, grammar });
const first = (text: string, language = 'es') => read(text, language).words[0]?.word;

describe('a row', () => {
  test('is a word with all that it says', () => {
    expect(first('película;film;Noun, feminine;f;la;Vimos una película.;a2')).toEqual({
      language: 'es',
      learnerLanguage: 'en',
      lemma: 'película',
      partOfSpeech: 'noun',
      gender: 'f',
      article: 'la',
      translation: 'film',
      surface: 'película',
      sentence: 'Vimos una película.',
      level: 'A2',
    });
  });

  test.each([
    ['es', 'la mesa;table', { lemma: 'mesa', article: 'la', gender: 'f', partOfSpeech: 'noun' }],
    ['de', 'der Hund;dog', { lemma: 'Hund', article: 'der', gender: 'm', partOfSpeech: 'noun' }],
    ['fr', 'l’eau;water', { lemma: 'eau', article: "l'", partOfSpeech: 'noun' }],
    ['es', 'la mesa grande;big table', { lemma: 'la mesa grande', partOfSpeech: 'other' }],
    ['pt', 'a partir;from', { lemma: 'a partir', partOfSpeech: 'other' }],
    ['es', 'la verdad;truth;adjective', { lemma: 'la verdad', partOfSpeech: 'adj' }],
  ])('in %s, %s', (language, text, word) => {
    expect(first(text, language)).toMatchObject(word);
  });

  test('that says nothing of a part has none', () => {
    expect(Object.keys(first('correr;to run') ?? {}).toSorted()).toEqual(
      ['language', 'learnerLanguage', 'lemma', 'partOfSpeech', 'sentence', 'surface', 'translation'].toSorted(),
    );
  });

  test('is plain text where the file is HTML', () => {
    expect(first('#separator:tab\n#html:true\n<b>ir</b>\tto go &amp; come<br>back')).toMatchObject({
      lemma: 'ir',
      translation: 'to go & come back',
    });
  });

  test('is read without the mark of a spreadsheet that keeps it from being a formula', () => {
    expect(first("'-ito;small;")).toMatchObject({ lemma: '-ito' });
  });
});

test('what is no word is told of by its line and why', () => {
  const { words, problems } = read(
    [
      'Word;Meaning',
      'casa;house',
      ';home',
      'perro;',
      `gato;${'x'.repeat(201)}`,
      `mes;month;;;;${'x'.repeat(2001)}`,
      'Casa;House',
      'casa;House.',
      'casa;house;noun',
      'casa;household',
      'fin;"end',
    ].join('\n'),
    'es',
    true,
  );
  expect(words.map(({ line, word }) => [line, word.lemma, word.translation])).toEqual([
    [2, 'casa', 'house'],
    [7, 'Casa', 'House'],
    [10, 'casa', 'household'],
  ]);
  expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
    [3, 'no-word'],
    [4, 'no-meaning'],
    [5, 'too-long'],
    [6, 'too-long'],
    [8, 'double'],
    [9, 'double'],
    [11, 'broken'],
  ]);
  expect(problems[0]?.text).toBe('home');
  expect(problems.every(({ text }) => text.length <= 60)).toBe(true);
});

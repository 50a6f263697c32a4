import { expect, test } from 'vitest';
import { guessColumns, isHeader } from '#lib/word-files/columns.ts';

test.each([
  [['Word', 'Meaning', 'Sentence'], { lemma: 0, translation: 1, sentence: 2 }],
  [['Beispiel', 'ÜBERSETZUNG', 'Wort'], { sentence: 0, translation: 1, lemma: 2 }],
  [['Key', 'Word', 'Front', 'Back', 'Meaning'], { lemma: 1, translation: 3 }],
  [['x', 'y', 'Level'], { level: 2, lemma: 0, translation: 1 }],
  [[], { lemma: 0, translation: 1 }],
])('%j', (labels, columns) => {
  expect(guessColumns(labels, Math.max(labels.length, 2))).toEqual(columns);
});

test('a column that is not there holds nothing', () => {
  expect(guessColumns([], 1)).toEqual({ lemma: 0 });
});

test('a header is told from a word', () => {
  expect(isHeader(['Word', 'Meaning'])).toBe(true);
  expect(isHeader(['Palabra', 'Significado', 'x', 'y'])).toBe(true);
  expect(isHeader(['casa', 'house'])).toBe(false);
  expect(isHeader(['mot', 'word', 'm', 'x'])).toBe(true);
  expect(isHeader(['casa', 'house', 'front', 'x'])).toBe(false);
});

import { expect, test } from 'vitest';
import { fill, lineOf } from '#lib/providers/guided/line.ts';
import { help } from './practice.ts';

const translations = { en: { '¡{drink}! [¿Con {food}?]': '{drink}! [With {food}?]' }, de: {} };

test('a line has its meaning, in English where it has not been translated', () => {
  const meaning = '{drink}! [With {food}?]';
  for (const language of ['en', 'de', 'uk']) {
    const line = lineOf('¡{drink}! [¿Con {food}?]', { translations }, { ...help, language });
    expect(line.meaning).toBe(meaning);
  }
});

test.each([
  ['¡{drink}!', '¡Un té!'],
  ['Muy bien, {drink}.', 'Muy bien, un té.'],
  ['Muy bien. {drink}, ahora mismo.', 'Muy bien. Un té, ahora mismo.'],
  ['Muy bien, ¡{drink}!', 'Muy bien, ¡un té!'],
  ['[{food}. ]{drink}.', 'Un té.'],
])('“%s” is said as “%s”', (text, said) => {
  expect(fill({ text, meaning: text }, new Map([['drink', 'un té']]))).toEqual({ text: said, meaning: said });
});

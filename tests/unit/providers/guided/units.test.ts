import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReadings, unitsOf } from '#lib/providers/guided/units.ts';

const readings = createReadings({ 映画: 'えいが', 映: 'うつ', 見: 'み' });
const folded = (text: string, language: string) => unitsOf(text, language, readings).map((unit) => unit.folded);

describe('words', () => {
  test('without accents, capitals and punctuation', () => {
    expect(folded('¿Qué TAL, señor?', 'es')).toEqual(['que', 'tal', 'senor']);
    expect(folded('J’habite à Besançon : sœur', 'fr')).toEqual(['j', 'habite', 'a', 'besancon', 'soeur']);
  });

  test('composed and decomposed letters are the same, and keep their place', () => {
    const [unit] = unitsOf(' cafe\u0301!', 'es', readings);
    expect(unit).toMatchObject({ folded: 'cafe', written: 'café', start: 1, end: 6 });
  });

  test('say what parts them', () => {
    expect(unitsOf('Hola, soy Ana. Bien', 'es', readings).map((unit) => unit.gap)).toEqual([
      'none',
      'comma',
      'none',
      'sentence',
    ]);
  });
});

describe('kana', () => {
  test('katakana, half-width letters and kanji are read as hiragana', () => {
    expect(folded('ｺｰﾋｰ', 'ja').join('')).toBe('こーひー');
    expect(folded('映画を見る', 'ja').join('')).toBe('えいがをみる');
    expect(folded('Ｔｏｍです', 'ja').join('')).toBe('tomです');
  });

  test('every kana of a reading stands where its kanji stand', () => {
    const units = unitsOf('「映画」', 'ja', readings);
    expect(units.map(({ start, end }) => [start, end])).toEqual([
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
  });
});

test.each(['es', 'ja'])('%s: units lie in the text, in its order', (language) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      let last = 0;
      for (const { folded: form, start, end } of unitsOf(text, language, readings)) {
        expect(form).not.toBe('');
        expect(start).toBeGreaterThanOrEqual(language === 'ja' ? Math.min(last, start) : last);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(start).toBeLessThan(end);
        last = end;
      }
    }),
  );
});

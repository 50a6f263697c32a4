import { describe, expect, it } from 'vitest';
import { numberWordsOf } from '#lib/recognition/number-words.ts';
import { learnableLanguages } from '#lib/settings/languages.ts';

/** Nobody has written these yet: there, digits stand for themselves. */
const unknown = new Set<string>(['bg', 'ca', 'et', 'ga', 'is', 'sk', 'sl']);

describe('numbers in words', () => {
  it.each(learnableLanguages)('are known, or known not to be (%s)', async (language) => {
    const words = await numberWordsOf(language);
    if (unknown.has(language)) expect(words('21')).toBeNull();
    else expect(words('21')).toMatch(/^[^\d]+$/u);
  });

  it.each<[string, string, string | null]>([
    ['es', '32', 'treinta y dos'],
    ['es-MX', '0', 'cero'],
    ['es', '7', 'siete'],
    ['en', '1986', 'one thousand nine hundred and eighty-six'],
    ['zh', '12', '十二'],
    ['ar', '٣', 'ثلاثة'],
    ['en', '20,000', 'twenty thousand'],
    ['de', '1.000', 'eintausend'],
    ['es', '1.000.000', 'un millón'],
    ['hi', '३', 'तीन'],
    // What is no whole number.
    ['en', '3.5', null],
    ['de', '3,5', null],
    ['en', '20,00', null],
    ['es', 'siete', null],
    // Codes are not said as numbers.
    ['es', '007', null],
    ['es', '1234567890', null],
  ])('of %s: %s is %s', async (language, digits, words) => {
    expect((await numberWordsOf(language))(digits)).toBe(words);
  });

  it('are the same in every script’s digits', async () => {
    const words = await numberWordsOf('es');
    const digits = (system: string) => new Intl.NumberFormat('en', { numberingSystem: system, useGrouping: false });
    const systems = Intl.supportedValuesOf('numberingSystem').filter((system) =>
      /^\p{Nd}{10}$/u.test(digits(system).format(1_234_567_890)),
    );
    expect(systems.length).toBeGreaterThan(20);
    for (const system of systems) {
      for (const number of [102_345_678, 90_000_000]) {
        expect([system, words(digits(system).format(number))]).toEqual([system, words(String(number))]);
      }
    }
  });
});

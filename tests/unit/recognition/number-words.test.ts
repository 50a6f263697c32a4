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
    ['zh', '12', '十二'],
    ['ar', '٣', 'ثلاثة'],
    ['hi', '३', 'तीन'],
    // Codes are not said as numbers.
    ['es', '007', null],
    ['es', '1234567890', null],
  ])('of %s: %s is %s', async (language, digits, words) => {
    expect((await numberWordsOf(language))(digits)).toBe(words);
  });
});

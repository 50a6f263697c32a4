import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bands, CoreList, parseCoreList } from '#lib/tutor/level/core-list.ts';
import { inflectionRules } from '#lib/tutor/level/inflection/rules.ts';

const languages = [...inflectionRules.keys()].filter((language) => existsSync(`public/words/${language}.txt`));

/** `form<TAB>lemma` a line, or `form<TAB>-` for a word that no entry may be taken for. */
function formsOf(language: string): [string, string][] {
  return readFileSync(`tests/unit/tutor/level/forms/${language}.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t') as [string, string]);
}

const duplicates = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe.each(languages)('%s', (language) => {
  const words = parseCoreList(readFileSync(`public/words/${language}.txt`, 'utf8'));
  const rules = inflectionRules.get(language);
  const list = rules === undefined ? null : new CoreList(words, rules);

  test('has about 1,500 words, in every band', () => {
    expect(words.length).toBeGreaterThanOrEqual(1_400);
    expect(words.length).toBeLessThanOrEqual(1_900);
    for (const band of bands) {
      expect(words.filter((word) => word.band === band).length, band).toBeGreaterThanOrEqual(400);
    }
  });

  test('has every word once, as one word with a short translation', () => {
    expect(duplicates(words.map(({ lemma, wordClass }) => `${lemma} ${wordClass}`))).toEqual([]);
    expect(words.filter(({ lemma }) => /\s/.test(lemma)).map(({ lemma }) => lemma)).toEqual([]);
    expect(words.filter(({ translation }) => translation.length > 40).map(({ lemma }) => lemma)).toEqual([]);
  });

  test('is found by inflected forms, and not by what only looks like one', () => {
    const forms = formsOf(language);
    expect(forms.filter(([, lemma]) => lemma !== '-').length).toBeGreaterThanOrEqual(150);
    expect(forms.filter(([, lemma]) => lemma === '-').length).toBeGreaterThanOrEqual(30);
    const found = forms.map(([form]) => list?.find(form).map(({ lemma }) => lemma) ?? []);
    const faults = forms.filter(([, lemma], index) => {
      const lemmas = found[index] ?? [];
      return lemma === '-' ? lemmas.length > 0 : !lemmas.includes(lemma);
    });
    expect(faults).toEqual([]);
  });
});

test.each([
  ['a word before any band', 'casa\tnoun f\thouse'],
  ['a band that is none', '[C1]\ncasa\tnoun f\thouse'],
  ['a class that is none', '[A1]\ncasa\tnuon f\thouse'],
  ['no translation', '[A1]\ncasa\tnoun f'],
])('names the line that can not be read: %s', (_, text) => {
  expect(() => parseCoreList(text)).toThrow(/Line \d/);
});

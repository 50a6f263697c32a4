import { expect, test } from 'vitest';
import { learnableLanguages } from '#lib/settings/languages.ts';
import { languageTag } from '#server/http/language.ts';

test.each([
  ['spanish', 'es'],
  ['Spanish', 'es'],
  [' SPANISH ', 'es'],
  ['Español', 'es'],
  ['日本語', 'ja'],
  ['es', 'es'],
  ['es-MX', 'es-MX'],
  ['ES-mx', 'es-MX'],
  ['zh-Hant-TW', 'zh-Hant-TW'],
  ['norwegian', 'nb'],
  ['no', 'nb'],
  ['es-x-ignore-all', 'es'],
])('%s is %s', (given, tag) => {
  expect(languageTag(given)).toBe(tag);
});

test.each(['klingon', 'tlh', '', '-', 'e', 'es_MX!', '{}'])('%j is none', (given) => {
  expect(languageTag(given)).toBeUndefined();
});

test('every language is known by what the extension calls it', () => {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  for (const tag of learnableLanguages) expect(languageTag((names.of(tag) ?? '').toLowerCase())).toBe(tag);
});

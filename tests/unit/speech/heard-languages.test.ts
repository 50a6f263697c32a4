import { expect, it } from 'vitest';
import { heardLanguages } from '#lib/speech/heard-languages.ts';

const voice = (name: string, language: string, remote = false) => ({
  name,
  language,
  remote,
  reportsEnd: true,
  reportsWords: true,
});

it('a language is heard where a voice of this computer speaks it, or an online one that was chosen', () => {
  const voices = [voice('Ana', 'es-ES'), voice('Google français', 'fr-FR', true), voice('Kyoko', 'ja_JP')];
  const heard = (chosen = {}) => heardLanguages(['es', 'fr', 'ja', 'de'], voices, chosen, ['en']);
  expect(heard()).toEqual(['es', 'ja']);
  expect(heard({ fr: 'Google français' })).toEqual(['es', 'fr', 'ja']);
  expect(heard({ fr: 'Ana' })).toEqual(['es', 'ja']);
  expect(heardLanguages(['es'], [], {}, [])).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import {
  isLanguageTag,
  languageName,
  learnableLanguages,
  nativeLanguageName,
  sortedLanguages,
  textDirection,
} from '#lib/settings/languages.ts';

describe('languages', () => {
  it('are named in the interface’s language and in their own', () => {
    expect(languageName('es', 'en')).toBe('Spanish');
    expect(languageName('es', 'fr')).toBe('Espagnol');
    expect(nativeLanguageName('ja')).toBe('日本語');
  });

  it.each([
    ['es', true],
    ['es-MX', true],
    ['zh-Hant', true],
    ['', false],
    ['Spanish language', false],
    ['e', false],
  ])('are named by tags: %j', (text, is) => {
    expect(isLanguageTag(text)).toBe(is);
  });

  it('know which way they are written', () => {
    expect(learnableLanguages.filter((tag) => textDirection(tag) === 'rtl')).toEqual(['ar', 'fa', 'he']);
  });

  it('are each listed once, sorted by the name that is shown', () => {
    const names = sortedLanguages('en').map(({ name }) => name);
    expect(new Set(names).size).toBe(learnableLanguages.length);
    expect(names.slice(0, 3)).toEqual(['Arabic', 'Bangla', 'Bulgarian']);
  });
});

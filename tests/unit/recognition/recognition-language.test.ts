import { describe, expect, it } from 'vitest';
import { recognitionLanguage } from '#lib/recognition/recognition-language.ts';
import { learnableLanguages } from '#lib/settings/languages.ts';

describe('the tag that speech is recognised in', () => {
  it.each<[string, string[], string]>([
    ['es', [], 'es-ES'],
    ['es', ['en-US', 'es-MX', 'es-AR'], 'es-MX'],
    ['es-AR', ['es-MX'], 'es-AR'],
    ['en', ['de-DE', 'en'], 'en-US'],
    ['en', ['en-GB'], 'en-GB'],
    ['pt', ['en-US'], 'pt-BR'],
    ['zh', [], 'zh-CN'],
    ['zh-Hant', ['zh-CN'], 'zh-TW'],
    ['nb', [], 'nb-NO'],
  ])('of %s, for a learner of %j, is %s', (language, preferred, tag) => {
    expect(recognitionLanguage(language, preferred)).toBe(tag);
  });

  it.each(learnableLanguages)('of %s has a region', (language) => {
    expect(recognitionLanguage(language, ['en-US'])).toMatch(new RegExp(`^${language}-[A-Z]{2}$`));
  });
});

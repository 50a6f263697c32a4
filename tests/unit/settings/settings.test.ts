import { describe, expect, it } from 'vitest';
import { firstSettings, needsHostPermission, settingsSchema, tutorAddress } from '#lib/settings/settings.ts';

describe('the first run’s settings', () => {
  it.each([
    { browser: 'en-GB', own: 'en', learnt: 'es' },
    { browser: 'es-MX', own: 'es', learnt: 'fr' },
    { browser: 'pt-BR', own: 'pt', learnt: 'es' },
    { browser: 'tlh', own: 'en', learnt: 'es' },
  ])('in a browser that speaks $browser explain in $own and teach $learnt', ({ browser, own, learnt }) => {
    const settings = firstSettings(browser);
    expect(settings).toMatchObject({ tutor: 'guided', learnerLanguage: own, language: learnt });
    expect(settingsSchema.safeParse(settings).success).toBe(true);
  });
});

describe('a tutor’s address', () => {
  it('is the vendor’s own until another is set', () => {
    const settings = firstSettings('en');
    expect(tutorAddress(settings, 'claude')).toBe('https://api.anthropic.com');
    settings.tutors.claude.address = 'https://gateway.example/anthropic/';
    expect(tutorAddress(settings, 'claude')).toBe('https://gateway.example/anthropic');
    expect(tutorAddress(settings, 'guided')).toBe('');
  });

  it('needs no host permission where its vendor answers every origin', () => {
    expect(needsHostPermission('claude', '')).toBe(false);
    expect(needsHostPermission('gemini', 'https://generativelanguage.googleapis.com')).toBe(false);
    expect(needsHostPermission('claude', 'https://gateway.example')).toBe(true);
    expect(needsHostPermission('ollama', '')).toBe(true);
    expect(needsHostPermission('remote', '')).toBe(true);
  });
});

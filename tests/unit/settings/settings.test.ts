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

describe('settings that were stored before there were limits', () => {
  const tutor = { model: '', address: '' };
  const stored = {
    tutor: 'claude',
    language: 'es',
    level: 'A2',
    learnerLanguage: 'en',
    correct: false,
    tutors: {
      guided: tutor,
      ollama: { ...tutor, address: 'http://nas:11434' },
      claude: { ...tutor, model: 'claude-haiku' },
      gemini: tutor,
      remote: tutor,
    },
  };

  it('are read as they are, with the first limits', () => {
    const settings = settingsSchema.parse(stored);
    expect(settings).toMatchObject(stored);
    expect(settings.tutors.claude).toEqual({
      model: 'claude-haiku',
      address: '',
      requestsPerMinute: 60,
      dailyTokens: 0,
    });
  });

  it.each([
    { requestsPerMinute: 0 },
    { requestsPerMinute: 601 },
    { requestsPerMinute: 1.5 },
    { dailyTokens: -1 },
    { dailyTokens: 0.5 },
  ])('are not read with %j', (limit) => {
    const limited = { ...stored, tutors: { ...stored.tutors, claude: { ...tutor, ...limit } } };
    expect(settingsSchema.safeParse(limited).success).toBe(false);
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

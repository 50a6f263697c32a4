import { expect, it } from 'vitest';
import { missingSetup } from '#components/settings/setup-state.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';

function settingsFor(tutor: ProviderId, model = ''): Settings {
  const first = firstSettings('en');
  return { ...first, tutor, tutors: { ...first.tutors, [tutor]: { model, address: '' } } };
}

const nothing = { keys: [], access: false };

it('asks for nothing where guided practice needs nothing', () => {
  expect(missingSetup(settingsFor('guided'), nothing)).toBeNull();
});

it('asks for one thing after the other', () => {
  expect(missingSetup(settingsFor('claude'), { keys: ['gemini'], access: true })).toBe('key');
  expect(missingSetup(settingsFor('claude'), { keys: ['claude'], access: true })).toBe('model');
  expect(missingSetup(settingsFor('claude', 'some-model'), { keys: ['claude'], access: true })).toBeNull();
});

it('asks for access where a server does not answer every origin, and nowhere else', () => {
  expect(missingSetup(settingsFor('ollama'), nothing)).toBe('access');
  expect(missingSetup(settingsFor('remote'), nothing)).toBe('access');
  const keys = ['claude'] as const;
  expect(missingSetup(settingsFor('claude', 'm'), { keys, access: false })).toBeNull();
  const gateway = settingsFor('claude', 'm');
  gateway.tutors.claude.address = 'https://gateway.example';
  expect(missingSetup(gateway, { keys, access: false })).toBe('access');
});

it('asks for no key that is optional, and no model that is not the learner’s to choose', () => {
  expect(missingSetup(settingsFor('remote'), { keys: [], access: true })).toBeNull();
  expect(missingSetup(settingsFor('ollama'), { keys: [], access: true })).toBe('model');
});

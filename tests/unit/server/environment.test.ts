import { expect, test } from 'vitest';
import { readEnvironment } from '#server/environment.ts';

test('without any variable it works at once, for this computer alone', () => {
  expect(readEnvironment({})).toMatchObject({
    host: '127.0.0.1',
    port: 8000,
    tutor: { id: 'guided', model: '', address: '', key: undefined },
    store: { file: 'patter-server.db' },
    origins: ['chrome-extension://*', 'moz-extension://*'],
    corrects: true,
  });
});

test.each([
  [
    { TUTOR: 'ollama', TUTOR_MODEL: 'gemma3:4b' },
    { id: 'ollama', model: 'gemma3:4b', address: 'http://localhost:11434' },
  ],
  [{ TUTOR: 'ollama', TUTOR_MODEL: 'm', TUTOR_ADDRESS: 'http://box:1/' }, { address: 'http://box:1' }],
  [{ TUTOR: 'claude', TUTOR_MODEL: 'm', ANTHROPIC_API_KEY: 'k', GEMINI_API_KEY: 'g' }, { key: 'k' }],
  [{ TUTOR: 'gemini', TUTOR_MODEL: 'm', ANTHROPIC_API_KEY: 'k', GEMINI_API_KEY: 'g' }, { key: 'g' }],
])('%j', (variables, tutor) => {
  expect(readEnvironment(variables).tutor).toMatchObject(tutor);
});

test('corrections can be switched off', () => {
  expect(readEnvironment({ CORRECTIONS: 'off' }).corrects).toBe(false);
});

test('a database that several servers share', () => {
  const url = 'postgres://patter:secret@db/patter';
  expect(readEnvironment({ DATABASE_URL: url }).store).toEqual({ postgres: url });
});

test.each([
  [{ TUTOR: 'hal' }, 'TUTOR'],
  [{ TUTOR: 'claude', TUTOR_MODEL: 'm' }, 'ANTHROPIC_API_KEY'],
  [{ TUTOR: 'gemini', TUTOR_MODEL: 'm', GEMINI_API_KEY: '' }, 'GEMINI_API_KEY'],
  [{ TUTOR: 'ollama' }, 'TUTOR_MODEL'],
  [{ PORT: '70000' }, 'PORT'],
  [{ TURNS_PER_MINUTE: '0' }, 'TURNS_PER_MINUTE'],
  [{ CORRECTIONS: 'secret' }, 'CORRECTIONS'],
  [{ TRUSTED_PROXIES: 'secret-host' }, 'TRUSTED_PROXIES'],
  [{ DATABASE_URL: 'mysql://root:secret@db' }, 'DATABASE_URL'],
  [{ TUTOR_ADDRESS: 'http://me:secret@host' }, 'TUTOR_ADDRESS'],
])('%j is refused, by its name alone', (variables, name) => {
  expect(() => readEnvironment(variables)).toThrow(new RegExp(`^${name}: `, 'm'));
  expect(() => readEnvironment(variables)).not.toThrow(/secret/);
});

import { expect, it } from 'vitest';
import { defaultModel } from '#components/settings/default-model.ts';

function models(...ids: string[]) {
  return ids.map((id) => ({ id, name: id }));
}

it('is the first model that chats', () => {
  expect(defaultModel('ollama', models('nomic-embed-text:latest', 'bge-m3', 'qwen3:4b', 'llama3.2'))).toBe('qwen3:4b');
});

it('is a quick one where the learner pays by the word', () => {
  expect(defaultModel('claude', models('claude-opus-5', 'claude-haiku-5', 'claude-sonnet-5'))).toBe('claude-haiku-5');
  expect(
    defaultModel('gemini', models('gemini-3-pro', 'gemini-3-flash-image', 'gemini-3-flash-lite', 'gemini-3-flash')),
  ).toBe('gemini-3-flash');
});

it('is none where there is none', () => {
  expect(defaultModel('ollama', models('nomic-embed-text'))).toBeUndefined();
  expect(defaultModel('ollama', [])).toBeUndefined();
});

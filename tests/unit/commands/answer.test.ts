import { describe, expect, it, vi } from 'vitest';
import { answerCommand } from '#lib/commands/answer.ts';
import type { CommandHandlers } from '#lib/commands/handlers.ts';
import { PatterError } from '#lib/errors/patter-error.ts';

const handlers = {
  'conversation.delete': vi.fn(async () => ({})),
  'key.saved': vi.fn(async () => ({ owners: ['claude'] })),
  'tutor.test': vi.fn(async () => {
    throw new PatterError('auth', { status: 401, cause: new Error('sk-secret') });
  }),
  'draft.save': vi.fn(async () => {
    throw new TypeError('sk-secret');
  }),
} as unknown as CommandHandlers;

describe('a command', () => {
  it('is done, and answered with its output', async () => {
    expect(await answerCommand({ command: 'key.saved', input: {} }, handlers)).toEqual({
      ok: true,
      output: { owners: ['claude'] },
    });
    await answerCommand({ command: 'conversation.delete', input: { id: 7 } }, handlers);
    expect(handlers['conversation.delete']).toHaveBeenCalledExactlyOnceWith({ id: 7 });
  });

  it('that fails is answered with the error’s code and nothing of its message', async () => {
    const answer = await answerCommand({ command: 'tutor.test', input: { tutor: 'claude' } }, handlers);
    expect(answer).toEqual({ ok: false, error: { code: 'auth', status: 401 } });
    const draft = { command: 'draft.save', input: { conversationId: 1, text: 'x' } };
    const fault = await answerCommand(draft, handlers);
    expect(fault).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(JSON.stringify(fault)).not.toMatch(/sk-secret/);
  });

  it.each([
    { command: 'conversation.delete', input: { id: 'seven' } },
    { command: 'conversation.delete', input: undefined },
    { command: 'no.such.command', input: {} },
    { command: 'toString', input: {} },
    { command: '__proto__', input: {} },
  ])('that does not fit the table is answered all the same: %j', async (message) => {
    expect(await answerCommand(message, handlers)).toMatchObject({ ok: false, error: { code: 'bug' } });
  });

  it.each([undefined, null, 'text', 7, {}, { type: 'other extension’s' }])('is not seen in %j', (message) => {
    expect(answerCommand(message, handlers)).toBeUndefined();
  });
});

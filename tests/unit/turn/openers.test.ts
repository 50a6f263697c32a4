import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import type { ChatRequest } from '#lib/providers/provider.ts';
import { memoryNonce } from '#lib/turn/memory.ts';
import { openerKey, withOpeners } from '#lib/turn/openers.ts';
import { answeringTutor } from '#tests/helpers/answering-tutor.ts';
import { chatRequest, readReply } from '#tests/helpers/read-reply.ts';

const asked = { model: 'm', system: 'You are a tutor.', reminder: '[A1]' };

/** A request in which the tutor speaks first. */
const beginning = (change: Partial<ChatRequest> = {}) => chatRequest({ ...asked, messages: [], ...change });

async function make(): Promise<void> {
  await database.openers.put({
    key: await openerKey('claude', asked, 7),
    tutor: 'claude',
    model: 'm',
    language: 'es',
    level: 'A2',
    learnerLanguage: 'en',
    scene: 'topic:food/easy',
    text: '¿Qué comes?',
    createdAt: Date.now(),
  });
}

describe('what tells an opener apart', () => {
  it.each([
    ['the tutor', 'gemini', asked],
    ['its model', 'claude', { ...asked, model: 'other' }],
    ['the prompt', 'claude', { ...asked, system: 'You are a tutor!' }],
    ['what is restated', 'claude', { ...asked, reminder: '[A2]' }],
    ['where one ends and the other begins', 'claude', { ...asked, system: 'You are a tutor.[', reminder: 'A1]' }],
  ] as const)('is %s', async (_, tutor, other) => {
    expect(await openerKey(tutor, other, 7)).not.toBe(await openerKey('claude', asked, 7));
  });

  it('is not what fences the memory, which each conversation has of its own', async () => {
    const fenced = (id: number) => ({ ...asked, system: `<<<notes ${memoryNonce(id)}\nA dog.\n${memoryNonce(id)}>>>` });
    expect(await openerKey('claude', fenced(7), 7)).toBe(await openerKey('claude', fenced(2 ** 50), 2 ** 50));
  });
});

describe('a tutor with openers', () => {
  beforeEach(async () => {
    await database.openers.clear();
    await make();
  });

  it('says what was made for the very same request, and asks nobody', async () => {
    const { provider, requests } = answeringTutor(['Asked.']);
    expect(await readReply(withOpeners(provider), beginning())).toMatchObject({
      text: '¿Qué comes?',
      finishes: [{ type: 'finish', reason: 'stop' }],
    });
    expect(requests).toEqual([]);
    expect(await readReply(withOpeners(provider), beginning())).toMatchObject({ text: 'Asked.' });
  });

  it.each([
    ['something was said', chatRequest(asked)],
    ['JSON is asked for', beginning({ responseSchema: {} })],
    ['another prompt is sent', beginning({ reminder: '[B1]' })],
  ])('is asked where %s', async (_, request) => {
    const { provider, requests } = answeringTutor(['Asked.']);
    expect(await readReply(withOpeners(provider), request)).toMatchObject({ text: 'Asked.' });
    expect(requests).toHaveLength(1);
    expect(await database.openers.count()).toBe(1);
  });

  it('is asked where the store can not be read', async () => {
    vi.spyOn(database.openers, 'get').mockRejectedValue(new Error('no store'));
    const { provider } = answeringTutor(['Asked.']);
    expect(await readReply(withOpeners(provider), beginning())).toMatchObject({ text: 'Asked.' });
  });
});

import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { latestConversation, latestConversations, readConversation, readDraft } from '#lib/db/read/conversations.ts';
import { latestMessages, messagesBefore } from '#lib/db/read/messages.ts';
import {
  changeConversation,
  createConversation,
  deleteConversation,
  purgeDeleted,
  restoreConversation,
  saveDraft,
} from '#lib/db/write/conversations.ts';
import { conversationSchema, messageSchema } from '#lib/db/rows.ts';
import { beginTurn, checkpointTurn, endTurn, interruptLostTurns, reopenTurn } from '#lib/db/write/turns.ts';

const lesson = { language: 'es', level: 'A1' } as const;

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', ...lesson }, 100);
});

const talk = async (turnId: string, text: string, reply: string, now: number): Promise<void> => {
  await beginTurn({ conversationId: 1, turnId, text }, now);
  await endTurn(turnId, { state: 'done', text: reply, endedAt: now });
};

describe('a turn in the store', () => {
  it('keeps message and reply in order, in rows that fit their schema', async () => {
    await talk('a', 'Hola', '¡Hola!', 200);
    await talk('b', '¿Qué tal?', 'Bien.', 300);
    const messages = await latestMessages(1, 10);
    expect(messages.map(({ role, text }) => [role, text])).toEqual([
      ['learner', 'Hola'],
      ['tutor', '¡Hola!'],
      ['learner', '¿Qué tal?'],
      ['tutor', 'Bien.'],
    ]);
    for (const message of messages) expect(messageSchema.safeParse(message).success).toBe(true);
    const conversation = await readConversation(1);
    expect(conversationSchema.safeParse(conversation).success).toBe(true);
    expect(conversation).toMatchObject({ title: 'Hola', updatedAt: 300 });
  });

  it('is begun once, however often it is sent', async () => {
    const turn = { conversationId: 1, turnId: 'a', text: 'Hola' };
    expect(await beginTurn(turn, 1)).toBe(true);
    expect(await beginTurn(turn, 2)).toBe(false);
    expect(await latestMessages(1, 10)).toHaveLength(2);
  });

  it('has no learner’s message where the tutor speaks first', async () => {
    await beginTurn({ conversationId: 1, turnId: 'a' }, 1);
    expect((await latestMessages(1, 10)).map(({ role }) => role)).toEqual(['tutor']);
  });

  it('is not begun in a conversation that does not exist, and then nothing is kept', async () => {
    await expect(beginTurn({ conversationId: 9, turnId: 'a', text: 'Hola' }, 1)).rejects.toMatchObject({
      code: 'storage',
    });
    expect(await database.messages.count()).toBe(0);
  });

  it('clears the draft it was, in the same commit', async () => {
    await saveDraft(1, 'Ho');
    expect(await readDraft(1)).toBe('Ho');
    await beginTurn({ conversationId: 1, turnId: 'a', text: 'Hola' }, 1);
    expect(await readDraft(1)).toBe('');
  });

  it('is interrupted with its text when its worker is gone', async () => {
    await beginTurn({ conversationId: 1, turnId: 'a', text: 'Hola' }, 1);
    await checkpointTurn('a', '¡Ho');
    await interruptLostTurns(() => false);
    expect((await latestMessages(1, 1))[0]).toMatchObject({
      state: 'interrupted',
      text: '¡Ho',
      error: { code: 'interrupted' },
    });
  });

  it('can be opened again after its end could not be written down', async () => {
    await beginTurn({ conversationId: 1, turnId: 'a', text: 'Hola' }, 1);
    expect(await reopenTurn('a', true, 1)).toEqual({ text: '' });
    expect(await reopenTurn('no-such-turn', true, 1)).toBeNull();
  });

  it('can be opened again after it ended, and keeps the old text until there is new', async () => {
    await talk('a', 'Hola', 'Viejo', 1);
    expect(await reopenTurn('a', true, 1)).toEqual({ text: 'Viejo' });
    await endTurn('a', { state: 'failed', error: { code: 'unreachable' }, endedAt: 2 });
    expect((await latestMessages(1, 1))[0]).toMatchObject({ state: 'failed', text: 'Viejo' });
    await reopenTurn('a', true, 1);
    await endTurn('a', { state: 'done', text: 'Nuevo', endedAt: 3 });
    const [reply] = await latestMessages(1, 1);
    expect(reply).toMatchObject({ state: 'done', text: 'Nuevo' });
    expect(reply).not.toHaveProperty('error');
  });

  it('puts a card on the learner’s message', async () => {
    const card = { kind: 'well-said', wellDone: 'Short.' } as const;
    await beginTurn({ conversationId: 1, turnId: 'a', text: 'Es Ana' }, 1);
    await endTurn('a', { state: 'done', text: 'Hola, Ana', card, endedAt: 2 });
    expect((await latestMessages(1, 2))[0]).toMatchObject({ role: 'learner', card });
  });

  it('is read back in pages, newest first', async () => {
    for (let turn = 0; turn < 6; turn += 1) await talk(`t${turn}`, `m${turn}`, `r${turn}`, turn);
    expect((await latestMessages(1, 3)).map(({ text }) => text)).toEqual(['r4', 'm5', 'r5']);
    const [oldest] = await latestMessages(1, 3);
    const page = await messagesBefore(1, oldest?.position ?? 0, 2);
    expect(page.map(({ text }) => text)).toEqual(['m4', 'r3']);
  });
});

describe('conversations', () => {
  it('are listed newest first, and change what is given alone', async () => {
    await createConversation({ id: 2, title: '', ...lesson }, 200);
    await changeConversation(1, { title: 'Viajes', level: undefined });
    expect((await latestConversations(10)).conversations.map(({ id }) => id)).toEqual([2, 1]);
    expect(await readConversation(1)).toMatchObject({ title: 'Viajes', level: 'A1' });
    expect(await latestConversation()).toMatchObject({ id: 2 });
    expect(await latestConversations(1)).toMatchObject({ conversations: [{ id: 2 }], more: true });
  });

  it('come back whole when a deletion is undone, and are gone some time after it', async () => {
    await talk('a', 'Hola', '¡Hola!', 1);
    await deleteConversation(1, 5_000);
    expect(await latestConversations(10)).toEqual({ conversations: [], damaged: 0, more: false });
    expect(await readConversation(1)).toBeUndefined();
    await restoreConversation(1);
    expect(await latestMessages(1, 10)).toHaveLength(2);
    await deleteConversation(1, 5_000);
    await purgeDeleted(5_000);
    expect(await database.messages.count()).toBe(2);
    await purgeDeleted(5_001);
    expect(await database.messages.count()).toBe(0);
    await expect(restoreConversation(1)).rejects.toMatchObject({ code: 'storage' });
  });

  it('keep a scene’s own title', async () => {
    await createConversation({ id: 2, title: 'En el café', ...lesson, scene: 'cafe' }, 100);
    await beginTurn({ conversationId: 2, turnId: 'a', text: 'En la terraza' }, 1);
    expect(await readConversation(2)).toMatchObject({ title: 'En el café', scene: 'cafe' });
  });

  it('are named after the first words in whole graphemes', async () => {
    const family = '👩‍👩‍👧'.repeat(70);
    await beginTurn({ conversationId: 1, turnId: 'a', text: family }, 1);
    expect((await readConversation(1))?.title).toMatch(/^(👩‍👩‍👧)+…$/u);
  });
});

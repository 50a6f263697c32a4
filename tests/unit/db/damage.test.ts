import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { latestConversation, latestConversations, readConversation, readDraft } from '#lib/db/read/conversations.ts';
import { latestMessages, messagesBefore, readReply } from '#lib/db/read/messages.ts';
import { messageSchema } from '#lib/db/rows.ts';
import {
  changeConversation,
  createConversation,
  deleteConversation,
  purgeDeleted,
  restoreConversation,
} from '#lib/db/write/conversations.ts';
import {
  acceptPart,
  recoverText,
  beginTurn,
  checkpointTurn,
  endTurn,
  interruptLostTurns,
  reopenTurn,
} from '#lib/db/write/turns.ts';
import { fitWindow } from '#lib/tutor/context-window.ts';

const lesson = { title: '', language: 'es', level: 'A1' } as const;
const storage = { code: 'storage' };

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, ...lesson }, 100);
});

async function talk(turnId: string, text: string, reply: string, now: number): Promise<void> {
  await beginTurn({ conversationId: 1, turnId, text }, now);
  await endTurn(turnId, { state: 'done', text: reply, endedAt: now });
}

/** Spoils a row. @returns the row as it is then */
async function damage(table: 'conversations' | 'messages', key: number | string, change: object): Promise<object> {
  const row = { ...((await database.table(table).get(key)) as object), ...change };
  await database.table(table).put(row);
  return row;
}

describe('a damaged message', () => {
  it.each([{ text: 7 }, { state: 'lost' }, { role: 'parrot' }, { error: { code: 'no such code' } }])(
    'keeps its place, whether %j, and the conversation goes on around it',
    async (change) => {
      await talk('a', 'Uno', 'Dos', 1);
      await talk('b', 'Tres', 'Cuatro', 2);
      const row = await damage('messages', 'a/tutor', change);
      const messages = await latestMessages(1, 9);
      expect(messages.map(({ text }) => text)).toEqual(['Uno', '', 'Tres', 'Cuatro']);
      expect(messages[1]).toEqual({
        id: 'a/tutor',
        conversationId: 1,
        turnId: 'a',
        role: 'tutor',
        position: 2,
        text: '',
        createdAt: 0,
        state: 'done',
        damaged: true,
      });
      expect(messages.filter(({ damaged }) => damaged)).toHaveLength(1);
      expect(messageSchema.safeParse(messages[1]).success).toBe(true);
      expect(await readReply('a')).toMatchObject({ damaged: true });
      await talk('c', 'Cinco', 'Seis', 3);
      expect((await latestMessages(1, 2)).map(({ text }) => text)).toEqual(['Cinco', 'Seis']);
      expect(await database.messages.get('a/tutor')).toEqual(row);
    },
  );

  it('goes to no tutor', async () => {
    await talk('a', 'Uno', 'Dos', 1);
    await damage('messages', 'a/learner', { text: ['Uno'] });
    const page = await messagesBefore(1, 9, 9);
    expect(page).toMatchObject([{ text: 'Dos' }, { text: '', role: 'learner', damaged: true }]);
    async function* newestFirst() {
      yield* page;
    }
    expect(await fitWindow(newestFirst(), 100)).toMatchObject([{ text: 'Dos' }]);
  });

  it('is not written over', async () => {
    await beginTurn({ conversationId: 1, turnId: 'a', text: 'Uno' }, 1);
    const row = await damage('messages', 'a/tutor', { createdAt: 'yesterday' });
    const learner = await damage('messages', 'a/learner', { createdAt: 'yesterday' });
    await interruptLostTurns(() => false);
    await checkpointTurn('a', 'Dos');
    await recoverText('a', 'Dos');
    await acceptPart('a');
    await expect(reopenTurn('a', true, 2)).rejects.toMatchObject(storage);
    await expect(endTurn('a', { state: 'done', text: 'Dos', endedAt: 2 })).rejects.toMatchObject(storage);
    expect(await beginTurn({ conversationId: 1, turnId: 'a', text: 'Uno' }, 3)).toBe(false);
    expect(await database.messages.get('a/tutor')).toEqual(row);
    expect(await database.messages.get('a/learner')).toEqual(learner);
  });

  it('takes no card, and leaves the reply to it whole', async () => {
    await beginTurn({ conversationId: 1, turnId: 'a', text: 'Uno' }, 1);
    const row = await damage('messages', 'a/learner', { text: null });
    const card = { kind: 'well-said', wellDone: 'Short.' } as const;
    await endTurn('a', { state: 'done', text: 'Dos', card, endedAt: 2 });
    expect(await database.messages.get('a/learner')).toEqual(row);
    expect(await readReply('a')).toMatchObject({ text: 'Dos', state: 'done' });
  });

  it('does not damage what is said after it, wherever it claims to be', async () => {
    await talk('a', 'Uno', 'Dos', 1);
    for (const position of [2.5, 1e300, 'last', new Date(0)]) {
      await damage('messages', 'a/tutor', { position });
      const turnId = String(position);
      await talk(turnId, 'Tres', 'Cuatro', 2);
      expect(await readReply(turnId)).not.toHaveProperty('damaged');
      const shown = await latestMessages(1, 99);
      expect(shown.filter(({ damaged }) => damaged)).toMatchObject([{ id: 'a/tutor' }]);
    }
  });
});

describe('a damaged conversation', () => {
  it.each([
    { language: 'no such tag' },
    { title: 7 },
    { updatedAt: 'lately' },
    { updatedAt: undefined },
    { deletedAt: null },
  ])('is left out of the list and counted, whether %j', async (change) => {
    await createConversation({ id: 2, ...lesson }, 200);
    const row = await damage('conversations', 2, change);
    expect(await latestConversations(9)).toMatchObject({ conversations: [{ id: 1 }], damaged: 1, more: false });
    expect(await latestConversation()).toMatchObject({ id: 1 });
    await expect(readConversation(2)).rejects.toMatchObject(storage);
    await expect(beginTurn({ conversationId: 2, turnId: 'b', text: 'Uno' }, 300)).rejects.toMatchObject(storage);
    await expect(changeConversation(2, { title: 'Dos' })).rejects.toMatchObject(storage);
    await expect(deleteConversation(2, 300)).rejects.toMatchObject(storage);
    await expect(restoreConversation(2)).rejects.toMatchObject(storage);
    await createConversation({ id: 2, ...lesson }, 300);
    expect(await database.conversations.get(2)).toEqual(row);
    expect(await database.messages.count()).toBe(0);
  });

  it('does not end the list where it stands', async () => {
    for (let id = 2; id < 6; id += 1) await createConversation({ id, ...lesson }, id * 100);
    await damage('conversations', 4, { level: 'Z9' });
    expect(await latestConversations(2)).toMatchObject({ conversations: [{ id: 5 }], damaged: 1, more: true });
    expect(await latestConversations(5)).toMatchObject({ conversations: { length: 4 }, damaged: 1, more: true });
    expect(await latestConversations(6)).toMatchObject({ conversations: { length: 4 }, damaged: 1, more: false });
  });

  it('is not purged, and a deleted one is not counted', async () => {
    await deleteConversation(1, 500);
    expect(await latestConversations(9)).toMatchObject({ conversations: [], damaged: 0 });
    const row = await damage('conversations', 1, { level: 'Z9' });
    await purgeDeleted(1_000);
    expect(await database.conversations.get(1)).toEqual(row);
  });

  it('does not keep a reply of it from being written down', async () => {
    await beginTurn({ conversationId: 1, turnId: 'a', text: 'Uno' }, 1);
    const row = await damage('conversations', 1, { level: 'Z9' });
    await endTurn('a', { state: 'done', text: 'Dos', endedAt: 2 });
    expect(await readReply('a')).toMatchObject({ text: 'Dos', state: 'done' });
    expect(await database.conversations.get(1)).toEqual(row);
  });
});

it('a damaged draft is none', async () => {
  await database.table('drafts').put({ conversationId: 1, text: 7 });
  expect(await readDraft(1)).toBe('');
});

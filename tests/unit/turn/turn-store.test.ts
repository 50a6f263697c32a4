import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { messageId } from '#lib/db/rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { databaseStore } from '#lib/turn/database-store.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';
import { MemoryTurnStore } from '#tests/helpers/memory-turn-store.ts';

/** What is kept of a turn, without what is not there. */
type Kept = Record<string, unknown> | undefined;

interface Subject {
  store: TurnStore;
  kept: (turnId: string) => Promise<Kept>;
}

const lesson = { title: '', language: 'es', level: 'A1' } as const;

async function inDexie(): Promise<Subject> {
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, ...lesson }, 1);
  return {
    store: databaseStore,
    async kept(turnId) {
      const reply = await database.messages.get(messageId(turnId, 'tutor'));
      if (reply === undefined) return undefined;
      const { text, state, error, cut } = reply;
      const learner = (await database.messages.get(messageId(turnId, 'learner')))?.text;
      return JSON.parse(JSON.stringify({ learner, text, state, error, cut })) as Kept;
    },
  };
}

async function inMemory(): Promise<Subject> {
  const store = new MemoryTurnStore(1);
  return {
    store,
    async kept(turnId) {
      const turn = store.turns.get(turnId);
      if (turn === undefined) return undefined;
      const { conversationId: _, renewing: _renewing, settledAt: _settledAt, ...kept } = turn;
      return JSON.parse(JSON.stringify(kept)) as Kept;
    },
  };
}

// The tests of the turn believe the one in memory: it has to do as the real one does.
describe.each([
  ['in Dexie', inDexie],
  ['in memory', inMemory],
])('a store of turns %s', (_, create) => {
  let store: TurnStore;
  let kept: Subject['kept'];

  beforeEach(async () => {
    ({ store, kept } = await create());
  });

  const begin = (turnId: string, text?: string) => store.begin({ conversationId: 1, turnId, text });
  const nobody = () => false;

  it('begins a turn once, and only in a conversation that is there', async () => {
    expect(await begin('a', 'Hola')).toBe(true);
    expect(await begin('a', 'Hola')).toBe(false);
    expect(await store.has('a')).toBe(true);
    expect(await store.has('b')).toBe(false);
    expect(await kept('a')).toEqual({ learner: 'Hola', text: '', state: 'arriving' });
    await expect(store.begin({ conversationId: 9, turnId: 'b' })).rejects.toMatchObject({ code: 'storage' });
    expect(await kept('b')).toBeUndefined();
  });

  it('keeps a checkpoint, and an end over it', async () => {
    await begin('a', 'Hola');
    await store.checkpoint('a', '¡Ho');
    expect(await kept('a')).toMatchObject({ text: '¡Ho', state: 'arriving' });
    await store.end('a', { endedAt: 2, state: 'interrupted', text: '¡Hol', error: { code: 'timeout' } });
    expect(await kept('a')).toEqual({
      learner: 'Hola',
      text: '¡Hol',
      state: 'interrupted',
      error: { code: 'timeout' },
    });
    await store.end('a', { endedAt: 2, state: 'done', cut: 'length' });
    expect(await kept('a')).toEqual({ learner: 'Hola', text: '¡Hol', state: 'done', cut: 'length' });
    await store.end('no-such-turn', { endedAt: 2, state: 'done' });
    expect(await kept('no-such-turn')).toBeUndefined();
  });

  it('opens a turn again with its text and without what was wrong', async () => {
    await begin('a', 'Hola');
    await store.end('a', { endedAt: 2, state: 'interrupted', text: '¡Ho', error: { code: 'timeout' } });
    expect(await store.reopen('a', false)).toEqual({ text: '¡Ho' });
    expect(await kept('a')).toEqual({ learner: 'Hola', text: '¡Ho', state: 'arriving' });
    expect(await store.reopen('no-such-turn', false)).toBeNull();
  });

  it('interrupts what nobody runs, and takes the rest of its text from whoever has it', async () => {
    await begin('a', 'Hola');
    await begin('b', 'Adiós');
    await store.checkpoint('a', '¡Ho');
    await store.interruptLost((turnId) => turnId === 'b');
    expect(await kept('a')).toMatchObject({ text: '¡Ho', state: 'interrupted', error: { code: 'interrupted' } });
    expect(await kept('b')).toMatchObject({ state: 'arriving' });
    await store.recover('a', '¡Otra');
    await store.recover('a', '¡H');
    expect(await kept('a')).toMatchObject({ text: '¡Ho' });
    await store.recover('a', '¡Hola!');
    expect(await kept('a')).toMatchObject({ text: '¡Hola!', state: 'interrupted' });
    await store.interruptLost(nobody);
    await store.end('b', { endedAt: 2, state: 'done', text: 'Adiós' });
    await store.recover('b', 'Adiós, Ana');
    expect(await kept('b')).toMatchObject({ text: 'Adiós' });
  });

  it('takes the new reply from whoever has it, where a retry had not been written down', async () => {
    await begin('a', 'Hola');
    await store.end('a', { endedAt: 2, state: 'done', text: 'Vieja' });
    await store.reopen('a', true);
    await store.interruptLost(nobody);
    expect(await kept('a')).toMatchObject({ text: 'Vieja', state: 'interrupted' });
    await store.recover('a', 'Nue');
    expect(await kept('a')).toMatchObject({ text: 'Nue' });
    await store.recover('a', 'Vieja');
    expect(await kept('a')).toMatchObject({ text: 'Nue' });
  });

  it('keeps late what could not be kept before, once', async () => {
    await begin('a', 'Hola');
    const turns = [
      { turnId: 'a', end: { endedAt: 2, state: 'done', text: '¡Hola!' } },
      {
        turnId: 'b',
        learner: '¿Y tú?',
        end: { endedAt: 2, state: 'interrupted', text: 'Bi', error: { code: 'timeout' } },
      },
    ] as const;
    await store.keep(1, undefined, turns);
    await store.keep(1, undefined, turns);
    expect(await kept('a')).toEqual({ learner: 'Hola', text: '¡Hola!', state: 'done' });
    expect(await kept('b')).toEqual({
      learner: '¿Y tú?',
      text: 'Bi',
      state: 'interrupted',
      error: { code: 'timeout' },
    });
  });

  it('keeps more of a broken reply where somebody had written down more', async () => {
    await begin('a', 'Hola');
    await store.checkpoint('a', '¡Hola, A');
    await store.keep(1, undefined, [{ turnId: 'a', end: { endedAt: 2, state: 'interrupted', text: '¡Hol' } }]);
    expect(await kept('a')).toMatchObject({ text: '¡Hola, A', state: 'interrupted' });
    await store.keep(1, undefined, [{ turnId: 'a', end: { endedAt: 2, state: 'interrupted', text: '¡Hola, Ana' } }]);
    expect(await kept('a')).toMatchObject({ text: '¡Hola, Ana' });
  });

  it('does not put a late end over a later one', async () => {
    await begin('a', 'Hola');
    await store.end('a', { endedAt: 5, state: 'done', text: 'Nueva' });
    await store.keep(1, undefined, [{ turnId: 'a', end: { endedAt: 4, state: 'done', text: 'Vieja' } }]);
    expect(await kept('a')).toMatchObject({ text: 'Nueva' });
    await store.keep(1, undefined, [{ turnId: 'a', end: { endedAt: 6, state: 'done', text: 'La última' } }]);
    expect(await kept('a')).toMatchObject({ text: 'La última' });
    await store.reopen('a', true);
    await store.keep(1, undefined, [{ turnId: 'a', end: { endedAt: 7, state: 'done', text: 'Antes' } }]);
    expect(await kept('a')).toMatchObject({ text: 'La última', state: 'arriving' });
  });

  it('keeps a conversation late, and all of it or nothing', async () => {
    const turns = [{ turnId: 'a', learner: 'Hola', end: { endedAt: 2, state: 'done', text: '¡Hola!' } }] as const;
    await expect(store.keep(9, undefined, turns)).rejects.toMatchObject({ code: 'storage' });
    expect(await kept('a')).toBeUndefined();
    await store.keep(9, { id: 9, ...lesson }, turns);
    expect(await kept('a')).toMatchObject({ learner: 'Hola', state: 'done' });
    expect(await begin('b', 'Hola')).toBe(true);
  });
});

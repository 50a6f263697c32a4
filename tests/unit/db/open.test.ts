import { liveQuery } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { latestConversation, latestConversations, readConversation, readDraft } from '#lib/db/read/conversations.ts';
import { latestMessages, messagesBefore, readReply } from '#lib/db/read/messages.ts';
import { usageOfDay } from '#lib/db/read/usage.ts';
import { dayOf } from '#lib/db/rows.ts';
import { createConversation, saveDraft } from '#lib/db/write/conversations.ts';
import { beginTurn } from '#lib/db/write/turns.ts';
import { recordUsage } from '#lib/db/write/usage.ts';

const lesson = { title: '', language: 'es', level: 'A1' } as const;
const ownVersion = Math.round(database.verno * 10);

/** The database as another window has it: without making way for anybody, unless it is asked to. */
function openRaw(version: number, upgrade?: (opened: IDBDatabase) => void): Promise<IDBDatabase> {
  const opening = indexedDB.open('patter', version);
  return new Promise((resolve, reject) => {
    opening.addEventListener('upgradeneeded', () => upgrade?.(opening.result));
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')));
  });
}

/** Why a read fails whose patience runs out, without anybody's waiting for it. */
async function refusalOf(read: () => Promise<unknown>): Promise<unknown> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refused: unknown[] = [];
  const reading = read().catch((thrown: unknown) => refused.push(thrown));
  while (refused.length === 0) await vi.advanceTimersByTimeAsync(1_000);
  await reading;
  vi.useRealTimers();
  return refused[0];
}

async function rowsOf(raw: IDBDatabase, store: string): Promise<unknown> {
  const reading = raw.transaction(store).objectStore(store).getAll();
  return new Promise((resolve) => {
    reading.addEventListener('success', () => resolve(reading.result));
  });
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(() => {
  vi.useRealTimers();
  database.close({ disableAutoOpen: false });
});

describe('a database of a newer version', () => {
  const row = { id: 7, shape: 'of another time' };

  beforeEach(async () => {
    const raw = await openRaw(ownVersion + 10, (opened) => {
      opened.createObjectStore('conversations', { keyPath: 'id' }).put(row);
    });
    raw.close();
  });

  it('is refused by every operation, however often it is tried', async () => {
    for (let time = 0; time < 2; time += 1) {
      await expect(latestConversations(1)).rejects.toMatchObject({ code: 'storage-newer' });
      await expect(createConversation({ id: 1, ...lesson }, 1)).rejects.toMatchObject({ code: 'storage-newer' });
    }
    const both = await Promise.allSettled([latestMessages(1, 1), readDraft(1)]);
    expect(both).toMatchObject([{ reason: { code: 'storage-newer' } }, { reason: { code: 'storage-newer' } }]);
  });

  it('is left as it is', async () => {
    await expect(createConversation({ id: 1, ...lesson }, 1)).rejects.toThrow('storage-newer');
    const raw = await openRaw(ownVersion + 10);
    expect(await rowsOf(raw, 'conversations')).toEqual([row]);
    expect([...raw.objectStoreNames]).toEqual(['conversations']);
    raw.close();
  });
});

describe('an older version that another window holds', () => {
  it('blocks the upgrade, which is said, and works again once the window is closed', async () => {
    const raw = await openRaw(1);
    const blocked = { code: 'storage-blocked' };
    expect(await refusalOf(() => createConversation({ id: 1, ...lesson }, 1))).toMatchObject(blocked);
    expect(await refusalOf(() => latestConversations(1))).toMatchObject(blocked);
    raw.close();
    expect(await latestConversation()).toBeUndefined();
    await createConversation({ id: 2, ...lesson }, 1);
    expect(await latestConversation()).toMatchObject({ id: 2 });
  });

  it('blocks those too who wait behind another window that it blocks', async () => {
    const raw = await openRaw(1);
    const another = openRaw(ownVersion);
    expect(await refusalOf(() => latestConversation())).toMatchObject({ code: 'storage-blocked' });
    raw.close();
    (await another).close();
  });

  it('holds nobody up who closes it in time', async () => {
    const raw = await openRaw(1);
    raw.addEventListener('versionchange', () => raw.close());
    await createConversation({ id: 1, ...lesson }, 1);
    expect(await latestConversation()).toMatchObject({ id: 1 });
  });
});

describe('a window of a newer version', () => {
  it('is made way for, and what is asked after that is refused', async () => {
    await createConversation({ id: 1, ...lesson }, 1);
    const raw = await openRaw(ownVersion + 10);
    await expect(readConversation(1)).rejects.toMatchObject({ code: 'storage-newer' });
    await expect(saveDraft(1, 'Ho')).rejects.toMatchObject({ code: 'storage-newer' });
    expect(await rowsOf(raw, 'conversations')).toMatchObject([{ id: 1 }]);
    raw.close();
  });

  it('is waited for no longer than anybody else', async () => {
    await createConversation({ id: 1, ...lesson }, 1);
    const third = await openRaw(ownVersion);
    const newer = openRaw(ownVersion + 10);
    await new Promise((resolve) => {
      third.addEventListener('versionchange', resolve);
    });
    expect(await refusalOf(() => readConversation(1))).toMatchObject({ code: 'storage-newer' });
    third.close();
    (await newer).close();
  });
});

describe('IndexedDB', () => {
  it('that is missing, or refuses, is said', async () => {
    const whole = indexedDB;
    vi.stubGlobal('indexedDB', undefined);
    await expect(latestConversations(1)).rejects.toMatchObject({ code: 'storage' });
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('not here', 'SecurityError');
      },
      databases: async () => [],
    });
    await expect(saveDraft(1, 'Ho')).rejects.toMatchObject({ code: 'storage' });
    vi.stubGlobal('indexedDB', whole);
    await saveDraft(1, 'Ho');
    expect(await readDraft(1)).toBe('Ho');
  });

  it('that has no room left is said', async () => {
    await createConversation({ id: 1, ...lesson }, 1);
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(createConversation({ id: 2, ...lesson }, 1)).rejects.toMatchObject({ code: 'storage-full' });
  });
});

describe('what is read', () => {
  const reads: Record<string, () => Promise<unknown>> = {
    latestConversations: () => latestConversations(9),
    latestConversation: () => latestConversation(),
    readConversation: () => readConversation(1),
    'one read after another': async () => [await readDraft(9), await latestConversation()],
    latestMessages: () => latestMessages(1, 9),
    messagesBefore: () => messagesBefore(1, 9, 9),
    readReply: () => readReply('a'),
    readDraft: () => readDraft(1),
    usageOfDay: () => usageOfDay(dayOf(0)),
  };

  for (const state of ['open', 'closed'] as const) {
    it.each(Object.entries(reads))(`is observed from a store that is ${state}: %s`, async (_, read) => {
      await createConversation({ id: 1, ...lesson }, 1);
      if (state === 'closed') database.close({ disableAutoOpen: false });
      const seen: string[] = [];
      const subscription = liveQuery(read).subscribe((value) => seen.push(JSON.stringify(value) ?? ''));
      await vi.waitFor(() => expect(seen).toHaveLength(1));
      await saveDraft(1, 'Ho');
      await beginTurn({ conversationId: 1, turnId: 'a' }, 2);
      await saveDraft(1, 'Hola');
      await recordUsage('claude', { input: 1, output: 1 }, 0);
      await vi.waitFor(async () => expect(seen.at(-1)).toBe(JSON.stringify(await read())));
      expect(new Set(seen).size).toBeGreaterThan(1);
      subscription.unsubscribe();
    });
  }
});

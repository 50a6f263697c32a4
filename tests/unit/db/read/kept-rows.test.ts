import { beforeEach, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { readKeptRows } from '#lib/db/read/kept-rows.ts';
import { noRows } from '#lib/db/kept-tables.ts';
import { conversationOf, storeOf, turnOf } from '#tests/helpers/kept-rows.ts';

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
});

it('everything is read, however many rows there are, with keys of one field or of several', async () => {
  const glosses = Array.from({ length: 10_001 }, (_, index) => ({
    language: 'es',
    learnerLanguage: 'en',
    word: String(index).padStart(5, '0'),
    lemma: 'ocio',
    grammar: '',
    translation: 'leisure',
  }));
  const messages = Array.from({ length: 2_501 }, (_, turn) => turnOf(1, turn + 1)).flat();
  await database.glosses.bulkAdd(glosses);
  await database.messages.bulkAdd(messages);
  await database.jobs.add({
    key: 'extract/1',
    kind: 'extract',
    subject: '1',
    createdAt: 1,
    asked: 1,
    notBefore: 1,
    attempts: 0,
    leasedUntil: 0,
    lease: '',
  });
  const { rows, damaged } = await readKeptRows();
  expect(rows.glosses).toEqual(glosses);
  expect(new Set(rows.messages.map(({ id }) => id)).size).toBe(messages.length);
  expect({ ...rows, glosses: [], messages: [] }).toEqual(noRows());
  expect([...damaged.values()].flat()).toEqual([]);
});

it('damaged rows are told apart, as they are', async () => {
  const damaged = { ...conversationOf(2), level: 'Z9' };
  await database.table<unknown>('conversations').bulkAdd([conversationOf(1), damaged]);
  const found = await readKeptRows();
  expect(found.rows).toEqual(storeOf({ conversations: [conversationOf(1)] }));
  expect(found.damaged.get('conversations')).toEqual([damaged]);
  expect(found.damaged.get('messages')).toEqual([]);
});

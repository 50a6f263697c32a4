import { beforeEach, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { readKeptRows } from '#lib/db/read/kept-rows.ts';
import { mergeRows } from '#lib/db/write/merge-rows.ts';
import { cardOf, conversationOf, met, storeOf, turnOf, wordOf } from '#tests/helpers/kept-rows.ts';

const word = wordOf(met('ocio'));
const nothing = { slips: [], schedules: [], deletions: [] };

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  await database.conversations.add(conversationOf(1));
  await database.words.add(word);
  await database.schedules.add(cardOf(word, 'cloze'));
  await database.deletions.add({ id: 'facts/f', at: 1 });
});

it('puts and removes rows as it is planned by what is there', async () => {
  const put = storeOf({ conversations: [conversationOf(1, 90), conversationOf(2)], messages: turnOf(2, 1) });
  const planned = await mergeRows(({ rows }) => {
    expect(rows.words).toEqual([word]);
    return { put, remove: { ...nothing, schedules: [`${word.id}/cloze`], deletions: ['facts/f'] }, extra: 'kept' };
  });
  expect(planned.extra).toBe('kept');
  expect((await readKeptRows()).rows).toEqual(storeOf({ ...put, words: [word] }));
});

it('changes nothing where one row of all can not be written', async () => {
  const before = await readKeptRows();
  const words = Array.from({ length: 2_500 }, (_, index) => wordOf(met(`palabra ${index}`)));
  // Another word has its key.
  const put = storeOf({ conversations: [conversationOf(2)], words: [...words, { ...word, id: 'other' }] });
  await expect(
    mergeRows(() => ({ put, remove: { ...nothing, schedules: [`${word.id}/cloze`] } })),
  ).rejects.toMatchObject({
    name: 'PatterError',
    code: 'storage',
  });
  expect(await readKeptRows()).toEqual(before);
});

it('changes nothing where planning fails, and takes what it threw', async () => {
  const before = await readKeptRows();
  const fault = new Error('no plan');
  await expect(
    mergeRows(() => {
      throw fault;
    }),
  ).rejects.toMatchObject({ code: 'storage', cause: fault });
  expect(await readKeptRows()).toEqual(before);
});

it('tells how many rows are written, from none to all', async () => {
  const words = Array.from({ length: 4_500 }, (_, index) => wordOf(met(`palabra ${index}`), { id: `word ${index}` }));
  const told: [number, number][] = [];
  const put = storeOf({ conversations: [conversationOf(2)], words });
  await mergeRows(
    () => ({ put, remove: nothing }),
    (done, all) => told.push([done, all]),
  );
  expect(told).toEqual([0, 1, 2_001, 4_001, 4_501].map((done) => [done, 4_501]));
});

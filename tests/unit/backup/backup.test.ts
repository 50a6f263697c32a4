import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { contentsOf } from '#lib/backup/contents.ts';
import { makeBackup, previewBackup, restoreBackup } from '#lib/backup/backup.ts';
import { database } from '#lib/db/database.ts';
import { noRows, type KeptRows } from '#lib/db/kept-tables.ts';
import { readKeptRows } from '#lib/db/read/kept-rows.ts';
import { deleteConversation, purgeDeleted } from '#lib/db/write/conversations.ts';
import { deleteFact, restoreFact } from '#lib/db/write/memory.ts';
import { beginTurn, checkpointTurn, endTurn } from '#lib/db/write/turns.ts';
import { deleteWord, editWord, purgeWords } from '#lib/db/write/words.ts';
import { firstSettings } from '#lib/settings/settings.ts';
import { aStoreWithDeletions, aStoreWithEdits } from '#tests/helpers/arbitrary-stores.ts';
import { byKey, conversationOf, met, storeOf, turnOf, wordOf } from '#tests/helpers/kept-rows.ts';
import { Random } from '#tests/helpers/random.ts';

const settings = firstSettings('en');
const now = 1_000;

async function fill(rows: KeptRows): Promise<void> {
  for (const table of database.tables) await table.clear();
  for (const [table, found] of Object.entries(rows)) await database.table<unknown>(table).bulkAdd([...found]);
}

async function made(): Promise<Blob> {
  return new Response((await makeBackup(settings, '1.2.3', now)).bytes).blob();
}

function holdsTheSame(spoilt: Uint8Array, bytes: Uint8Array): boolean {
  try {
    return gunzipSync(spoilt).equals(gunzipSync(bytes));
  } catch {
    return false;
  }
}

const ignored = (): void => undefined;

const present = async () => byKey((await readKeptRows()).rows);

beforeEach(() => fill(noRows()));

const fact = { id: 'f', language: 'es', text: 'Dog', messageId: 'turn 9.1/learner', quote: 'perro', createdAt: 1 };
const word = wordOf(met('ocio'));
const store = storeOf({
  conversations: [conversationOf(1), conversationOf(2)],
  messages: [...turnOf(1, 1), ...turnOf(2, 1)],
  words: [word],
  facts: [fact],
});

describe('a backup of the store', () => {
  it('fills an empty one with all that was in it, row by row', async () => {
    await fc.assert(
      fc.asyncProperty(aStoreWithDeletions, async (rows) => {
        await fill(rows);
        const backup = await made();
        await fill(noRows());
        await restoreBackup(backup, false, ignored);
        expect(await present()).toEqual(byKey(contentsOf(rows)));
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it('is merged into another, and the second time changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(aStoreWithEdits, aStoreWithEdits, async (here, rows) => {
        await fill(rows);
        const backup = await made();
        await fill(here);
        await restoreBackup(backup, false, ignored);
        const once = await present();
        const { tallies } = await restoreBackup(backup, false, ignored);
        expect(Object.values(tallies).every(({ added, updated }) => added + updated === 0)).toBe(true);
        expect(await present()).toEqual(once);
      }),
      { seed: 8, numRuns: 60 },
    );
  });

  it('tells what it would change, and changes nothing by that', async () => {
    await fill(store);
    const backup = await made();
    await fill(storeOf({ conversations: [conversationOf(1)], deletions: [{ id: 'facts/f', at: 9 }] }));
    const before = await present();
    const preview = await previewBackup(backup);
    expect(preview).toMatchObject({ madeAt: now, app: '1.2.3', damaged: 0, settings });
    expect(preview.deleted).toEqual({ conversations: 0, words: 0, facts: 1 });
    expect(preview.tallies.conversations).toEqual({ inBackup: 2, added: 1, updated: 0 });
    expect(await present()).toEqual(before);
    expect((await restoreBackup(backup, true, ignored)).tallies.facts.added).toBe(1);
    expect(await present()).toEqual(byKey(store));
  });

  it('lacks what can not be read, says how much, and mends it where it was read before', async () => {
    await fill(store);
    const whole = await made();
    await database.table<unknown>('conversations').put({ ...conversationOf(2), level: 'Z9' });
    const { bytes, damaged } = await makeBackup(settings, '1.2.3', now);
    expect(damaged).toBe(1);
    const partial = await previewBackup(await new Response(bytes).blob());
    expect(partial.tallies.conversations.inBackup).toBe(1);
    expect(partial.tallies.messages.inBackup).toBe(2);
    await restoreBackup(whole, false, ignored);
    expect(await present()).toEqual(byKey(store));
  });

  it.each(['backup-damaged', 'backup-foreign'])('that is refused (%s) changes nothing', async (code) => {
    await fill(store);
    const backup = await made();
    const other = storeOf({ conversations: [conversationOf(3)] });
    await fill(other);
    const bytes = new Uint8Array(await backup.arrayBuffer());
    const spoilt = code === 'backup-foreign' ? bytes.slice(2) : bytes.slice(0, -9);
    const file = new Blob([spoilt]);
    await expect(previewBackup(file)).rejects.toMatchObject({ name: 'PatterError', code });
    await expect(restoreBackup(file, true, ignored)).rejects.toMatchObject({ name: 'PatterError', code });
    expect(await present()).toEqual(byKey(other));
  });

  it('changes nothing where any of its bytes are others', async () => {
    await fill(store);
    const bytes = new Uint8Array(await (await made()).arrayBuffer());
    const other = storeOf({ conversations: [conversationOf(3)] });
    await fill(other);
    const before = await present();
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = new Random(seed);
      const spoilt = bytes.slice();
      const at = random.below(bytes.length);
      spoilt[at] = (spoilt[at] ?? 0) ^ (1 << random.below(8));
      // Some bits of gzip need not mean anything, such as the system that wrote it.
      if (holdsTheSame(spoilt, bytes)) continue;
      await expect(restoreBackup(new Blob([spoilt]), true, ignored), `seed ${seed}`).rejects.toMatchObject({
        name: 'PatterError',
      });
      expect(await present()).toEqual(before);
    }
  });
});

describe('while a reply is arriving', () => {
  const turn = { conversationId: 1, turnId: 'live', text: 'Hola' };

  it('a backup holds what there is of it, as broken off', async () => {
    await fill(store);
    await beginTurn(turn, 50);
    await checkpointTurn('live', 'Bue');
    const backup = await made();
    await fill(noRows());
    await restoreBackup(backup, false, ignored);
    expect(await database.messages.get('live/tutor')).toMatchObject({ text: 'Bue', state: 'interrupted' });
  });

  it('a backup leaves it alone, and it is written down to its end', async () => {
    await fill(store);
    await beginTurn(turn, 50);
    const backup = await made();
    await Promise.all([
      checkpointTurn('live', 'Buenos'),
      restoreBackup(backup, true, ignored),
      checkpointTurn('live', 'Buenos días'),
    ]);
    expect(await database.messages.get('live/tutor')).toMatchObject({ text: 'Buenos días', state: 'arriving' });
    await endTurn('live', { state: 'done', text: 'Buenos días', endedAt: 60 });
    await restoreBackup(backup, true, ignored);
    expect(await database.messages.get('live/tutor')).toMatchObject({ text: 'Buenos días', state: 'done' });
  });
});

describe('what was deleted after the backup', () => {
  it('is not brought back, soon after and once it is gone', async () => {
    await fill(store);
    const backup = await made();
    await deleteConversation(2, 50);
    await deleteWord(word.id, 50);
    await deleteFact('f', 50);
    for (const purged of [false, true]) {
      if (purged) {
        await purgeDeleted(60);
        await purgeWords(60);
      }
      const before = await present();
      expect((await previewBackup(backup)).deleted).toEqual({ conversations: 1, words: 1, facts: 1 });
      await restoreBackup(backup, false, ignored);
      expect(await present()).toEqual(before);
    }
    expect((await readKeptRows()).rows.deletions).toHaveLength(3);
    await restoreBackup(backup, true, ignored);
    expect(await present()).toEqual(byKey(store));
  });

  it('is none of it where the deletion was taken back', async () => {
    await fill(store);
    await deleteFact('f', 50);
    await restoreFact(fact);
    expect(await present()).toEqual(byKey(store));
  });
});

it('an edit of a word is dated, and not undone by an older backup', async () => {
  await fill(store);
  const backup = await made();
  await editWord(word.id, { translation: 'free time' }, 50);
  await restoreBackup(backup, false, ignored);
  expect(await database.words.get(word.id)).toMatchObject({ translation: 'free time', editedAt: 50 });
});

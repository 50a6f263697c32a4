import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { leaveFile } from '#lib/backup/handover.ts';
import { database } from '#lib/db/database.ts';
import * as parts from '#lib/db/write/import-words.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { wordList } from '#lib/word-files/word-list.ts';
import { WordImporter } from '#lib/word-import/importer.ts';
import { readLedger, watchLedger, writeLedger, type ImportLedger } from '#lib/word-import/ledger.ts';
import { fileSystem } from '#tests/helpers/file-system.ts';
import { film } from '#tests/helpers/learnt-words.ts';
import { until } from '#tests/helpers/until.ts';

const now = new Date(2026, 4, 10, 12).getTime();
const total = 2_400;
const words = Array.from({ length: total }, (_, index) => ({ ...film, lemma: `libro${index}` }));

let files: Map<string, File>;
let clock = now;
let turnsOver = Promise.resolve();
const importer = () => new WordImporter({ now: () => clock, turnsOver: () => turnsOver });
const left = () => leaveFile(new Blob([wordList(words)]).stream());
const begin = async (by: WordImporter) => by.begin({ file: await left(), language: 'es' });

/** Has an import come to a part, and hands over how to go on from there. */
function holdAt(part: number) {
  const real = parts.importSome;
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let calls = 0;
  vi.spyOn(parts, 'importSome').mockImplementation(async (...input) => {
    calls += 1;
    if (calls === part) {
      reached.resolve();
      await go.promise;
    }
    return real(...input);
  });
  return { reached: reached.promise, go };
}

beforeEach(async () => {
  clock = now;
  turnsOver = Promise.resolve();
  files = fileSystem();
  for (const table of database.tables) await table.clear();
});
afterEach(() => vi.restoreAllMocks());

describe('an import', () => {
  test('comes in a few words at a time, tells how far it is, and leaves no file', async () => {
    const told: ImportLedger[] = [];
    const end = watchLedger((ledger) => ledger !== null && told.push(ledger));
    await begin(importer());
    end();
    expect(told.map(({ state, done, added }) => [state, done, added])).toEqual([
      ['running', 0, 0],
      ['running', 1_000, 1_000],
      ['running', 2_000, 2_000],
      ['running', 2_400, 2_400],
      ['done', 2_400, 2_400],
    ]);
    expect(await database.words.count()).toBe(total);
    expect(files.size).toBe(0);
  });

  test('that is stopped can be gone on with, and has every word once', async () => {
    const { reached, go } = holdAt(2);
    const by = importer();
    const began = begin(by);
    await reached;
    const stopped = by.stop();
    go.resolve();
    await Promise.all([began, stopped]);
    expect(await readLedger()).toMatchObject({ state: 'stopped', done: 2_000, added: 2_000, total });
    expect(await database.words.count()).toBe(2_000);
    await by.goOn();
    expect(await readLedger()).toMatchObject({ state: 'done', done: total, added: total });
    expect(await database.words.count()).toBe(total);
    expect(files.size).toBe(0);
  });

  test('whose worker was killed between its words and its ledger is told of, and gone on with by the next', async () => {
    await begin(importer());
    // The words of the second part are there, and the ledger does not know of them.
    const ledger = await readLedger();
    if (ledger === null) throw new Error('no ledger');
    const file = await left();
    await writeLedger({ ...ledger, file, state: 'running', done: 1_000, added: 1_000 });
    const next = importer();
    await next.stop();
    expect(await readLedger()).toMatchObject({ state: 'stopped', done: 1_000, added: 1_000 });
    await next.goOn();
    expect(await readLedger()).toMatchObject({ state: 'done', done: total, added: total });
    expect(await database.words.count()).toBe(total);
  });

  test('makes way for a turn, and can be stopped meanwhile', async () => {
    const turn = Promise.withResolvers<void>();
    const { reached, go } = holdAt(2);
    const by = importer();
    const began = begin(by);
    await reached;
    turnsOver = turn.promise;
    go.resolve();
    await until(async () => (await readLedger())?.done === 2_000 || null);
    await by.stop();
    await began;
    expect(await readLedger()).toMatchObject({ state: 'stopped', done: 2_000 });
    const goingOn = by.goOn();
    await until(async () => (await readLedger())?.state === 'running' || null);
    expect(await database.words.count()).toBe(2_000);
    turn.resolve();
    await goingOn;
    expect(await readLedger()).toMatchObject({ state: 'done', done: total });
  });

  test('can be waited for, also where it can not be kept', async () => {
    const by = importer();
    await by.atRest();
    const full = vi.spyOn(parts, 'importSome').mockRejectedValueOnce(new PatterError('storage-full'));
    const began = begin(by).catch(() => undefined);
    await until(async () => full.mock.calls.length > 0 || (await readLedger()));
    await by.atRest();
    expect(await readLedger()).toMatchObject({ state: 'stopped', done: 0 });
    await began;
    const goingOn = by.goOn();
    await by.atRest();
    expect(await readLedger()).toMatchObject({ state: 'done' });
    await goingOn;
  });

  test('that can not be kept stops there, with what it has', async () => {
    const real = parts.importSome;
    const some = vi.spyOn(parts, 'importSome');
    some.mockImplementationOnce((...input) => real(...input)).mockRejectedValueOnce(new PatterError('storage-full'));
    const by = importer();
    await expect(begin(by)).rejects.toMatchObject({ code: 'storage-full' });
    expect(await readLedger()).toMatchObject({ state: 'stopped', done: 1_000, added: 1_000 });
    await by.goOn();
    expect(await readLedger()).toMatchObject({ state: 'done', added: total });
  });

  test('does not begin before an earlier one is settled', async () => {
    const real = parts.importSome;
    vi.spyOn(parts, 'importSome').mockRejectedValueOnce(new PatterError('storage-full')).mockImplementation(real);
    const by = importer();
    await expect(begin(by)).rejects.toBeInstanceOf(PatterError);
    await begin(by);
    expect(await database.words.count()).toBe(0);
    expect(files.size).toBe(1);
    await by.settle();
    expect([await readLedger(), files.size]).toEqual([null, 0]);
    await begin(by);
    expect(await database.words.count()).toBe(total);
  });

  test('whose list is gone can not be gone on with, but settled', async () => {
    const by = importer();
    const ledger = { id: 'a', file: 'gone', language: 'es', startedAt: now, total, done: 1_000, added: 1_000 };
    await writeLedger({ ...ledger, state: 'stopped' });
    await expect(by.goOn()).rejects.toMatchObject({ code: 'storage' });
    expect(await readLedger()).toMatchObject({ state: 'stopped', done: 1_000 });
    await by.settle();
    expect(await readLedger()).toBeNull();
  });

  test('of what is no list changes nothing', async () => {
    const file = await leaveFile(new Blob(['{"lemma":""}']).stream());
    await expect(importer().begin({ file, language: 'es' })).rejects.toMatchObject({ code: 'bug' });
    expect(await database.words.count()).toBe(0);
  });
});

describe('an import that is taken back', () => {
  test('is so whole, and says how far it is', async () => {
    const by = importer();
    await begin(by);
    const told: ImportLedger[] = [];
    const end = watchLedger((ledger) => ledger !== null && told.push(ledger));
    await by.takeBack();
    end();
    expect(told.map(({ state, added }) => [state, added])).toEqual([
      ['undoing', 2_400],
      ['undoing', 400],
      ['undoing', 0],
      ['undone', 0],
    ]);
    expect([await database.words.count(), await database.knownWords.count()]).toEqual([0, 0]);
  });

  test('makes way for a turn', async () => {
    const by = importer();
    await begin(by);
    const turn = Promise.withResolvers<void>();
    turnsOver = turn.promise;
    const takingBack = by.takeBack();
    await until(async () => (await readLedger())?.state === 'undoing' || null);
    expect(await database.words.count()).toBe(total);
    turn.resolve();
    await takingBack;
    expect(await database.words.count()).toBe(0);
  });

  test('also where it was stopped, or the worker was killed while it went', async () => {
    await begin(importer());
    const ledger = await readLedger();
    if (ledger === null) throw new Error('no ledger');
    await writeLedger({ ...ledger, state: 'undoing', added: 2_400 });
    const next = importer();
    await next.goOn();
    expect(await readLedger()).toMatchObject({ state: 'undo-stopped', added: 2_400 });
    expect(await database.words.count()).toBe(total);
    await next.takeBack();
    expect(await readLedger()).toMatchObject({ state: 'undone' });
    expect(await database.words.count()).toBe(0);
  });
});

test('an import that has long been over is not told of any more', async () => {
  await begin(importer());
  clock = now + 23 * 60 * 60 * 1000;
  await importer().stop();
  expect(await readLedger()).toMatchObject({ state: 'done' });
  clock = now + 25 * 60 * 60 * 1000;
  await importer().stop();
  expect(await readLedger()).toBeNull();
});

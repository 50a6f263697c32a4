import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '#lib/backup/contents.ts';
import { digestLine } from '#lib/backup/format.ts';
import { readBackup } from '#lib/backup/read-backup.ts';
import { writeBackup, type BackupDetails } from '#lib/backup/write-backup.ts';
import type { KeptRows } from '#lib/db/kept-tables.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { firstSettings } from '#lib/settings/settings.ts';
import { aStoreWithDeletions } from '#tests/helpers/arbitrary-stores.ts';
import { conversationOf, met, storeOf, turnOf, wordOf } from '#tests/helpers/kept-rows.ts';
import { Random } from '#tests/helpers/random.ts';

const details: BackupDetails = { madeAt: 1_000, app: '1.2.3', database: 5, settings: firstSettings('en') };

async function bytesOf(rows: KeptRows, changed: Partial<BackupDetails> = {}): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(await new Response(writeBackup(rows, { ...details, ...changed })).arrayBuffer());
}

const blob = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]);
const linesOf = (bytes: Buffer) => gunzipSync(bytes).toString().trimEnd().split('\n');
const packed = (lines: readonly string[]) => Buffer.from(gzipSync(`${lines.join('\n')}\n`));

/** Lines with the digest that they ought to have. */
async function signed(lines: readonly unknown[]): Promise<Buffer<ArrayBuffer>> {
  const texts = lines.map((line) => JSON.stringify(line));
  let digest = '';
  for (const text of texts) digest = await digestLine(digest, text);
  return packed([...texts, JSON.stringify({ digest })]);
}

async function codeOf(bytes: Uint8Array<ArrayBuffer>, database = 5): Promise<string> {
  try {
    await readBackup(blob(bytes), database);
    return 'read';
  } catch (thrown) {
    if (!(thrown instanceof PatterError)) throw thrown;
    return thrown.code;
  }
}

const someRows = storeOf({
  conversations: [conversationOf(1), conversationOf(2)],
  messages: [...turnOf(1, 1), ...turnOf(1, 2)],
  words: ['película', '映画', 'فيلم', '👩‍👩‍👧', '\ud800'].map((lemma) => wordOf(met(lemma))),
});

describe('a backup', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(aStoreWithDeletions, async (store) => {
        const rows = contentsOf(store);
        expect(await readBackup(blob(await bytesOf(rows)), 5)).toMatchObject({ rows, damaged: 0 });
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it('keeps all scripts, more rows than a line holds, and says what it is', async () => {
    const words = Array.from({ length: 450 }, (_, index) => wordOf(met(`palabra ${index}`)));
    const rows = storeOf(someRows, { words });
    const backup = await readBackup(blob(await bytesOf(rows)), 5);
    expect(backup.rows).toEqual(rows);
    expect(backup.header).toMatchObject({ madeAt: 1_000, app: '1.2.3', version: 1, database: 5 });
    expect(backup.header.counts).toMatchObject({ words: 455, messages: 4, facts: 0 });
    expect(backup.settings).toEqual(firstSettings('en'));
    expect(linesOf(await bytesOf(rows)).length).toBe(1 + 1 + 1 + 3 + 1);
  });

  it('of an older database is read', async () => {
    expect(await codeOf(await bytesOf(someRows, { database: 4 }))).toBe('read');
  });

  it('has rows that are no use left out, and counted', async () => {
    const lines = linesOf(await bytesOf(someRows)).map((line) => JSON.parse(line) as Record<string, unknown>);
    const [header, conversations, ...others] = lines.slice(0, -1);
    const rows = conversations?.['rows'] as object[];
    const spoilt = {
      ...conversations,
      rows: [
        { ...rows[0], level: 'Z9' },
        { ...rows[1], invented: 'field' },
      ],
    };
    const backup = await readBackup(blob(await signed([header, spoilt, ...others])), 5);
    expect(backup.damaged).toBe(1);
    expect(backup.rows.conversations).toEqual([conversationOf(2)]);
    expect(backup.rows.words).toEqual(someRows.words);
  });

  it('without settings that can be read has none', async () => {
    const [header, ...lines] = linesOf(await bytesOf(storeOf())).map((line) => JSON.parse(line) as object);
    const bytes = await signed([{ ...header, settings: { tutor: 'nobody' } }, ...lines.slice(0, -1)]);
    expect((await readBackup(blob(bytes), 5)).settings).toBeNull();
  });
});

describe('a file that can not be restored', () => {
  it.each([
    ['an empty file', Buffer.from('')],
    ['a text', Buffer.from('front,back\n')],
    ['JSON', Buffer.from('{"format":"patter-backup"}')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ['other compressed text', Buffer.from(gzipSync('front,back\n'))],
    ['compressed nothing', Buffer.from(gzipSync(''))],
    ['other compressed JSON', Buffer.from(gzipSync('{"format":"other","version":1}\n'))],
  ])('is no backup: %s', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('backup-foreign');
  });

  it('was made by a newer version, by its format or its database', async () => {
    const [header, ...lines] = linesOf(await bytesOf(someRows));
    const newer = JSON.stringify({ ...(JSON.parse(header ?? '') as object), version: 2, invented: [] });
    expect(await codeOf(packed([newer, ...lines]))).toBe('backup-newer');
    expect(await codeOf(await bytesOf(someRows, { database: 6 }))).toBe('backup-newer');
  });

  it('was cut anywhere', async () => {
    const bytes = await bytesOf(someRows);
    for (let length = 2; length < bytes.length; length += 1) {
      expect(await codeOf(Buffer.from(bytes.subarray(0, length)))).toBe('backup-damaged');
    }
  });

  it('lacks a line, has one twice, in another order, or changed', async () => {
    const lines = linesOf(await bytesOf(someRows));
    for (let index = 1; index < lines.length; index += 1) {
      const line = lines[index] ?? '';
      expect(await codeOf(packed(lines.toSpliced(index, 1)))).toBe('backup-damaged');
      expect(await codeOf(packed(lines.toSpliced(index, 0, line)))).toBe('backup-damaged');
      expect(await codeOf(packed(lines.toSpliced(index, 1, line.replace('a', 'b'))))).toBe('backup-damaged');
    }
    expect(await codeOf(packed(lines.with(1, lines[2] ?? '').with(2, lines[1] ?? '')))).toBe('backup-damaged');
    expect(await codeOf(packed([...lines, '{}']))).toBe('backup-damaged');
    const header = lines[0]?.replace('"madeAt":1000', '"madeAt":2000') ?? '';
    expect(await codeOf(packed(lines.with(0, header)))).toBe('backup-damaged');
  });

  it('has other rows than it says, or tables that nobody knows', async () => {
    const [header, ...lines] = linesOf(await bytesOf(someRows)).map((line) => JSON.parse(line) as object);
    const pieces = lines.slice(0, -1);
    expect(await codeOf(await signed([header, ...pieces]))).toBe('read');
    expect(await codeOf(await signed([header, ...pieces.slice(1)]))).toBe('backup-damaged');
    expect(await codeOf(await signed([header, ...pieces, { table: 'jobs', rows: [] }]))).toBe('backup-damaged');
    expect(await codeOf(await signed([header, ...pieces, { table: 'toString', rows: [] }]))).toBe('backup-damaged');
    expect(await codeOf(await signed([{ ...header, madeAt: 'today' }, ...pieces]))).toBe('backup-damaged');
  });

  it('is told of by a PatterError whatever happens to its bytes', async () => {
    const bytes = await bytesOf(someRows);
    const lines = linesOf(bytes);
    const codes = new Map<string, number>();
    const unhandled: unknown[] = [];
    const keep = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', keep);
    for (let seed = 1; seed <= 2_500; seed += 1) {
      const random = new Random(seed);
      // Every other one within its gzip, so that more than the checksum is tried.
      const within = random.below(2) === 0;
      const source = within ? Buffer.from(lines.join('\n')) : bytes;
      const spoilt = mutated(source, random);
      if (spoilt.equals(source)) continue;
      const file = within ? Buffer.from(gzipSync(spoilt)) : spoilt;
      const code = await codeOf(file);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      // In gzip's header are bits without meaning, such as the system that wrote it.
      if (code === 'read') expect((await readBackup(blob(file), 5)).rows, `seed ${seed}`).toEqual(someRows);
    }
    process.off('unhandledRejection', keep);
    expect(unhandled).toEqual([]);
    const expected = new Set(['backup-damaged', 'backup-foreign', 'backup-newer', 'read']);
    expect([...codes.keys()].filter((code) => !expected.has(code))).toEqual([]);
    expect(codes.get('backup-damaged')).toBeGreaterThan(2_000);
    expect(codes.get('read')).toBeLessThan(25);
  });
});

function mutated(bytes: Uint8Array, random: Random): Buffer<ArrayBuffer> {
  const result = Buffer.from(bytes);
  const at = random.below(result.length);
  switch (random.below(4)) {
    case 0:
      result[at] = (result[at] ?? 0) ^ (1 << random.below(8));
      return result;
    case 1:
      result[at] = random.below(256);
      return result;
    case 2:
      return Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + random.below(40))]);
    default:
      return Buffer.concat([result.subarray(0, at), Buffer.from([random.below(256)]), result.subarray(at)]);
  }
}

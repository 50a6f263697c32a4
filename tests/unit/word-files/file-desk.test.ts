import initSqlJs from 'sql.js';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { database } from '#lib/db/database.ts';
import { importedWords, importSome } from '#lib/db/write/import-words.ts';
import { wordsOfLines } from '#lib/word-files/word-list.ts';
import { fileSystem } from '#tests/helpers/file-system.ts';
import { createFileDesk } from '#lib/word-files/file-desk.ts';
import { noteNames } from '#tests/helpers/anki.ts';
import { film, relax } from '#tests/helpers/learnt-words.ts';

const now = new Date(2026, 4, 10, 12).getTime();
const choice = { languages: ['es'], suspended: false };
const desk = () =>
  createFileDesk(
    () => initSqlJs(),
    () => now,
  );
const spanish = { language: 'es', learnerLanguage: 'en', grammar: noteNames.grammar };

let files: Map<string, File>;

async function wordsLeft(name: Promise<string>) {
  return wordsOfLines(((await files.get(await name)?.text()) ?? '').split('\n'));
}

beforeEach(async () => {
  files = fileSystem();
  for (const table of database.tables) await table.clear();
  const of = { id: 'list', startedAt: now, total: 2 };
  await importSome(importedWords([relax, film], 0, of), of);
});

describe('a file desk', () => {
  test('writes a package, a text and a spreadsheet of the words that are chosen', async () => {
    const { write } = desk();
    const written = await write({ format: 'package', choice, names: noteNames });
    expect(written.count).toBe(2);
    expect(Object.keys(unzipSync(written.bytes))).toContain('collection.anki2');
    const text = await write({ format: 'text', choice, names: noteNames });
    expect(new TextDecoder().decode(text.bytes)).toContain('\tla película\t');
    const sheet = await write({ format: 'spreadsheet', choice, names: noteNames });
    const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(sheet.bytes).split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFWord,Meaning,Article,/);
    expect(lines[1]).toContain('película,film,la,,noun,f,,Vimos una película muy divertida.,película,A2,es,learning,');
  });

  test.each(['text', 'spreadsheet'] as const)('reads its own %s, and knows every word in it again', async (format) => {
    const { write, open, check, leave } = desk();
    const { bytes } = await write({ format, choice, names: noteNames });
    const { header, columns } = await open({ file: new Blob([bytes]) });
    const reading = { ...spanish, header, columns };
    expect(await check(reading)).toMatchObject({ fresh: 0, there: 2, problemCount: 0 });
    for (const table of database.tables) await table.clear();
    expect(await check(reading)).toMatchObject({ fresh: 2, there: 0, problemCount: 0 });
    const read = await wordsLeft(leave());
    expect(read.map(({ lemma }) => lemma)).toEqual(['película', 'relajarse']);
    const { level, ...rest } = film;
    expect(read[0]).toMatchObject(rest);
    // Anki has it among the tags.
    expect(read[0]?.level).toBe(format === 'text' ? undefined : level);
  });

  test('tells what an import would do, and gives out what is new', async () => {
    const { open, check, leave } = desk();
    const opened = await open({ file: 'Word,Meaning\nmesa,table\npelícula,film\n,x\n' });
    expect(opened).toEqual({
      labels: ['Word', 'Meaning'],
      header: true,
      columns: { lemma: 0, translation: 1 },
      rows: [
        ['Word', 'Meaning'],
        ['mesa', 'table'],
        ['película', 'film'],
        ['', 'x'],
      ],
    });
    const reading = { ...spanish, header: opened.header, columns: opened.columns };
    expect(await check(reading)).toMatchObject({
      fresh: 1,
      there: 1,
      problemCount: 1,
      problems: [{ line: 4, problem: 'no-word', text: 'x' }],
      words: [{ lemma: 'mesa', translation: 'table' }],
    });
    expect((await wordsLeft(leave())).map(({ lemma }) => lemma)).toEqual(['mesa']);
    // Read as another language, all are new.
    expect(await check({ ...reading, language: 'pt' })).toMatchObject({ fresh: 2, there: 0 });
  });

  test.each([
    ['a zip', new Blob(['PK\u0003\u0004…'])],
    ['a picture', new Blob(['\u0089PNG\r\n', Uint8Array.from({ length: 900 }, (_, at) => (at * 37) % 256)])],
    ['nothing', ''],
  ])('does not read %s', async (_, file) => {
    await expect(desk().open({ file })).rejects.toMatchObject({ code: 'table-unreadable' });
  });

  test('reads German words that begin as a zip does', async () => {
    expect((await desk().open({ file: new Blob(['PKW;car\n']) })).rows).toEqual([['PKW', 'car']]);
  });

  test('reads no more than can be sent at once', async () => {
    const rows = 'a,b\n'.repeat(100_001);
    await expect(desk().open({ file: rows })).rejects.toMatchObject({ code: 'table-too-large' });
    const large = new Blob([new Uint8Array(24 * 1024 * 1024 + 1)]);
    await expect(desk().open({ file: large })).rejects.toMatchObject({ code: 'table-too-large' });
  });

  test('checks nothing before it was given something', async () => {
    await expect(desk().check({ ...spanish, header: false, columns: {} })).rejects.toMatchObject({ code: 'bug' });
  });
});

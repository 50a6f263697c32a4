import { unzipSync } from 'fflate';
import initSqlJs from 'sql.js';
import { expect, test } from 'vitest';
import { ankiPackage } from '#lib/anki/package.ts';
import { packageOf, withNote } from '#tests/helpers/anki.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';

const createdAt = new Date(2026, 0, 5, 12).getTime();
const now = new Date(2026, 1, 5, 12).getTime();

async function collectionIn(bytes: Uint8Array): Promise<(query: string) => unknown[][]> {
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(['collection.anki2', 'media']);
  expect(new TextDecoder().decode(files.media)).toBe('{}');
  const { Database } = await initSqlJs();
  const database = new Database(files['collection.anki2']);
  return (query) => database.exec(query)[0]?.values ?? [];
}

test('a package holds a whole collection: notes, cards, decks, and the note type with its fields', async () => {
  const items = [
    withNote(learntWord(relax, { id: 'a', createdAt, answers: [[createdAt + 5000, 4]] })),
    withNote(learntWord({ ...film, language: 'fr' }, { id: 'b', createdAt, state: 'suspended' })),
  ];
  const query = await collectionIn(await packageOf(items, now));
  expect(query('PRAGMA integrity_check')).toEqual([['ok']]);
  expect(query('SELECT ver, crt FROM col')).toEqual([[11, new Date(2026, 0, 5, 4).getTime() / 1000]]);
  const [[models, decks, config] = []] = query('SELECT models, decks, conf FROM col');
  const [model] = Object.values(JSON.parse(String(models)) as Record<string, { id: number; flds: unknown[] }>);
  expect(query('SELECT DISTINCT mid FROM notes')).toEqual([[model?.id]]);
  expect(JSON.parse(String(config))).toMatchObject({ rollover: 4, schedVer: 2 });
  const names = new Map(
    Object.values(JSON.parse(String(decks)) as Record<string, { id: number; name: string }>).map((deck) => [
      deck.id,
      deck.name,
    ]),
  );
  const cards = query('SELECT guid, did, ord, queue, due FROM cards JOIN notes ON notes.id = nid ORDER BY guid, ord');
  expect(cards.map(([guid, did, ord, queue, due]) => [guid, names.get(Number(did)), ord, queue, due])).toEqual([
    ['a', 'Patter::Spanish', 0, 2, 8],
    ['a', 'Patter::Spanish', 1, 0, 1],
    ['a', 'Patter::Spanish', 2, 0, 1],
    ['b', 'Patter::French', 0, -1, 2],
    ['b', 'Patter::French', 1, -1, 2],
    ['b', 'Patter::French', 2, -1, 2],
  ]);
  const fields = query('SELECT flds, sfld FROM notes ORDER BY guid');
  expect(fields.map(([flds]) => String(flds).split('\u001F').length)).toEqual([model?.flds.length, model?.flds.length]);
  expect(fields.map(([, sorted]) => sorted)).toEqual(['relajarse', 'la película']);
  // SHA-1 of "a", its first eight digits.
  expect(query("SELECT csum FROM notes WHERE guid = 'a'")).toEqual([[0x86_f7_e4_37]]);
  expect(query('SELECT id, ease FROM revlog')).toEqual([[createdAt + 5000, 4]]);
});

test('words that were made at the same time have ids of their own, and are written all', async () => {
  const items = Array.from({ length: 300 }, (_, index) =>
    withNote(
      learntWord({ ...relax, lemma: `palabra${index}` }, { id: `w${index}`, createdAt: createdAt + (index % 3) }),
    ),
  );
  const query = await collectionIn(await packageOf(items, now));
  expect(query('SELECT count(*), count(DISTINCT guid) FROM notes')).toEqual([[300, 300]]);
  expect(query('SELECT count(*), count(DISTINCT nid) FROM cards')).toEqual([[900, 300]]);
});

test('a note’s time is that of the word’s last change: what was not changed is not written over', async () => {
  const { word, cards, reviews } = learntWord(relax, { id: 'a', createdAt });
  const query = await collectionIn(
    await packageOf(
      [withNote({ word, cards, reviews }), withNote({ word: { ...word, id: 'b', editedAt: now }, cards: [], reviews })],
      now,
    ),
  );
  expect(query('SELECT mod FROM notes ORDER BY guid')).toEqual([[createdAt / 1000], [now / 1000]]);
  // A word whose cards are not there yet has new ones.
  expect(query("SELECT count(*) FROM cards JOIN notes ON notes.id = nid WHERE guid = 'b' AND queue = 0")).toEqual([
    [3],
  ]);
});

test('nothing is a package too', async () => {
  const query = await collectionIn(await packageOf([], now));
  expect(query('SELECT count(*) FROM notes')).toEqual([[0]]);
});

test('without SQLite it is a bug, and no other error', async () => {
  await expect(ankiPackage([], () => Promise.reject(new Error('no wasm')), now)).rejects.toMatchObject({ code: 'bug' });
});

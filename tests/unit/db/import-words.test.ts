import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { countLearnt, learntIds, learntWords, newOnes } from '#lib/db/read/learnt-words.ts';
import { dueWords } from '#lib/db/read/schedules.ts';
import { knownWords } from '#lib/db/read/words.ts';
import { importWords, takeBackImport } from '#lib/db/write/import-words.ts';
import { deleteWord, knowWord, learnWord, suggestWords } from '#lib/db/write/words.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';

const now = new Date(2026, 4, 10, 12).getTime();
const terms = { newPerDay: 9, reviewsPerDay: 9, heard: [] };

beforeEach(async () => {
  for (const table of database.tables) await table.clear();
});

const vague = (word: NewWord): NewWord => ({ ...word, partOfSpeech: 'other' });

describe('an import', () => {
  it('has its words learnt, in their order, found and known', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...film, lemma: `libro${index}` }));
    const { added, there } = await importWords([relax, film, ...many], now);
    expect(there).toBe(0);
    expect(await dueWords('es', { ...terms, newPerDay: 99 }, now)).toEqual(added);
    expect((await database.words.bulkGet(added.slice(0, 2))).map((row) => [row?.lemma, row?.state])).toEqual([
      ['relajarse', 'learning'],
      ['película', 'learning'],
    ]);
    expect(await database.schedules.count()).toBe(6 + 30 * 3);
    expect(await database.words.where('tokens').startsWith('es relaj').count()).toBe(1);
    expect((await knownWords('es')).size).toBe(32);
  });

  it('leaves those that are there as they are, and takes up what was only suggested or deleted', async () => {
    const learnt = await learnWord(relax, now - 1000);
    await knowWord({ ...film, lemma: 'ocio' }, now - 1000);
    await suggestWords([film], now - 1000);
    const gone = await learnWord({ ...relax, lemma: 'reír' }, now - 1000);
    await deleteWord(gone, now - 500);
    const before = await database.words.get(learnt);
    const { added, there } = await importWords(
      [relax, film, { ...film, lemma: 'ocio' }, { ...relax, lemma: 'reír' }, relax],
      now,
    );
    expect(there).toBe(2);
    expect(added).toHaveLength(2);
    expect(added).toContain(gone);
    expect(await database.words.get(learnt)).toEqual(before);
    expect(
      (await database.words.toArray()).filter(({ state, deletedAt }) => state === 'learning' && deletedAt === 0),
    ).toHaveLength(3);
    expect(await database.schedules.where({ id: `${gone}/recognise` }).first()).toMatchObject({ suspended: 0 });
  });

  it('changes nothing where it can not be kept whole', async () => {
    await learnWord(relax, now);
    const tables = async () => JSON.stringify(await Promise.all(database.tables.map((table) => table.toArray())));
    const before = await tables();
    vi.spyOn(database.knownWords, 'bulkPut').mockRejectedValue(new Error('full'));
    await expect(importWords([film], now)).rejects.toMatchObject({ code: 'storage' });
    expect(await tables()).toBe(before);
  });

  it('is taken back: its words are gone, and others stay', async () => {
    await learnWord({ ...film, translation: 'skin' }, now - 1000);
    const { added } = await importWords([relax, film], now);
    await takeBackImport(added, now + 1);
    expect(await dueWords('es', terms, now + 10)).toHaveLength(1);
    // Known still, in its other sense.
    expect(await knownWords('es')).toEqual(new Set(['película']));
    expect((await importWords([relax, film], now + 2)).added).toHaveLength(2);
    expect(await dueWords('es', terms, now + 20)).toHaveLength(3);
  });
});

describe('what is there already', () => {
  const fresh = async (...words: NewWord[]) =>
    (await newOnes(words.map((word) => ({ word, key: wordKey(word) })))).map(({ word }) => word);

  it('is the same word in the same sense, also where the part of speech is not said', async () => {
    await importWords([relax, vague({ ...film, lemma: 'ocio' })], now);
    const other = { ...relax, translation: 'to laugh' };
    expect(await fresh(relax, vague(relax), { ...film, lemma: 'ocio' }, other, film)).toEqual([other, film]);
    expect(await fresh({ ...relax, partOfSpeech: 'noun' })).toHaveLength(1);
  });

  it('is not what was suggested or deleted', async () => {
    await suggestWords([film], now);
    await deleteWord(await learnWord(relax, now), now);
    expect(await fresh(film, relax)).toEqual([film, relax]);
  });
});

describe('the words to export', () => {
  it('are those that are chosen, with cards, answers and the conversation that they are from', async () => {
    await database.conversations.add({
      id: 7,
      title: 'El fin de semana',
      language: 'es',
      level: 'A1',
      createdAt: now,
      updatedAt: now,
      deletedAt: 0,
    });
    const rows = [
      learntWord({ ...relax, conversationId: 7 }, { id: 'a', createdAt: now, answers: [[now, 3]] }),
      learntWord(film, { id: 'b', createdAt: now + 1, state: 'suspended' }),
      learntWord({ ...film, lemma: 'ocio' }, { id: 'c', createdAt: now + 2, state: 'suggested' }),
      learntWord({ ...film, language: 'fr' }, { id: 'd', createdAt: now + 3 }),
    ];
    for (const { word, cards, reviews } of rows) {
      await database.words.add(word);
      await database.schedules.bulkAdd(cards);
      await database.reviews.bulkAdd(reviews);
    }
    expect(await learntIds({ languages: ['es'], suspended: false })).toEqual(['a']);
    expect(await learntIds({ languages: ['es', 'fr'], suspended: true })).toEqual(['a', 'b', 'd']);
    expect(await countLearnt({ languages: ['es', 'fr'], suspended: true })).toBe(3);
    const [first, second, ...others] = await learntWords(['a', 'b', 'nowhere']);
    expect(others).toEqual([]);
    expect(first).toEqual({ ...rows[0], source: 'El fin de semana' });
    expect(second).toEqual({ ...rows[1], source: '' });
  });
});

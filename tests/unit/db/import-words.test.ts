import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { countLearnt, learntIds, learntWords, newOnes } from '#lib/db/read/learnt-words.ts';
import { dueWords, nextCard } from '#lib/db/read/schedules.ts';
import { knownWords, wordsInState } from '#lib/db/read/words.ts';
import { importedWords, importSome, type WordImport } from '#lib/db/write/import-words.ts';
import { answerReview, undoReview } from '#lib/db/write/reviews.ts';
import { takeBackImport } from '#lib/db/write/take-back-import.ts';
import { deleteWord, editWord, knowWord, learnWord, moveWord, suggestWords } from '#lib/db/write/words.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';

const now = new Date(2026, 4, 10, 12).getTime();
const terms = { newPerDay: 9, reviewsPerDay: 9, heard: [] };

beforeEach(async () => {
  for (const table of database.tables) await table.clear();
});

const answer = { id: 'answer', rating: 3, source: 'card', now, retention: 90, heard: [], reps: 0 } as const;

const vague = (word: NewWord): NewWord => ({ ...word, partOfSpeech: 'other' });

const importAt = (words: readonly NewWord[], first: number, of: WordImport) =>
  importSome(importedWords(words, first, of), of);

let imports = 0;

/** An import of its own. */
async function importAll(words: readonly NewWord[], startedAt: number) {
  imports += 1;
  const of = { id: `import${imports}`, startedAt, total: words.length };
  return { of, added: await importAt(words, 0, of) };
}

const takeBack = (of: WordImport, at: number) => takeBackImport({ ...of, language: 'es' }, at, async () => undefined);

const everything = async () => JSON.stringify(await Promise.all(database.tables.map((table) => table.toArray())));

describe('an import', () => {
  it('has its words learnt, in their order, found and known', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...film, lemma: `libro${index}` }));
    const words = [relax, film, ...many];
    const of = { id: 'list', startedAt: now, total: words.length };
    // However it is cut into parts.
    expect(await importAt(words.slice(0, 20), 0, of)).toBe(20);
    expect(await importAt(words.slice(20), 20, of)).toBe(12);
    const due = await dueWords('es', { ...terms, newPerDay: 99 }, now);
    expect((await database.words.bulkGet(due)).map((row) => row?.lemma)).toEqual(words.map(({ lemma }) => lemma));
    const rows = await wordsInState('es', 'learning').reverse().toArray();
    expect(rows.map(({ lemma }) => lemma)).toEqual(words.map(({ lemma }) => lemma));
    expect(await database.words.where('tokens').startsWith('es relaj').count()).toBe(1);
    expect((await knownWords('es')).size).toBe(32);
  });

  it('gives a word its first card, and the others once that is answered', async () => {
    await importAll([relax], now);
    const kinds = async () => (await database.schedules.toArray()).map(({ kind }) => kind).toSorted();
    expect(await kinds()).toEqual(['recognise']);
    const first = await nextCard('es', terms, now);
    await answerReview({ ...answer, scheduleId: first?.schedule.id ?? '' });
    expect(await kinds()).toEqual(['cloze', 'produce', 'recognise']);
    expect(await dueWords('es', terms, now)).toEqual([]);
    await undoReview('answer');
    expect(await kinds()).toEqual(['recognise']);
  });

  it('leaves those that are there as they are, and takes up what was only suggested or deleted', async () => {
    const learnt = await learnWord(relax, now - 1000);
    await knowWord({ ...film, lemma: 'ocio' }, now - 1000);
    await suggestWords([film], now - 1000);
    const gone = await learnWord({ ...relax, lemma: 'reír' }, now - 1000);
    await deleteWord(gone, now - 500);
    const before = await database.words.get(learnt);
    const { of, added } = await importAll([relax, film, { ...film, lemma: 'ocio' }, { ...relax, lemma: 'reír' }], now);
    expect(added).toBe(2);
    expect(await database.words.get(learnt)).toEqual(before);
    const own = (await database.words.toArray()).filter(
      ({ state, deletedAt }) => state === 'learning' && deletedAt === 0,
    );
    expect(own.map(({ lemma }) => lemma).toSorted()).toEqual(['película', 'relajarse', 'reír']);
    expect(await database.schedules.where({ id: `${gone}/recognise` }).first()).toMatchObject({ suspended: 0 });
    await takeBack(of, now + 1);
    expect(await knownWords('es')).toEqual(new Set(['relajarse', 'ocio']));
    expect(await database.words.get(gone)).toMatchObject({ deletedAt: now + 1 });
    expect(await database.schedules.where({ id: `${gone}/recognise` }).first()).toMatchObject({ suspended: 1 });
  });

  it('changes nothing where a part of it can not be kept whole', async () => {
    await learnWord(relax, now);
    const before = await everything();
    const full = vi.spyOn(database.knownWords, 'bulkPut').mockRejectedValue(new Error('full'));
    await expect(importAll([film], now)).rejects.toMatchObject({ code: 'storage' });
    expect(await everything()).toBe(before);
    full.mockRestore();
  });

  it('is the same done twice, and counts its words still', async () => {
    await suggestWords([relax], now - 1000);
    const { of, added } = await importAll([relax, film], now);
    const before = await everything();
    expect(added).toBe(2);
    expect(await importAt([relax, film], 0, of)).toBe(2);
    expect(await everything()).toBe(before);
  });

  it('leaves what the learner has made of its words since, where a part of it is done again', async () => {
    await suggestWords([{ ...film, lemma: 'ocio' }], now - 1000);
    const words = [relax, film, { ...film, lemma: 'ocio' }, { ...film, lemma: 'libro' }];
    const { of, added } = await importAll(words, now);
    expect(added).toBe(4);
    const change = { lemma: 'relajarse', translation: 'to unwind', partOfSpeech: 'verb', sentence: '' } as const;
    await editWord(`${of.id}-0`, change, now + 1);
    await database.schedules.update(`${of.id}-0/recognise`, { reps: 3 });
    await deleteWord(`${of.id}-1`, now + 1);
    const takenUp = (await database.words.toArray()).find(({ lemma }) => lemma === 'ocio');
    await deleteWord(takenUp?.id ?? '', now + 1);
    const before = await everything();
    expect(await importAt(words, 0, of)).toBe(2);
    expect(await everything()).toBe(before);
  });
});

describe('an import that is taken back', () => {
  it('leaves none of its words, and all others', async () => {
    await learnWord({ ...film, translation: 'skin' }, now - 1000);
    await learnWord({ ...film, language: 'pt', lemma: 'filme' }, now - 1000);
    const { of } = await importAll([relax, film], now);
    await answerReview({ ...answer, scheduleId: `${of.id}-0/recognise` });
    await takeBack(of, now + 1);
    expect(await dueWords('es', terms, now + 10)).toHaveLength(1);
    expect(await database.words.count()).toBe(2);
    expect(await database.schedules.count()).toBe(6);
    expect(await database.reviews.count()).toBe(0);
    // Known still, in its other sense.
    expect(await knownWords('es')).toEqual(new Set(['película']));
    expect(await knownWords('pt')).toEqual(new Set(['filme']));
    // An older backup does not bring them back unasked.
    expect(await database.deletions.toCollection().primaryKeys()).toEqual([`words/${of.id}-0`, `words/${of.id}-1`]);
    expect((await importAll([relax, film], now + 2)).added).toBe(2);
    expect(await dueWords('es', terms, now + 20)).toHaveLength(3);
  });

  it('goes word for word, however many, and can be begun anew where it is broken off', async () => {
    const of = { id: 'list', startedAt: now, total: 4_500 };
    const words = Array.from({ length: 4_500 }, (_, index) => ({ ...film, lemma: `libro${index}` }));
    for (let first = 0; first < 4_500; first += 500) await importAt(words.slice(first, first + 500), first, of);
    // Between them in the order of the alphabet, and of the ids.
    await learnWord({ ...film, lemma: 'libro500a' }, now - 1000);
    await importAt([{ ...relax, lemma: 'libro7b' }], 0, { id: 'list2', startedAt: now, total: 1 });
    const died = new Error('the worker died');
    const removed: number[] = [];
    await expect(
      takeBackImport({ ...of, language: 'es' }, now + 1, async (count) => {
        removed.push(count);
        throw died;
      }),
    ).rejects.toBe(died);
    expect(await database.words.count()).toBe(4_502 - (removed[0] ?? 0));
    await takeBackImport({ ...of, language: 'es' }, now + 1, async (count) => void removed.push(count));
    expect(removed.reduce((sum, count) => sum + count)).toBe(4_500);
    expect((await database.words.toArray()).map(({ lemma }) => lemma).toSorted()).toEqual(['libro500a', 'libro7b']);
    expect(await database.schedules.count()).toBe(4);
    expect(await knownWords('es')).toEqual(new Set(['libro500a', 'libro7b']));
  });

  it('keeps known what is learnt while it is taken back', async () => {
    const { of } = await importAll([relax, film], now);
    await takeBackImport({ ...of, language: 'es' }, now + 1, async () => {
      await learnWord(film, now + 2);
    });
    expect(await knownWords('es')).toEqual(new Set(['película']));
  });

  it('keeps known what is accepted while it is taken back', async () => {
    const suggestions = [film, { ...film, lemma: 'ocio' }];
    await suggestWords(suggestions, now - 1000);
    const { of } = await importAll([film], now);
    const waiting = (await database.words.toArray()).find(({ lemma }) => lemma === 'ocio');
    // The words that the learner has have been looked through by the time that what was taken up is deleted.
    await takeBackImport({ ...of, language: 'es' }, now + 1, () => moveWord(waiting?.id ?? '', 'learning', now + 2));
    expect(await knownWords('es')).toEqual(new Set(['ocio']));
  });
});

describe('what is there already', () => {
  const fresh = async (...words: NewWord[]) =>
    (await newOnes(words.map((word) => ({ word, key: wordKey(word) })))).map(({ word }) => word);

  it('is the same word in the same sense, also where the part of speech is not said', async () => {
    await importAll([relax, vague({ ...film, lemma: 'ocio' })], now);
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

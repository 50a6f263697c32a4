import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { orderWords, type OrderQuestion } from '#lib/db/read/order-words.ts';
import { film, learntWord } from '#tests/helpers/learnt-words.ts';
import type { NewWord, Rating, Word } from '#lib/db/word-rows.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date(2026, 4, 10, 12).getTime();

interface Stored {
  state?: Word['state'];
  /** Ratings of its first card, one a day, the last one so many days ago. */
  answers?: readonly Rating[];
  ago?: number;
  change?: Partial<NewWord>;
}

let stored = 0;
async function store(lemma: string, { state = 'learning', answers = [], ago = 1, change = {} }: Stored = {}) {
  stored += 1;
  const { word, cards } = learntWord(
    { ...film, lemma, surface: lemma, sentence: '', ...change },
    {
      // Not in the order of anything else.
      id: `${stored * 7919} ${lemma}`,
      createdAt: now - 400 * day + stored,
      state,
      answers: answers.map((rating, index) => [now - (ago + answers.length - 1 - index) * day, rating]),
    },
  );
  await database.words.add(word);
  await database.schedules.bulkAdd(cards);
  return word.id;
}

async function inOrder(order: OrderQuestion['order'], change: Partial<OrderQuestion> = {}): Promise<string[]> {
  const terms = { newPerDay: 99, reviewsPerDay: 99, heard: [] };
  const ids = await orderWords({ language: 'es', filter: 'all', query: '', terms, order, ...change }, now);
  return ids.map((id) => id.slice(id.indexOf(' ') + 1));
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
});

describe('words in alphabetical order', () => {
  it('are where dictionaries of their language have them', async () => {
    for (const lemma of ['zumo', 'ñandú', 'nube', 'oso', 'árbol', 'arena', 'abeja', 'Nadal', 'paso 10', 'paso 9']) {
      await store(lemma);
    }
    const sorted = ['abeja', 'árbol', 'arena', 'Nadal', 'nube', 'ñandú', 'oso', 'paso 9', 'paso 10', 'zumo'];
    expect(await inOrder('alphabet')).toEqual(sorted);
    for (const lemma of ['öl', 'ask', 'zon', 'ål']) await store(lemma, { change: { language: 'sv' } });
    expect(await inOrder('alphabet', { language: 'sv' })).toEqual(['ask', 'zon', 'ål', 'öl']);
  });

  it('in Japanese go by how they are read', async () => {
    const read = (reading: string) => ({ change: { language: 'ja', reading } });
    await store('映画', read('えいが'));
    await store('一', read('いち'));
    await store('あめ', { change: { language: 'ja' } });
    await store('王', read('おう'));
    expect(await inOrder('alphabet', { language: 'ja' })).toEqual(['あめ', '一', '映画', '王']);
  });

  it('are those that are asked for', async () => {
    await store('b', { state: 'suspended' });
    await store('a', { state: 'suggested' });
    await store('d');
    await store('c', { change: { sentence: 'Una frase con abecedario.' } });
    expect(await inOrder('alphabet', { filter: 'suspended' })).toEqual(['b']);
    expect(await inOrder('alphabet', { filter: 'due' })).toEqual(['c', 'd']);
    expect(await inOrder('alphabet', { query: 'abece' })).toEqual(['c']);
    expect(await inOrder('alphabet', { query: 'film', filter: 'due' })).toEqual(['c', 'd']);
    expect(await inOrder('alphabet', { query: 'film' })).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are neither deleted nor damaged ones, and the newest first of those that are alike', async () => {
    await store('b');
    await store('a (one)', { change: { lemma: 'a', translation: 'one' } });
    const gone = await store('0');
    await database.words.update(gone, { deletedAt: now });
    await store('a (other)', { change: { lemma: 'a', translation: 'other' } });
    const damaged = await store('1');
    await database.words.update(damaged, { state: 'lost' as never });
    expect(await inOrder('alphabet')).toEqual(['a (other)', 'a (one)', 'b']);
  });
});

describe('words by when they are due', () => {
  it('begin with what is due longest, and end with what is not asked', async () => {
    await store('known', { state: 'known' });
    await store('later', { answers: [4], ago: 1 });
    await store('soon', { answers: [3, 3], ago: 1 });
    await store('suspended', { state: 'suspended', answers: [1] });
    await store('overdue', { answers: [1], ago: 30 });
    await store('suggested', { state: 'suggested' });
    const ordered = await inOrder('due');
    expect(ordered[0]).toBe('overdue');
    expect(ordered.indexOf('soon')).toBeLessThan(ordered.indexOf('later'));
    expect(ordered.slice(3)).toEqual(['suggested', 'suspended', 'known']);
  });
});

describe('words by how hard they are', () => {
  it('begin with the most difficult, also where it is suspended, and end with what was never answered', async () => {
    await store('easy', { answers: [4, 4] });
    await store('new');
    await store('hard', { answers: [1, 1, 1] });
    await store('hardest', { state: 'suspended', answers: [1, 1, 1, 1, 1] });
    await store('fair', { answers: [3, 3] });
    expect(await inOrder('hardest')).toEqual(['hardest', 'hard', 'fair', 'easy', 'new']);
  });

  it('are the same, many or few', async () => {
    const lemmas = Array.from({ length: 2_100 }, (_, index) => `w${index}`);
    const rows = lemmas.map((lemma, index) =>
      learntWord(
        { ...film, lemma, surface: lemma, sentence: '' },
        { id: ` ${lemma}`, createdAt: now - index, answers: [[now - 60_000, index % 9 === 0 ? 1 : 4]] },
      ),
    );
    await database.words.bulkAdd(rows.map(({ word }) => word));
    await database.schedules.bulkAdd(rows.flatMap(({ cards }) => cards));
    const forgotten = lemmas.filter((_, index) => index % 9 === 0);
    const ordered = await inOrder('hardest');
    expect(ordered).toHaveLength(lemmas.length);
    expect(ordered.slice(0, forgotten.length)).toEqual(forgotten);
  });
});

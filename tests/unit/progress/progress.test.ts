import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { beginTurn, endTurn } from '#lib/db/write/turns.ts';
import { deleteWord, knowWord, learnWord, moveWord } from '#lib/db/write/words.ts';
import type { Slip } from '#lib/db/rows.ts';
import type { Rating } from '#lib/db/word-rows.ts';
import { readProgress } from '#lib/progress/progress.ts';
import { dayStart } from '#lib/words/learning-day.ts';
import { film, learntWord } from '#tests/helpers/learnt-words.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date(2026, 5, 10, 12).getTime();
const ago = (days: number): number => now - days * day;
const dayAgo = (days: number): number => dayStart(ago(days));

const read = (chosen?: string) => readProgress({ chosen, learnt: 'es', now });

let turns = 0;
async function talk(id: number, language: string, times: readonly number[]): Promise<void> {
  await createConversation({ id, title: '', language, level: 'A1' }, times[0] ?? now);
  for (const time of times) {
    turns += 1;
    const turnId = `turn-${turns}`;
    await beginTurn({ conversationId: id, turnId, text: 'Hola' }, time);
    await endTurn(turnId, { state: 'done', text: '¿Qué tal?', endedAt: time + 1 });
  }
}

let stored = 0;
async function store(
  createdAt: number,
  answers: readonly (readonly [number, Rating])[] = [],
  { language = 'es', state = 'learning' as const }: { language?: string; state?: 'learning' | 'suspended' } = {},
): Promise<string> {
  stored += 1;
  const lemma = `palabra${stored}`;
  const learnt = learntWord({ ...film, language, lemma }, { id: lemma, createdAt, answers, state });
  await database.words.add(learnt.word);
  await database.schedules.bulkAdd(learnt.cards);
  await database.reviews.bulkAdd(learnt.reviews);
  return lemma;
}

/** Answers after which a word is asked by the day. */
const learntAt = (time: number): (readonly [number, Rating])[] => [
  [time, 3],
  [time + 1000, 4],
];

async function slip(id: string, at: number, category: Slip['category'], language = 'es'): Promise<void> {
  const what = { wrong: 'fue', right: 'fui', sentence: 'Yo fui.', start: 3, end: 6 };
  await database.slips.add({ id, turnId: id, conversationId: 1, language, at, category, ...what });
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
});

it('has nothing to tell where nothing was done', async () => {
  expect(await read()).toEqual({
    now,
    language: 'es',
    languages: [],
    since: null,
    known: 0,
    remembered: { asked: 0, remembered: 0 },
    streak: 0,
    days: [],
    mistakes: [],
    curve: [],
  });
});

describe('the language', () => {
  it('is the one that was chosen, else the one that is learnt, else any that there is something of', async () => {
    await talk(1, 'de', [ago(3)]);
    expect(await read()).toMatchObject({ language: 'de', languages: ['de'], since: ago(3) });
    await store(ago(2), [], { language: 'fr' });
    await talk(2, 'es', [ago(1)]);
    expect(await read()).toMatchObject({ language: 'es', since: ago(1) });
    const german = await read('de');
    expect(german.languages.toSorted()).toEqual(['de', 'es', 'fr']);
    expect(german).toMatchObject({ language: 'de', since: ago(3), streak: 0 });
    expect(await read('it')).toMatchObject({ language: 'it', since: null, days: [] });
  });
});

describe('the days', () => {
  it('are those on which the learner wrote or reviewed in the language', async () => {
    await talk(1, 'es', [ago(400), ago(12), ago(12), ago(1), ago(1) + 1000]);
    await talk(2, 'es', [ago(1) + 2000]);
    await talk(3, 'de', [ago(2)]);
    await store(ago(5), [[ago(3), 3]]);
    await store(ago(5), [[ago(4), 3]], { language: 'de' });
    const { days, since } = await read();
    expect(days.toSorted((a, b) => a.day - b.day)).toEqual([
      { day: dayAgo(12), messages: 2 },
      { day: dayAgo(3), messages: 0 },
      { day: dayAgo(1), messages: 3 },
    ]);
    expect(since).toBe(ago(400));
  });

  it('are not those on which the tutor alone spoke, nor those of deleted conversations', async () => {
    await createConversation({ id: 1, title: '', language: 'es', level: 'A1' }, ago(1));
    await beginTurn({ conversationId: 1, turnId: 'opening' }, ago(1));
    await talk(2, 'es', [ago(2)]);
    await database.conversations.update(2, { deletedAt: ago(1) });
    expect(await read()).toMatchObject({ days: [], streak: 0, since: ago(1) });
  });

  it('in a row are counted however many they are, by messages and by reviews', async () => {
    const every = Array.from({ length: 800 }, (_, index) => ago(800 - index));
    await talk(
      1,
      'es',
      every.filter((_, index) => index % 2 === 0),
    );
    // Reviews on the days in between, but for one long ago.
    for (const [index, time] of every.entries()) if (index % 2 === 1 && index !== 101) await store(time, [[time, 3]]);
    const { streak, days } = await read();
    expect(streak).toBe(800 - 102);
    expect(days).toHaveLength(53 * 7 - 1);
  });
});

describe('the mistakes', () => {
  it('are those of the last thirty days, the most frequent kinds first, and no more than six', async () => {
    const kinds = ['case', 'pronoun', 'spelling', 'register', 'word_order', 'agreement', 'word_choice'] as const;
    for (const [kind, category] of kinds.entries()) {
      for (let count = 0; count <= kind; count += 1) await slip(`${category}-${count}`, ago(count), category);
    }
    await slip('old', ago(31), 'case');
    await slip('unknown', ago(1), null);
    await slip('german', ago(1), 'case', 'de');
    const { mistakes } = await read();
    expect(mistakes.map(({ category, count }) => `${category} ${count}`)).toEqual([
      'word_choice 7',
      'agreement 6',
      'word_order 5',
      'register 4',
      'spelling 3',
      'pronoun 2',
    ]);
    expect((await read('de')).mistakes).toEqual([{ category: 'case', count: 1 }]);
  });
});

describe('the words', () => {
  it('are known where the learner said so or has learnt them, and not before', async () => {
    await knowWord({ ...film, lemma: 'árbol' }, ago(9));
    await store(ago(8), learntAt(ago(7)));
    await store(ago(8), learntAt(ago(7)), { state: 'suspended' });
    await store(ago(8), [[ago(7), 3]]);
    await store(ago(8));
    await store(ago(8), learntAt(ago(7)), { language: 'de' });
    const deleted = await store(ago(8), learntAt(ago(7)));
    await deleteWord(deleted, ago(1));
    expect(await read()).toMatchObject({ known: 2 });
    await moveWord(await learnWord({ ...film, lemma: 'ocio' }, ago(1)), 'known', ago(1));
    expect(await read()).toMatchObject({ known: 3 });
  });

  it('become more, each from the day that it came', async () => {
    await store(ago(5), learntAt(ago(1)));
    await store(ago(3), learntAt(ago(3)));
    await knowWord({ ...film, lemma: 'árbol' }, ago(3));
    await store(ago(2));
    await knowWord({ ...film, lemma: 'ocio' }, now);
    const { curve, known } = await read();
    expect(curve).toEqual([
      { day: dayAgo(5), known: 1 },
      { day: dayAgo(4), known: 1 },
      { day: dayAgo(3), known: 3 },
      { day: dayAgo(2), known: 3 },
      { day: dayAgo(1), known: 3 },
      { day: dayAgo(0), known: 4 },
    ]);
    expect(known).toBe(4);
  });

  it('without a time, or from a clock that was wrong, are counted all the same', async () => {
    await store(0, learntAt(ago(3)));
    await store(now + 9 * day, learntAt(ago(3)));
    await store(ago(1), learntAt(ago(1)));
    const { curve } = await read();
    expect(curve).toEqual([
      { day: dayAgo(1), known: 2 },
      { day: dayAgo(0), known: 3 },
    ]);
  });

  it('of years are a curve of no more points than can be told apart, which ends with all of them', async () => {
    for (let index = 0; index < 300; index += 1) await knowWord({ ...film, lemma: `p${index}` }, ago(900 - 3 * index));
    const { curve, known } = await read();
    expect(known).toBe(300);
    expect(curve).toHaveLength(60);
    expect(curve[0]).toEqual({ day: dayAgo(900), known: 1 });
    expect(curve.at(-1)).toEqual({ day: dayAgo(0), known: 300 });
    expect(curve.map(({ known: count }) => count)).toEqual(
      curve.map(({ known: count }) => count).toSorted((a, b) => a - b),
    );
  });
});

it('tells how many learnt cards of the last thirty days were remembered', async () => {
  await store(ago(90), [...learntAt(ago(80)), [ago(40), 1], [ago(40) + 1000, 3], [ago(20), 3], [ago(10), 1]]);
  await store(ago(90), [...learntAt(ago(80)), [ago(9), 2]], { language: 'de' });
  expect((await read()).remembered).toEqual({ asked: 2, remembered: 1 });
});

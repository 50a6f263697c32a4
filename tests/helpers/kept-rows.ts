import * as fc from 'fast-check';
import type { KeptRows } from '#lib/db/kept-tables.ts';
import type { StoredRows } from '#lib/db/read/kept-rows.ts';
import type { RowChanges } from '#lib/db/write/merge-rows.ts';
import { scheduleId, type NewWord, type Schedule, type Word } from '#lib/db/word-rows.ts';
import type { Message } from '#lib/db/rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';

/*
 * Stores as learners have them. All of them speak of the same few conversations and words, so that any two have much in
 * common; of what was changed at the same time each says the same.
 */

const conversationIds = [1, 2, 3];
const turns = [1, 2, 3];
const lemmas = ['película', 'relajarse', 'ocio'];
const times = [10, 20, 30];

export const met = (lemma: string, change: Partial<NewWord> = {}): NewWord => ({
  language: 'es',
  learnerLanguage: 'en',
  lemma,
  partOfSpeech: 'noun',
  translation: `${[...lemma].toReversed().join('')}ish`,
  surface: lemma,
  sentence: `Vimos ${lemma} ayer.`,
  ...change,
});

export const wordOf = (newWord: NewWord, change: Partial<Word> = {}): Word => ({
  ...newWord,
  id: `word ${newWord.lemma}`,
  key: wordKey(newWord),
  state: 'learning',
  createdAt: 5,
  deletedAt: 0,
  tokens: searchTokens(newWord),
  ...change,
});

export const cardOf = (word: Word, kind: Schedule['kind'], change: Partial<Schedule> = {}): Schedule => ({
  ...newSchedule(word.id, kind, word.language, 5),
  suspended: word.state === 'learning' ? 0 : 1,
  ...change,
});

export const conversationOf = (id: number, updatedAt = 10): KeptRows['conversations'][number] => ({
  id,
  title: `Conversation ${id} at ${updatedAt}`,
  language: 'es',
  level: 'A1',
  createdAt: 1,
  updatedAt,
  deletedAt: 0,
});

/** A learner's message and the reply to it. */
export const turnOf = (conversationId: number, turn: number, settledAt = 10): [Message, Message] => {
  const turnId = `turn ${conversationId}.${turn}`;
  const common = { conversationId, turnId, createdAt: turn };
  return [
    { ...common, id: `${turnId}/learner`, role: 'learner', position: turn * 2 - 1, text: 'Hola', state: 'done' },
    {
      ...common,
      id: `${turnId}/tutor`,
      role: 'tutor',
      position: turn * 2,
      text: `Reply at ${settledAt}`,
      state: 'done',
      settledAt,
    },
  ];
};

const time = fc.constantFrom(...times);
const sometimes = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.option(value, { nil: undefined }).map((some) => (some === undefined ? [] : [some]));
const all = <Value>(arbitraries: fc.Arbitrary<Value[]>[]): fc.Arbitrary<Value[]> =>
  fc.tuple(...arbitraries).map((found) => found.flat());

type Part = Partial<KeptRows>;

const conversationPart = (id: number): fc.Arbitrary<Part> =>
  fc
    .record({
      updatedAt: time,
      messages: all(
        turns.map((turn) =>
          fc.record({ there: fc.boolean(), settledAt: time, translated: fc.boolean() }).map((chosen) => {
            if (!chosen.there) return [];
            const [asked, reply] = turnOf(id, turn, chosen.settledAt);
            const translation = { language: 'en', text: `Translation of ${reply.text}` };
            return [asked, chosen.translated ? { ...reply, translation } : reply];
          }),
        ),
      ),
      draft: fc.boolean(),
      summarised: sometimes(time),
      slip: fc.boolean(),
    })
    .map(({ updatedAt, messages, draft, summarised, slip }) => ({
      conversations: [conversationOf(id, updatedAt)],
      messages,
      drafts: draft ? [{ conversationId: id, text: `Draft of ${id}` }] : [],
      summaries: summarised.map((at) => ({ conversationId: id, text: `Summary at ${at}`, upTo: 2, updatedAt: at })),
      slips: slip
        ? [
            {
              id: `turn ${id}.1/0`,
              turnId: `turn ${id}.1`,
              conversationId: id,
              language: 'es',
              at: 3,
              category: null,
              wrong: 'fue',
              right: 'fui',
              sentence: 'Yo fui',
              start: 3,
              end: 6,
            },
          ]
        : [],
    }));

const wordPart = (lemma: string): fc.Arbitrary<Part> =>
  fc
    .record({
      // The same word was met in two places.
      id: fc.constantFrom('a', 'b'),
      stands: fc.constantFrom('suggested', 'declined', 'learning'),
      editedAt: sometimes(time),
      cards: all(
        (['recognise', 'produce', 'cloze'] as const).map((kind) =>
          fc.record({ kind: fc.constant(kind), lastReview: fc.option(time) }).map((card) => [card]),
        ),
      ),
      answers: fc.subarray([1, 2, 3]),
    })
    .map(({ id, stands, editedAt, cards, answers }) => {
      const sentence = `Vimos ${lemma} ayer a las ${editedAt[0] ?? 5}.`;
      const state = stands === 'learning' ? 'learning' : 'suggested';
      const word = wordOf(met(lemma, { sentence }), {
        id: `${id} ${lemma}`,
        state,
        deletedAt: stands === 'declined' ? -1 : 0,
        ...(editedAt[0] !== undefined && { editedAt: editedAt[0] }),
      });
      if (state === 'suggested') return { words: [word] };
      const schedules = cards.map(({ kind, lastReview }) =>
        cardOf(word, kind, { lastReview, reps: lastReview ?? 0, due: 7 + (lastReview ?? 0) }),
      );
      const { due, stability, difficulty, scheduledDays, learningSteps, reps, lapses, lastReview } = cardOf(
        word,
        'cloze',
      );
      const before = {
        due,
        stability,
        difficulty,
        scheduledDays,
        learningSteps,
        reps,
        lapses,
        lastReview,
        shownFrom: 5,
      };
      return {
        words: [word],
        schedules,
        reviews: answers.map((number) => ({
          id: `answer ${number} to ${lemma}`,
          scheduleId: scheduleId(word.id, 'recognise'),
          wordId: word.id,
          language: 'es',
          at: number,
          rating: 3 as const,
          source: 'card' as const,
          before: { ...before, state: 0 as const },
          buried: [{ id: scheduleId(word.id, 'produce'), shownFrom: 5 }],
          leech: false,
        })),
        knownWords: [{ language: 'es', lemma, at: 5 }],
      };
    });

const restPart: fc.Arbitrary<Part> = fc
  .record({
    usage: fc
      .subarray(['2026-05-10', '2026-05-11'])
      .chain((days) =>
        fc.tuple(
          ...days.map((day) =>
            fc.nat({ max: 9 }).map((n) => ({ day, tutor: 'claude' as const, requests: n, input: n, output: n })),
          ),
        ),
      ),
    facts: fc.subarray(['f', 'g']).chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          time.map((editedAt) => ({
            id,
            language: 'es',
            text: `Fact ${id} at ${editedAt}`,
            messageId: 'turn 9.9/learner',
            quote: 'Hola',
            createdAt: 1,
            editedAt,
          })),
        ),
      ),
    ),
    glosses: fc.subarray(['vimos', 'ayer']),
  })
  .map(({ usage, facts, glosses }) => ({
    usage,
    facts,
    glosses: glosses.map((word) => ({
      language: 'es',
      learnerLanguage: 'en',
      word,
      lemma: word,
      grammar: '',
      translation: `${word}ish`,
    })),
  }));

/** A learner's store, without anything deleted. */
export const aStore: fc.Arbitrary<KeptRows> = fc
  .tuple(
    all(conversationIds.map((id) => sometimes(conversationPart(id)))),
    all(lemmas.map((lemma) => sometimes(wordPart(lemma)))),
    restPart,
  )
  .map(([conversations, words, rest]) => storeOf(...conversations, ...words, rest));

/** As `aStore`, with some of it deleted: a while ago, or just now. */
export const aStoreWithDeletions: fc.Arbitrary<KeptRows> = fc
  .tuple(
    aStore,
    fc.array(fc.record({ of: fc.nat(), at: time, gone: fc.boolean(), word: fc.boolean() }), { maxLength: 3 }),
  )
  .map(([store, deletions]) => deletions.reduce(withDeletion, store));

function withDeletion(
  store: KeptRows,
  { of, at, gone, word }: { of: number; at: number; gone: boolean; word: boolean },
): KeptRows {
  const table = word ? ('words' as const) : ('conversations' as const);
  const rows: { id: string | number; deletedAt: number }[] = store[table];
  const row = rows[of % Math.max(1, rows.length)];
  if (row === undefined || row.deletedAt !== 0) return store;
  if (!gone) {
    return { ...store, [table]: rows.with(rows.indexOf(row), { ...row, deletedAt: at }) };
  }
  const isOther = (id: unknown): boolean => id !== row.id;
  return {
    ...store,
    conversations: store.conversations.filter(({ id }) => isOther(id)),
    messages: store.messages.filter(({ conversationId }) => isOther(conversationId)),
    drafts: store.drafts.filter(({ conversationId }) => isOther(conversationId)),
    slips: store.slips.filter(({ conversationId }) => isOther(conversationId)),
    summaries: store.summaries.filter(({ conversationId }) => isOther(conversationId)),
    words: store.words.filter(({ id }) => isOther(id)),
    schedules: store.schedules.filter(({ wordId }) => isOther(wordId)),
    reviews: store.reviews.filter(({ wordId }) => isOther(wordId)),
    deletions: [...store.deletions, { id: `${table}/${row.id}`, at }],
  };
}

/** Rows of some tables, and none of the others. */
export function storeOf(...parts: readonly Part[]): KeptRows {
  const rowsOf = <Name extends keyof KeptRows>(name: Name): KeptRows[Name] =>
    parts.flatMap((part) => part[name] ?? []) as KeptRows[Name];
  return {
    conversations: rowsOf('conversations'),
    messages: rowsOf('messages'),
    drafts: rowsOf('drafts'),
    usage: rowsOf('usage'),
    slips: rowsOf('slips'),
    glosses: rowsOf('glosses'),
    knownWords: rowsOf('knownWords'),
    words: rowsOf('words'),
    schedules: rowsOf('schedules'),
    reviews: rowsOf('reviews'),
    summaries: rowsOf('summaries'),
    facts: rowsOf('facts'),
    deletions: rowsOf('deletions'),
  };
}

export const stored = (rows: KeptRows): StoredRows => ({ rows, damaged: new Map() });

const keyFields = {
  conversations: ['id'],
  messages: ['id'],
  drafts: ['conversationId'],
  usage: ['day', 'tutor'],
  slips: ['id'],
  glosses: ['language', 'learnerLanguage', 'word'],
  knownWords: ['language', 'lemma'],
  words: ['id'],
  schedules: ['id'],
  reviews: ['id'],
  summaries: ['conversationId'],
  facts: ['id'],
  deletions: ['id'],
} as const satisfies Record<keyof KeptRows, readonly string[]>;

/** Each table's rows by their primary key: whatever their order, stores that are the same give the same. */
export function byKey(rows: KeptRows): Record<string, Map<string, unknown>> {
  return Object.fromEntries(
    Object.entries(keyFields).map(([table, fields]) => [
      table,
      new Map(
        rows[table as keyof KeptRows]
          .map(
            (row) =>
              [
                fields.map((field) => String((row as unknown as Record<string, unknown>)[field])).join('|'),
                row,
              ] as const,
          )
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ]),
  );
}

/** A store as changes leave it. */
export function changed(rows: KeptRows, { put, remove }: RowChanges): KeptRows {
  const after = byKey(rows);
  for (const id of remove.schedules) after['schedules']?.delete(id);
  for (const id of remove.deletions) after['deletions']?.delete(id);
  const added = byKey(put);
  const merged = Object.keys(keyFields).map((table) => [
    table,
    [...new Map([...(after[table] ?? []), ...(added[table] ?? [])]).values()],
  ]);
  return Object.fromEntries(merged) as KeptRows;
}

import type { KeptRows } from '#lib/db/kept-tables.ts';
import type { StoredRows } from '#lib/db/read/kept-rows.ts';
import type { RowChanges } from '#lib/db/write/merge-rows.ts';
import type { NewWord, Schedule, Word } from '#lib/db/word-rows.ts';
import type { Message } from '#lib/db/rows.ts';
import { wordKey } from '#lib/words/identity.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';

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

/** Rows of some tables, and none of the others. */
export function storeOf(...parts: readonly Partial<KeptRows>[]): KeptRows {
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
  for (const [table, keys] of Object.entries(remove)) for (const id of keys) after[table]?.delete(id);
  const added = byKey(put);
  const merged = Object.keys(keyFields).map((table) => [
    table,
    [...new Map([...(after[table] ?? []), ...(added[table] ?? [])]).values()],
  ]);
  return Object.fromEntries(merged) as KeptRows;
}

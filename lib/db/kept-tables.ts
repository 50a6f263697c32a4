import type * as z from 'zod/mini';
import { deletionSchema } from './deletion-rows.ts';
import { factSchema, summarySchema } from './memory-rows.ts';
import {
  conversationSchema,
  draftSchema,
  glossSchema,
  knownWordSchema,
  messageSchema,
  slipSchema,
  usageSchema,
} from './rows.ts';
import { reviewSchema, scheduleSchema, wordSchema } from './word-rows.ts';

/** What is the learner's own, table by table: a backup holds it. */
export const keptTables = {
  conversations: conversationSchema,
  messages: messageSchema,
  drafts: draftSchema,
  usage: usageSchema,
  slips: slipSchema,
  glosses: glossSchema,
  knownWords: knownWordSchema,
  words: wordSchema,
  schedules: scheduleSchema,
  reviews: reviewSchema,
  summaries: summarySchema,
  facts: factSchema,
  deletions: deletionSchema,
} as const;

/** What only this browser needs, and makes again: a backup leaves it out. */
export const ownTables = ['buckets', 'jobs', 'openers'] as const;

export type KeptTable = keyof typeof keptTables;

export const keptTableNames = Object.keys(keptTables) as KeptTable[];

/** Rows of every table that is kept. */
export type KeptRows = { [Name in KeptTable]: z.infer<(typeof keptTables)[Name]>[] };

/** No rows at all. */
export function noRows(): KeptRows {
  return {
    conversations: [],
    messages: [],
    drafts: [],
    usage: [],
    slips: [],
    glosses: [],
    knownWords: [],
    words: [],
    schedules: [],
    reviews: [],
    summaries: [],
    facts: [],
    deletions: [],
  };
}

/**
 * Adds those rows to `rows` that are whole, with the fields that the table has and no others.
 * @returns those that are damaged
 */
export function addWholeRows(rows: KeptRows, table: KeptTable, found: readonly unknown[]): unknown[] {
  const whole: unknown[] = rows[table];
  const damaged: unknown[] = [];
  for (const row of found) {
    const parsed = keptTables[table].safeParse(row);
    if (parsed.success) whole.push(parsed.data);
    else damaged.push(row);
  }
  return damaged;
}

import { Dexie, type Table } from 'dexie';
import { openerOf, ownVersionOnly } from './open.ts';
import { cardsFromCorrections } from './migrations/cards.ts';
import type { Deletion } from './deletion-rows.ts';
import { knownWordsAreWords } from './migrations/known-words.ts';
import type { Fact, Job, Opener, Summary } from './memory-rows.ts';
import type { Review, Schedule, Word } from './word-rows.ts';
import type { BucketRow, Conversation, Draft, Gloss, KnownWord, Message, Slip, UsageRow } from './rows.ts';

/**
 * Patter's only durable store. The background worker is its only writer; pages read it with `liveQuery`, which sees the
 * worker's commits. Every version lists only the tables it changes.
 */
class PatterDatabase extends Dexie {
  declare conversations: Table<Conversation, number>;
  declare messages: Table<Message, string>;
  declare drafts: Table<Draft, number>;
  declare usage: Table<UsageRow, [string, string]>;
  declare buckets: Table<BucketRow, string>;
  declare slips: Table<Slip, string>;
  declare glosses: Table<Gloss, [string, string, string]>;
  declare knownWords: Table<KnownWord, [string, string]>;
  declare words: Table<Word, string>;
  declare schedules: Table<Schedule, string>;
  declare reviews: Table<Review, string>;
  declare jobs: Table<Job, string>;
  declare summaries: Table<Summary, number>;
  declare facts: Table<Fact, string>;
  declare deletions: Table<Deletion, string>;
  declare openers: Table<Opener, string>;

  constructor() {
    super('patter', { indexedDB: ownVersionOnly });
    this.version(1).stores({
      conversations: 'id, [deletedAt+updatedAt]',
      messages: 'id, [conversationId+position], state',
      drafts: 'conversationId',
    });
    this.version(2).stores({
      usage: '[day+tutor]',
      buckets: 'tutor',
    });
    this.version(3)
      .stores({
        slips: 'id, turnId, conversationId, [language+at]',
        glosses: '[language+learnerLanguage+word]',
        knownWords: '[language+lemma]',
      })
      .upgrade(cardsFromCorrections);
    this.version(4).stores({
      words:
        'id, &key, [language+deletedAt+createdAt], [language+deletedAt+state+createdAt], [deletedAt+language], *tokens',
      schedules: 'id, [language+suspended+state+shownFrom]',
      reviews: 'id, wordId, at',
      jobs: 'key, notBefore, leasedUntil',
      summaries: 'conversationId',
      facts: 'id, messageId, [language+createdAt]',
    });
    this.version(5).stores({ deletions: 'id', openers: 'key' }).upgrade(knownWordsAreWords);
  }
}

export const database = new PatterDatabase();

/** Has the store open before work is done in it. */
export const whenOpen = openerOf(database);

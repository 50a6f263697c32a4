import { deletionId, type Deletion } from '#lib/db/deletion-rows.ts';
import type { KeptRows } from '#lib/db/kept-tables.ts';
import type { Message } from '#lib/db/rows.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { toWire } from '#lib/errors/wire-error.ts';

/**
 * What of the stored rows a backup holds. What is deleted but not gone yet is in it as a deletion only, and what belongs to
 * nothing in it is left out. A reply that is arriving breaks off where it is.
 */
export function contentsOf(rows: KeptRows): KeptRows {
  const conversations = rows.conversations.filter(({ deletedAt }) => deletedAt === 0);
  const ids = new Set(conversations.map(({ id }) => id));
  const ofThese = ({ conversationId }: { conversationId: number }): boolean => ids.has(conversationId);
  const gone = new Set(rows.messages.filter((message) => !ofThese(message)).map(({ id }) => id));
  const words = rows.words.filter(({ deletedAt }) => deletedAt <= 0);
  const wordIds = new Set(words.map(({ id }) => id));
  const ofWords = ({ wordId }: { wordId: string }): boolean => wordIds.has(wordId);
  return {
    ...rows,
    conversations,
    messages: rows.messages.filter(ofThese).map(atRest),
    drafts: rows.drafts.filter(ofThese),
    slips: rows.slips.filter(ofThese),
    summaries: rows.summaries.filter(ofThese),
    facts: rows.facts.filter(({ messageId }) => !gone.has(messageId)),
    words,
    schedules: rows.schedules.filter(ofWords),
    reviews: rows.reviews.filter(ofWords),
    deletions: [...deletionsIn(rows)].map(([id, at]) => ({ id, at })),
  };
}

/** What the learner has deleted, and when: gone, or still there for a while. */
export function deletionsIn({ deletions, conversations, words }: KeptRows): Map<Deletion['id'], Deletion['at']> {
  const deleted = new Map(deletions.map(({ id, at }) => [id, at]));
  for (const [table, rows] of [
    ['conversations', conversations],
    ['words', words],
  ] as const) {
    for (const { id, deletedAt } of rows) if (deletedAt > 0) deleted.set(deletionId(table, id), deletedAt);
  }
  return deleted;
}

function atRest(message: Message): Message {
  return message.state === 'arriving'
    ? { ...message, state: 'interrupted', error: toWire(new PatterError('interrupted')) }
    : message;
}

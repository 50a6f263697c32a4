import { Dexie } from 'dexie';
import { database } from '../database.ts';
import { asStored } from '../damage.ts';
import { messageId, type StoredMessage } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** The last `limit` messages of a conversation, oldest first. @throws {PatterError} */
export async function latestMessages(conversationId: number, limit: number): Promise<StoredMessage[]> {
  const newestFirst = await inStore(() =>
    database.messages
      .where('[conversationId+position]')
      .between([conversationId, Dexie.minKey], [conversationId, Dexie.maxKey])
      .reverse()
      .limit(limit)
      .toArray(),
  );
  return newestFirst.map(asStored).toReversed();
}

/** At most `limit` messages that stand before `position`, newest first. @throws {PatterError} */
export async function messagesBefore(
  conversationId: number,
  position: number,
  limit: number,
): Promise<StoredMessage[]> {
  const newestFirst = await inStore(() =>
    database.messages
      .where('[conversationId+position]')
      .between([conversationId, Dexie.minKey], [conversationId, position])
      .reverse()
      .limit(limit)
      .toArray(),
  );
  return newestFirst.map(asStored);
}

/** The messages that stand behind `position`, oldest first. @throws {PatterError} */
export async function messagesAfter(conversationId: number, position: number): Promise<StoredMessage[]> {
  const rows = await inStore(() =>
    database.messages
      .where('[conversationId+position]')
      .between([conversationId, position], [conversationId, Dexie.maxKey], false)
      .toArray(),
  );
  return rows.map(asStored);
}

/** A turn's reply as far as it is kept. @throws {PatterError} */
export async function readReply(turnId: string): Promise<StoredMessage | undefined> {
  const row = await inStore(() => database.messages.get(messageId(turnId, 'tutor')));
  return row && asStored(row);
}

/** What the learner wrote in a turn, as far as it is kept. @throws {PatterError} */
export async function readQuestion(turnId: string): Promise<StoredMessage | undefined> {
  const row = await inStore(() => database.messages.get(messageId(turnId, 'learner')));
  return row && asStored(row);
}

/**
 * The turn of a conversation's last whole reply; `null` where there is none.
 * @param conversationId `undefined` for a conversation that does not exist yet
 * @throws {PatterError}
 */
export async function latestReply(conversationId: number | undefined): Promise<string | null> {
  if (conversationId === undefined) return null;
  const messages = await latestMessages(conversationId, 2);
  const reply = messages.findLast(({ role, state, text }) => role === 'tutor' && state === 'done' && text !== '');
  return reply?.turnId ?? null;
}

import { Dexie } from 'dexie';
import { database } from '../database.ts';
import { messageId, type Message } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** The last `limit` messages of a conversation, oldest first. @throws {PatterError} */
export async function latestMessages(conversationId: number, limit: number): Promise<Message[]> {
  const newestFirst = await inStore(() =>
    database.messages
      .where('[conversationId+position]')
      .between([conversationId, Dexie.minKey], [conversationId, Dexie.maxKey])
      .reverse()
      .limit(limit)
      .toArray(),
  );
  return newestFirst.toReversed();
}

/** At most `limit` messages that stand before `position`, newest first. @throws {PatterError} */
export function messagesBefore(conversationId: number, position: number, limit: number): Promise<Message[]> {
  return inStore(() =>
    database.messages
      .where('[conversationId+position]')
      .between([conversationId, Dexie.minKey], [conversationId, position])
      .reverse()
      .limit(limit)
      .toArray(),
  );
}

/** A turn's reply as far as it is kept. @throws {PatterError} */
export function readReply(turnId: string): Promise<Message | undefined> {
  return inStore(() => database.messages.get(messageId(turnId, 'tutor')));
}

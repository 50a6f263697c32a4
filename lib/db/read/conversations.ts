import { Dexie } from 'dexie';
import { database } from '../database.ts';
import type { Conversation } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** The latest conversations, newest first, at most `limit` of them. @throws {PatterError} */
export function latestConversations(limit: number): Promise<Conversation[]> {
  return inStore(() =>
    database.conversations
      .where('[deletedAt+updatedAt]')
      .between([0, Dexie.minKey], [0, Dexie.maxKey])
      .reverse()
      .limit(limit)
      .toArray(),
  );
}

/** One conversation, unless it does not exist or is deleted. @throws {PatterError} */
export async function readConversation(id: number): Promise<Conversation | undefined> {
  const conversation = await inStore(() => database.conversations.get(id));
  return conversation?.deletedAt === 0 ? conversation : undefined;
}

/** What the learner had begun to write. @throws {PatterError} */
export async function readDraft(conversationId: number): Promise<string> {
  return (await inStore(() => database.drafts.get(conversationId)))?.text ?? '';
}

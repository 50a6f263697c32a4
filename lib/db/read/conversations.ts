import { Dexie } from 'dexie';
import { database } from '../database.ts';
import type { Conversation } from '../rows.ts';

/** The latest conversations, newest first, at most `limit` of them. */
export function latestConversations(limit: number): Promise<Conversation[]> {
  return database.conversations
    .where('[deletedAt+updatedAt]')
    .between([0, Dexie.minKey], [0, Dexie.maxKey])
    .reverse()
    .limit(limit)
    .toArray();
}

/** One conversation, unless it does not exist or is deleted. */
export async function readConversation(id: number): Promise<Conversation | undefined> {
  const conversation = await database.conversations.get(id);
  return conversation?.deletedAt === 0 ? conversation : undefined;
}

/** What the learner had begun to write. */
export async function readDraft(conversationId: number): Promise<string> {
  return (await database.drafts.get(conversationId))?.text ?? '';
}

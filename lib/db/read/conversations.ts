import { Dexie, type Collection } from 'dexie';
import { PatterError } from '#lib/errors/patter-error.ts';
import { isConversation, isDraft } from '../damage.ts';
import { database } from '../database.ts';
import type { Conversation } from '../rows.ts';
import { inStore } from '../storage-error.ts';

export interface LatestConversations {
  conversations: Conversation[];
  /** How many of those that were read are damaged, and so left out. */
  damaged: number;
  /** Whether there are more than were read. */
  more: boolean;
}

/** The latest conversations, newest first: as many as can be read of `limit`. @throws {PatterError} */
export async function latestConversations(limit: number): Promise<LatestConversations> {
  const { conversations } = database;
  const [rows, all, placed] = await inStore(() =>
    Dexie.Promise.all([
      newestFirst().limit(limit).toArray(),
      conversations.count(),
      conversations.where('[deletedAt+updatedAt]').between([Dexie.minKey, Dexie.minKey], [Infinity, Infinity]).count(),
    ]),
  );
  const whole = rows.filter(isConversation);
  // Without its times a row has no place in the list at all.
  return { conversations: whole, damaged: rows.length - whole.length + all - placed, more: rows.length === limit };
}

/** The latest conversation that can be read. @throws {PatterError} */
export function latestConversation(): Promise<Conversation | undefined> {
  return inStore(() => newestFirst().filter(isConversation).first());
}

/** One conversation, unless it does not exist or is deleted. @throws {PatterError} also `storage` for a damaged one */
export async function readConversation(id: number): Promise<Conversation | undefined> {
  const conversation = await inStore(() => database.conversations.get(id));
  if (conversation !== undefined && !isConversation(conversation)) throw new PatterError('storage');
  return conversation?.deletedAt === 0 ? conversation : undefined;
}

/** What the learner had begun to write. @throws {PatterError} */
export async function readDraft(conversationId: number): Promise<string> {
  const draft = await inStore(() => database.drafts.get(conversationId));
  return isDraft(draft) ? draft.text : '';
}

function newestFirst(): Collection<Conversation, number> {
  return database.conversations.where('[deletedAt+updatedAt]').between([0, Dexie.minKey], [0, Dexie.maxKey]).reverse();
}

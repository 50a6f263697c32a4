import { Dexie } from 'dexie';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { Level } from '#lib/providers/provider.ts';
import { isConversation } from '../damage.ts';
import { database } from '../database.ts';
import { deletionId } from '../deletion-rows.ts';
import { jobKinds } from '../memory-rows.ts';
import type { Conversation, NewConversation } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** Adds a conversation; one that is there already stays as it is. @throws {PatterError} */
export function createConversation(conversation: NewConversation, now: number): Promise<void> {
  return inStore(() =>
    database.transaction('rw', database.conversations, async () => {
      if ((await database.conversations.get(conversation.id)) !== undefined) return;
      await database.conversations.add({ createdAt: now, updatedAt: now, deletedAt: 0, ...conversation });
    }),
  );
}

/** Changes what is given of a conversation. @throws {PatterError} */
export async function changeConversation(
  id: number,
  change: { title?: string | undefined; language?: string | undefined; level?: Level | undefined },
): Promise<void> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  await update(id, given);
}

/** Remembers how far a conversation has been searched for new words. @throws {PatterError} */
export async function keepWordsUpTo(id: number, position: number): Promise<void> {
  await inStore(() => database.conversations.where({ id }).filter(isConversation).modify({ wordsUpTo: position }));
}

/** Hides a conversation until `restoreConversation` or a later `purgeDeleted`. @throws {PatterError} */
export async function deleteConversation(id: number, now: number): Promise<void> {
  await update(id, { deletedAt: now });
}

/** Takes a deletion back. @throws {PatterError} also `storage` when the conversation has been purged meanwhile. */
export async function restoreConversation(id: number): Promise<void> {
  await update(id, { deletedAt: 0 });
}

async function update(id: number, change: Partial<Conversation>): Promise<void> {
  const found = await inStore(() => database.conversations.where({ id }).filter(isConversation).modify(change));
  if (found === 0) throw new PatterError('storage');
}

/**
 * Removes for good what was deleted before a point in time. The worker may start at any moment, also to take a deletion
 * or its undoing, so that point has to lie well back.
 *
 * @throws {PatterError}
 */
export function purgeDeleted(before: number): Promise<void> {
  const { conversations, messages, drafts, slips, summaries, facts, jobs, deletions, openers } = database;
  return inStore(() =>
    database.transaction(
      'rw',
      [conversations, messages, drafts, slips, summaries, facts, jobs, deletions, openers],
      async () => {
        const rows = await conversations
          .where('[deletedAt+updatedAt]')
          .between([1, Dexie.minKey], [before, Dexie.minKey])
          .filter(isConversation)
          .toArray();
        const deleted = rows.map(({ id }) => id);
        await deletions.bulkPut(
          rows.map(({ id, deletedAt }) => ({ id: deletionId('conversations', id), at: deletedAt })),
        );
        for (const id of deleted) {
          const said = messages.where('[conversationId+position]').between([id, Dexie.minKey], [id, Dexie.maxKey]);
          // What the learner said of themself in it goes with it.
          await facts
            .where('messageId')
            .anyOf(await said.primaryKeys())
            .delete();
          await said.delete();
          await jobs.bulkDelete(jobKinds.map((kind) => `${kind}/${id}`));
        }
        // What a tutor would have said first may come back to it.
        if (deleted.length > 0) await openers.clear();
        await slips.where('conversationId').anyOf(deleted).delete();
        await summaries.bulkDelete(deleted);
        await drafts.bulkDelete(deleted);
        await conversations.bulkDelete(deleted);
      },
    ),
  );
}

/** Keeps what the learner has begun to write. @throws {PatterError} */
export async function saveDraft(conversationId: number, text: string): Promise<void> {
  await inStore<unknown>(() =>
    text === '' ? database.drafts.delete(conversationId) : database.drafts.put({ conversationId, text }),
  );
}

import { dayStart } from '#lib/words/learning-day.ts';
import { cardToCount } from '#lib/words/use/due-card.ts';
import { isMessage } from '../damage.ts';
import { database } from '../database.ts';
import { readCards } from '../read/schedules.ts';
import { isWord } from '../read/words.ts';
import { messageId } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** How many words of one message the learner is asked about. */
const mostOffered = 2;

/**
 * Offers to count as a review that a turn's message uses words well: those that are due, and that were not offered on the
 * learner's present day. A message is looked at once.
 *
 * @param wordIds in the order in which they matter
 * @throws {PatterError}
 */
export function offerUses(turnId: string, wordIds: readonly string[], now: number): Promise<void> {
  const { messages, words, schedules } = database;
  return inStore(() =>
    database.transaction('rw', messages, words, schedules, async () => {
      const row = await messages.get(messageId(turnId, 'learner'));
      if (!isMessage(row) || row.uses !== undefined) return;
      const uses: string[] = [];
      for (const id of wordIds) {
        const word = await words.get(id);
        const isOpen = isWord(word) && word.deletedAt === 0 && word.state === 'learning';
        if (!isOpen || (word.offeredAt ?? 0) >= dayStart(now) || uses.length === mostOffered) continue;
        if (cardToCount(await readCards(id), now) !== null) uses.push(id);
      }
      for (const id of uses) await words.update(id, { offeredAt: now });
      if (uses.length > 0) await messages.put({ ...row, uses });
    }),
  );
}

/** Does not ask about a word of a turn's message any more. @throws {PatterError} */
export async function declineUse(turnId: string, wordId: string): Promise<void> {
  const { messages } = database;
  await inStore(() =>
    database.transaction('rw', messages, async () => {
      const row = await messages.get(messageId(turnId, 'learner'));
      if (!isMessage(row) || row.uses === undefined) return;
      await messages.put({ ...row, uses: row.uses.filter((id) => id !== wordId) });
    }),
  );
}

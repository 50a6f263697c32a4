import type { Card } from '#lib/corrections/card.ts';
import { slipsOf } from '#lib/corrections/slips.ts';
import { isConversation, isMessage } from '../damage.ts';
import { database } from '../database.ts';
import { messageId } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/**
 * Puts a card on a learner's message, and what it shows into the error memory. A message that is not in the store, or has
 * a card, is left alone. Within a transaction over messages, conversations and slips.
 */
export async function addCard(turnId: string, card: Card): Promise<void> {
  const { conversations, messages, slips } = database;
  const row = await messages.get(messageId(turnId, 'learner'));
  if (!isMessage(row) || row.card !== undefined) return;
  const conversation = await conversations.get(row.conversationId);
  if (!isConversation(conversation)) return;
  const { language } = conversation;
  await messages.put({ ...row, card });
  const of = { turnId, conversationId: row.conversationId, language, at: row.createdAt };
  await slips.bulkPut(
    slipsOf(card, language).map(({ edit, ...slip }) => Object.assign(slip, of, { id: `${turnId}/${edit}` })),
  );
}

/** Keeps a card that came after its turn had ended. @throws {PatterError} */
export async function keepCard(turnId: string, card: Card): Promise<void> {
  const { conversations, messages, slips } = database;
  await inStore(() => database.transaction('rw', conversations, messages, slips, () => addCard(turnId, card)));
}

/**
 * Takes the learner's word for it that an edit was not needed: it counts as no mistake any more.
 * @param edit its number on the card
 * @throws {PatterError}
 */
export async function disputeEdit(turnId: string, edit: number): Promise<void> {
  const { messages, slips } = database;
  await inStore(() =>
    database.transaction('rw', messages, slips, async () => {
      const row = await messages.get(messageId(turnId, 'learner'));
      if (!isMessage(row) || row.card?.kind !== 'edits') return;
      const edits = row.card.edits.map((other, index) => (index === edit ? { ...other, disputed: true } : other));
      await messages.put({ ...row, card: { ...row.card, edits } });
      await slips.delete(`${turnId}/${edit}`);
    }),
  );
}

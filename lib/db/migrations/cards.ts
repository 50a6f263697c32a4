import { buildCard } from '#lib/corrections/card.ts';
import { readCorrection } from '#lib/corrections/read-correction.ts';
import type { Transaction } from 'dexie';
import { isConversation } from '../damage.ts';

/** Version 3: a message keeps the card that is shown of a correction, no longer the correction as the tutor sent it. */
export async function cardsFromCorrections(transaction: Transaction): Promise<void> {
  const conversations = new Map<unknown, unknown>();
  await transaction.table('conversations').each((row: { id: unknown }) => conversations.set(row.id, row));
  await transaction
    .table('messages')
    .toCollection()
    .modify((row: Record<string, unknown>) => {
      const correction = readCorrection(row['correction']);
      delete row['correction'];
      const conversation = conversations.get(row['conversationId']);
      if (correction === undefined || !isConversation(conversation) || typeof row['text'] !== 'string') return;
      const { language, level } = conversation;
      // The learner's own language was not kept with a conversation: English is what explanations were written in.
      const card = buildCard({
        source: row['text'],
        correction,
        language,
        level,
        learnerLanguage: 'en',
        recurring: new Set(),
      });
      if (card !== null) row['card'] = card;
    });
}

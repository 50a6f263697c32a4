import { isMessage } from '../damage.ts';
import { database } from '../database.ts';
import { messageId, type Message, type Recap } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/**
 * Keeps what was asked about a reply. If that has changed meanwhile, it is about another one, and is dropped.
 * @param text the reply that it is about
 * @throws {PatterError}
 */
export async function keepAside(
  turnId: string,
  text: string,
  aside: Partial<Pick<Message, 'translation' | 'simpler' | 'suggestions'>>,
): Promise<void> {
  await inStore(() =>
    database.messages
      .where({ id: messageId(turnId, 'tutor') })
      .filter((row) => isMessage(row) && row.text === text)
      .modify(aside),
  );
}

/** Keeps what the learner made of a conversation. @throws {PatterError} */
export async function keepRecap(conversationId: number, recap: Recap): Promise<void> {
  await inStore(() => database.conversations.where({ id: conversationId }).modify({ recap }));
}

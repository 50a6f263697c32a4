import {
  conversationSchema,
  draftSchema,
  messageSchema,
  type Conversation,
  type Draft,
  type Message,
  type StoredMessage,
} from './rows.ts';

/*
 * A row that does not fit its schema is damaged. It is told of and otherwise left alone: nothing is written over it, and it
 * is not deleted, so that whoever can mend it finds it as it was.
 */

/** Whether a stored conversation is whole. */
export function isConversation(row: unknown): row is Conversation {
  return conversationSchema.safeParse(row).success;
}

/** Whether a stored message is whole. */
export function isMessage(row: unknown): row is Message {
  return messageSchema.safeParse(row).success;
}

/** Whether a stored draft is whole. */
export function isDraft(row: unknown): row is Draft {
  return draftSchema.safeParse(row).success;
}

/** A stored message as it is; of a damaged one, what its keys say of it. */
export function asStored(row: Message): StoredMessage {
  if (isMessage(row)) return row;
  const { id, conversationId, position } = row as Record<keyof Message, unknown>;
  const key = String(id);
  return {
    id: key,
    conversationId: Number(conversationId),
    turnId: key.replace(/\/[^/]*$/, ''),
    role: key.endsWith('/learner') ? 'learner' : 'tutor',
    position: Number(position),
    text: '',
    createdAt: 0,
    state: 'done',
    damaged: true,
  };
}

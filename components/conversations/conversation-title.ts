import type { Conversation } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';

/** What a conversation is called. */
export function conversationTitle({ title }: Pick<Conversation, 'title'>): string {
  return title || t('new_conversation');
}

import type { Conversation } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import { scenesFor } from '#lib/providers/guided/catalog.ts';

/** What a conversation is called: by its title, else by its scene. */
export function conversationTitle({
  title,
  language,
  scene,
}: Pick<Conversation, 'title' | 'language' | 'scene'>): string {
  return title || scenesFor(language).find(({ id }) => id === scene)?.title || t('new_conversation');
}

import { readConversation } from '#lib/db/read/conversations.ts';
import type { Word } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { conversationTitle } from '#components/conversations/conversation-title.ts';
import { routeHash } from '#components/navigation/route.ts';
import { daysAgo } from '#components/ui/short-time.ts';
import { useQuery } from '#components/ui/use-query.ts';

/** Where a word was met, as long as that is there. */
export function SaidIn({ word: { conversationId, createdAt } }: { word: Word }) {
  const { answer } = useQuery(async () => {
    const conversation = conversationId === undefined ? undefined : await readConversation(conversationId);
    return { conversation, readAt: Date.now() };
  }, [conversationId]);
  if (answer?.conversation === undefined) return null;
  const { conversation, readAt } = answer;
  return (
    <p className="review-said">
      {t('said_in')}{' '}
      <a href={routeHash({ room: 'chat', conversation: conversation.id })} dir="auto">
        {conversationTitle(conversation)}
      </a>
      , {daysAgo(createdAt, readAt)}
    </p>
  );
}

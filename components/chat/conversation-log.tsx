import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { latestMessages } from '#lib/db/read/messages.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import type { SceneEntry } from '#lib/providers/guided/catalog.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import { isLive } from '#lib/turn/view.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { ScrollEnd } from '#components/ui/scroll-end.tsx';
import { EmptyConversation } from './empty-conversation.tsx';
import { mergeTurn } from './merge-turn.ts';
import { MessageView } from './message-view.tsx';
import { TurnOutcome } from './turn-outcome.tsx';
import { useAnnouncement } from './use-announcement.ts';
import { useReadingPosition } from './use-reading-position.ts';

/** How many messages are read at a time. */
const page = 15;

interface ConversationLogProps {
  conversation: Conversation;
  settings: Settings;
  client: TurnClient;
  onScene: (scene: SceneEntry) => void;
  onRetry: (turnId: string) => void;
}

/** The messages of a conversation, the end in view. Older ones are read when the reader comes near them. */
export function ConversationLog({ conversation, settings, client, onScene, onRetry }: ConversationLogProps) {
  const { id, language } = conversation;
  const view = useSyncExternalStore(client.subscribe, client.view);
  const [limit, setLimit] = useState(page);
  const rows = useLiveQuery(() => latestMessages(id, limit), [id, limit]);
  const { messages, unheard } = rows === undefined ? { messages: [], unheard: null } : mergeTurn(rows, view);
  const live = isLive(view);
  const { scroller, away, onScroll, jump } = useReadingPosition();
  const announcement = useAnnouncement(scroller, live);
  useUnheardTurn(client, unheard);
  const readOlder = useCallback(() => setLimit((shown) => shown + page), []);

  const requested = view.request?.turnId;
  useEffect(() => {
    if (requested !== undefined) jump();
  }, [requested, jump]);

  const lastTurn = messages.at(-1)?.turnId;
  return (
    <div className="log-area">
      <div
        className="scroller log"
        role="log"
        aria-label={t('conversation')}
        aria-live="off"
        tabIndex={0}
        ref={scroller}
        onScroll={onScroll}
      >
        <div className="log-messages">
          {rows !== undefined && rows.length >= limit && <ScrollEnd key={rows.length} onNear={readOlder} />}
          {rows !== undefined && messages.length === 0 && (
            <EmptyConversation
              settings={settings}
              language={language}
              scene={conversation.scene}
              onScene={onScene}
              onBegin={() => client.begin()}
            />
          )}
          {messages.map((message) => (
            <div key={message.id} className="log-message">
              <MessageView
                message={message}
                language={language}
                corrections={settings.correct ? settings.learnerLanguage : null}
              />
              {message.role === 'tutor' && (
                <TurnOutcome
                  message={message}
                  last={message.turnId === lastTurn}
                  tutor={settings.tutor}
                  onRetry={() => onRetry(message.turnId)}
                />
              )}
            </div>
          ))}
        </div>
        {away && (
          <div className="jump">
            <Button onClick={jump}>
              <Icon name="down" /> {t('jump_to_latest')}
            </Button>
          </div>
        )}
      </div>
      <output className="visually-hidden" lang={language}>
        {announcement}
      </output>
    </div>
  );
}

/** How long a turn may be unheard of before the worker is asked: the database and the port do not speak in step. */
const patienceMs = 500;

function useUnheardTurn(client: TurnClient, unheard: string | null): void {
  useEffect(() => {
    if (unheard === null) return;
    const timer = setTimeout(() => client.refresh(), patienceMs);
    return () => clearTimeout(timer);
  }, [client, unheard]);
}

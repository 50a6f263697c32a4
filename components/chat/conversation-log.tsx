import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { latestMessages } from '#lib/db/read/messages.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import type { SceneEntry } from '#lib/providers/guided/catalog.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import { isLive } from '#lib/turn/view.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { ScrollEnd } from '#components/ui/scroll-end.tsx';
import { useQuery } from '#components/ui/use-query.ts';
import { EmptyConversation } from './empty-conversation.tsx';
import { mergeTurn, type ShownMessage } from './merge-turn.ts';
import { MessageView } from './message-view.tsx';
import { RetryCountdown } from './retry-countdown.tsx';
import { TurnOutcome, type TurnActions } from './turn-outcome.tsx';
import { useAnnouncement } from './use-announcement.ts';
import { useReadingPosition } from './use-reading-position.ts';

/** How many messages are read at a time. */
const page = 15;

interface ConversationLogProps {
  conversation: Conversation;
  settings: Settings;
  client: TurnClient;
  onScene: (scene: SceneEntry) => void;
  /** What can be done about the last turn. */
  actions: (turnId: string) => TurnActions;
  /** Brings the focus to where the learner writes. */
  onFocusLost: () => void;
}

/** The messages of a conversation, the end in view. Older ones are read when the reader comes near them. */
export function ConversationLog({
  conversation,
  settings,
  client,
  onScene,
  actions,
  onFocusLost,
}: ConversationLogProps) {
  const { id, language } = conversation;
  const view = useSyncExternalStore(client.subscribe, client.view);
  const [limit, setLimit] = useState(page);
  const { answer, error } = useQuery(() => latestMessages(id, limit), [id, limit]);
  const rows = answer ?? (error === null ? undefined : []);
  const { messages, unheard } = rows === undefined ? { messages: [], unheard: null } : mergeTurn(rows, view);
  const live = isLive(view);
  const { unkept } = view;
  const { scroller, away, onScroll, jump } = useReadingPosition();
  const announcement = useAnnouncement(scroller, live);
  const lost = useLostTurn(client, unheard);
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
          {messages.map((message) => {
            const shown = message.turnId === lost && message.role === 'tutor' ? interrupted(message) : message;
            return (
              <div key={message.id} className="log-message">
                <MessageView
                  message={shown}
                  language={language}
                  corrections={settings.correct ? settings.learnerLanguage : null}
                />
                {shown.role === 'tutor' && (
                  <TurnOutcome
                    message={shown}
                    last={shown.turnId === lastTurn}
                    tutor={settings.tutor}
                    {...actions(shown.turnId)}
                  />
                )}
                {shown.waitingFor?.what === 'retry' && (
                  <RetryCountdown
                    waitingFor={shown.waitingFor}
                    tutor={settings.tutor}
                    onRetryNow={() => client.retryNow()}
                    onFocusLost={onFocusLost}
                  />
                )}
              </div>
            );
          })}
          {unkept !== null && unkept.error !== null && (
            <ErrorAlert
              error={unkept.error}
              tutor={settings.tutor}
              kept={t('kept_here')}
              onRetry={() => {
                client.keep();
                onFocusLost();
              }}
              retryLabel={t('keep_again')}
            />
          )}
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

/**
 * Asks the worker about a turn that the database says is running.
 * @returns the turn, once the worker knows nothing of it either: it can not be written down that it is over
 */
function useLostTurn(client: TurnClient, unheard: string | null): string | null {
  const [lost, setLost] = useState<string | null>(null);
  useEffect(() => {
    if (unheard === null) return;
    let given = setTimeout(() => {
      client.refresh();
      given = setTimeout(() => setLost(unheard), patienceMs);
    }, patienceMs);
    return () => clearTimeout(given);
  }, [client, unheard]);
  return lost === unheard ? lost : null;
}

function interrupted(message: ShownMessage): ShownMessage {
  return { ...message, state: 'interrupted', error: { code: 'interrupted' } };
}

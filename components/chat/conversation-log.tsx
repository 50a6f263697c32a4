import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { readSummary } from '#lib/db/read/memory.ts';
import { latestMessages } from '#lib/db/read/messages.ts';
import type { Summary } from '#lib/db/memory-rows.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import { isLive } from '#lib/turn/view.ts';
import { SummaryBoundary } from '#components/memory/summary-boundary.tsx';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { ScrollEnd } from '#components/ui/scroll-end.tsx';
import { useQuery } from '#components/ui/use-query.ts';
import type { CardActions } from './correction-card.tsx';
import { EmptyConversation, type ChosenScene } from './empty-conversation.tsx';
import { GlossPopover } from './gloss-popover.tsx';
import { GoodUse } from './good-use.tsx';
import { mergeTurn, type ShownMessage } from './merge-turn.ts';
import { MessageView } from './message-view.tsx';
import { ReadingNote } from './reading-note.tsx';
import { RecapCard } from './recap-card.tsx';
import { ReplyTools, SpeakReply } from './reply-tools.tsx';
import { RetryCountdown } from './retry-countdown.tsx';
import { TurnOutcome, type TurnActions } from './turn-outcome.tsx';
import { useAnnouncement } from './use-announcement.ts';
import { useHardWords } from './use-hard-words.ts';
import { useReadingPosition } from './use-reading-position.ts';
import { useWordTap, type TappedWord } from './use-word-tap.ts';

/** How many messages are read at a time. */
const page = 15;

interface ConversationLogProps {
  conversation: Conversation;
  settings: Settings;
  client: TurnClient;
  onScene: (scene: ChosenScene) => void;
  /** What can be done about the last turn. */
  actions: (turnId: string) => TurnActions;
  /** What can be done about the card of a message. */
  cardActions: (turnId: string) => CardActions;
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
  cardActions,
  onFocusLost,
}: ConversationLogProps) {
  const { id, language, level, reading, recap } = conversation;
  const view = useSyncExternalStore(client.subscribe, client.view);
  const [limit, setLimit] = useState(page);
  const { answer, error } = useQuery(() => latestMessages(id, limit), [id, limit]);
  const { answer: latestSummary } = useQuery(() => readSummary(id), [id]);
  // What the learner is changing stays where it is, whatever is made meanwhile.
  const [editedSummary, setEditedSummary] = useState<Summary | null>(null);
  const summary = editedSummary ?? latestSummary;
  const rows = answer ?? (error === null ? undefined : []);
  const { messages, unheard } = rows === undefined ? { messages: [], unheard: null } : mergeTurn(rows, view);
  const summarised = summary && rows?.findLast(({ position }) => position <= summary.upTo)?.id;
  const live = isLive(view);
  const { unkept } = view;
  const { scroller, away, onScroll, jump } = useReadingPosition();
  const announcement = useAnnouncement(scroller, live);
  const lost = useLostTurn(client, unheard);
  const readOlder = useCallback(() => setLimit((shown) => shown + page), []);

  const [tapped, setTapped] = useState<TappedWord | null>(null);
  const closeGloss = useCallback(() => setTapped(null), []);
  useWordTap(scroller, setTapped);
  const onWord = useCallback((sentence: string, at: number, beside: Element) => {
    setTapped({ sentence, at, rect: beside.getBoundingClientRect() });
  }, []);
  useHardWords(
    scroller,
    messages.flatMap(({ id: of, check }) => (check === undefined ? [] : [{ id: of, hard: check.hard }])),
  );

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
          {reading !== undefined && rows !== undefined && rows.length < limit && <ReadingNote reading={reading} />}
          {rows !== undefined && messages.length === 0 && (
            <EmptyConversation
              settings={settings}
              language={language}
              level={level}
              scene={conversation.scene}
              reading={reading}
              onScene={onScene}
              onBegin={() => client.begin()}
            />
          )}
          {messages.flatMap((message) => {
            const shown = message.turnId === lost && message.role === 'tutor' ? interrupted(message) : message;
            return [
              <div key={message.id} className="log-message">
                <MessageView
                  message={shown}
                  language={language}
                  level={level}
                  settings={settings}
                  cardActions={cardActions}
                />
                {shown.uses !== undefined && shown.createdAt !== undefined && (
                  <GoodUse turnId={shown.turnId} uses={shown.uses} usedAt={shown.createdAt} onFocusLost={onFocusLost} />
                )}
                {shown.role === 'tutor' && shown.state === 'done' && shown.text !== '' && (
                  <ReplyTools message={shown} language={language} settings={settings} onWord={onWord} />
                )}
                {shown.role === 'tutor' && isBroken(shown) && (
                  <div className="reply-buttons">
                    <SpeakReply message={shown} language={language} />
                  </div>
                )}
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
              </div>,
              summary && message.id === summarised && (
                <SummaryBoundary
                  key="summary"
                  summary={summary}
                  onEditing={(editing) => setEditedSummary(editing ? summary : null)}
                />
              ),
            ];
          })}
          {recap !== undefined && rows !== undefined && (
            <RecapCard
              recap={recap}
              language={language}
              learnerLanguage={settings.learnerLanguage}
              onPractise={cardActions('').onPractise}
            />
          )}
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
      {tapped !== null && (
        <GlossPopover
          key={`${tapped.at} ${tapped.sentence}`}
          tapped={tapped}
          language={language}
          level={level}
          settings={settings}
          conversationId={id}
          onClose={closeGloss}
        />
      )}
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

/** A reply that came to no end of its own, of which there is something. */
function isBroken({ state, text }: ShownMessage): boolean {
  return (state === 'stopped' || state === 'interrupted') && text !== '';
}

function interrupted(message: ShownMessage): ShownMessage {
  return { ...message, state: 'interrupted', error: { code: 'interrupted' } };
}

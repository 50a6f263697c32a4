import {
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from 'react';
import { request } from '#lib/commands/request.ts';
import type { Conversation } from '#lib/db/rows.ts';
import type { WireError } from '#lib/errors/wire-error.ts';
import { t } from '#lib/i18n/message.ts';
import type { CorrectionCategory } from '#lib/providers/correction.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import { emptyView, isLive } from '#lib/turn/view.ts';
import { conversationTitle } from '#components/conversations/conversation-title.ts';
import type { SettingsStore } from '#components/settings/settings-store.ts';
import { silence, SpeechContext } from '#components/speech/speech.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { useEscape } from '#components/ui/use-escape.ts';
import { ChatHeader } from './chat-header.tsx';
import { Composer } from './composer.tsx';
import { ConversationLog } from './conversation-log.tsx';
import type { CardActions } from './correction-card.tsx';
import { Drill } from './drill.tsx';
import { EmptyConversation } from './empty-conversation.tsx';
import { Foot } from './foot.tsx';
import { IdleNotice } from './idle-notice.tsx';
import type { TurnActions } from './turn-outcome.tsx';
import { newConversationDraft } from './use-draft.ts';
import { useTalk } from './use-talk.ts';

interface ChatRoomProps {
  /** `null` until the first message of a new one. Mounted anew for every conversation. */
  conversation: Conversation | null;
  settings: Settings;
  /** Why the settings could not be kept. */
  settingsError: WireError | null;
  /** Why the database can not be read. */
  unreadable: WireError | null;
  settingsStore: SettingsStore;
  client: TurnClient;
  /** Has the client follow a conversation, unless it does so already. */
  follow: (conversationId: number) => void;
  drawerOpen: boolean;
  onOpenDrawer: () => void;
  /** The button that opens the drawer. */
  menu: RefObject<HTMLButtonElement | null>;
}

/** One conversation: its log, and where the learner writes. */
export function ChatRoom(props: ChatRoomProps) {
  const { conversation, settings, settingsError, unreadable, settingsStore, client, follow } = props;
  const { drawerOpen, onOpenDrawer, menu } = props;
  const { language, level } = conversation ?? settings;
  const id = conversation?.id;
  const { error, send, startScene, stop, attempt } = useTalk({
    conversation,
    language,
    level,
    client,
    follow,
    unreadable,
  });
  const speech = use(SpeechContext);
  const [drilled, setDrilled] = useState<CorrectionCategory | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // A conversation that is not there yet has no turn; the client still follows the one before.
  const live = useSyncExternalStore(client.subscribe, () => id !== undefined && isLive(client.view()));
  const rejected = useSyncExternalStore(
    client.subscribe,
    () => (id === undefined ? emptyView : client.view()).rejected,
  );
  const returned = rejected?.request.type === 'send' ? rejected.request.text : null;
  const shownError = rejected?.error ?? error ?? settingsError ?? (id === undefined ? unreadable : null);

  const write = useCallback(() => field.current?.focus(), []);
  useLayoutEffect(() => {
    if (id !== undefined) follow(id);
  }, [id, follow]);
  useEscape(() => {
    stop();
    if (live) client.stop();
  });

  function actionsOn(turnId: string): TurnActions {
    return {
      onRetry: andWrite(() => client.retry(turnId)),
      onContinue: andWrite(() => client.continue(turnId)),
      onKeep: andWrite(() => attempt(request('turn.keep', { turnId }))),
    };
  }

  function andWrite(act: () => unknown): () => void {
    return () => {
      act();
      // The button that was pressed goes away with the error.
      write();
    };
  }

  const latestAttempt = useRef(attempt);
  useEffect(() => {
    latestAttempt.current = attempt;
  });
  const cardActions = useMemo(
    () =>
      (turnId: string): CardActions => ({
        onDispute: (edit) => void latestAttempt.current(request('correction.dispute', { turnId, edit })),
        onPractise: setDrilled,
      }),
    [],
  );

  function changeLesson(change: { language?: string; level?: Level }): void {
    if (id === undefined) void settingsStore.change(change);
    else void attempt(request('conversation.change', { id, ...change }));
  }

  return (
    <div className="room chat">
      <ChatHeader
        title={conversation === null ? t('new_conversation') : conversationTitle(conversation)}
        language={language}
        level={level}
        settings={settings}
        conversation={id ?? 'new'}
        drawerOpen={drawerOpen}
        onOpenDrawer={onOpenDrawer}
        menu={menu}
        onChange={changeLesson}
      />
      <main className="chat-main">
        {conversation === null ? (
          <div className="scroller" role="log" aria-label={t('conversation')} aria-live="off" tabIndex={0}>
            <EmptyConversation
              settings={settings}
              language={language}
              level={level}
              onScene={(scene) => void startScene(scene)}
            />
          </div>
        ) : (
          <ConversationLog
            conversation={conversation}
            settings={settings}
            client={client}
            onScene={(scene) => void startScene(scene)}
            actions={actionsOn}
            cardActions={cardActions}
            onFocusLost={write}
          />
        )}
        <div className="dock">
          {shownError && (
            <ErrorAlert
              error={shownError}
              tutor={settings.tutor}
              kept={returned === null ? '' : t('kept_returned')}
              onRetry={shownError === unreadable ? () => location.reload() : undefined}
            />
          )}
          <Composer
            conversationId={id ?? newConversationDraft}
            language={language}
            level={level}
            settings={settings}
            conversation={conversation}
            live={live}
            onSend={send}
            onStop={() => {
              silence(speech);
              client.stop();
              write();
            }}
            returned={returned}
            field={field}
          />
          <IdleNotice onFocusLost={write} />
          <Foot conversation={conversation} settings={settings} settingsStore={settingsStore} live={live} />
        </div>
      </main>
      {drilled !== null && (
        <Drill
          category={drilled}
          language={language}
          level={level}
          settings={settings}
          closeLabel={t('back_to_chat')}
          onClose={() => setDrilled(null)}
        />
      )}
    </div>
  );
}

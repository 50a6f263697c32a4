import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import { request } from '#lib/commands/request.ts';
import { newConversationId, type Conversation } from '#lib/db/rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import { t } from '#lib/i18n/message.ts';
import type { SceneEntry } from '#lib/providers/guided/catalog.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import { emptyView, isLive } from '#lib/turn/view.ts';
import { conversationTitle } from '#components/conversations/conversation-title.ts';
import { goTo } from '#components/navigation/use-route.ts';
import type { SettingsStore } from '#components/settings/settings-store.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { ChatHeader } from './chat-header.tsx';
import { Composer, type SentMessage } from './composer.tsx';
import { isInputMethodKey } from './composer-keys.ts';
import { ConversationLog } from './conversation-log.tsx';
import { EmptyConversation } from './empty-conversation.tsx';
import type { TurnActions } from './turn-outcome.tsx';
import { newConversationDraft } from './use-draft.ts';

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
  const {
    conversation,
    settings,
    settingsError,
    unreadable,
    settingsStore,
    client,
    follow,
    drawerOpen,
    onOpenDrawer,
    menu,
  } = props;
  const { language, level } = conversation ?? settings;
  const id = conversation?.id;
  const [error, setError] = useState<WireError | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const creation = useRef({ running: false, stopped: false });
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
    creation.current.stopped = true;
    if (live) client.stop();
  });

  /** @returns whether there is a new conversation now, which the client follows */
  async function create(scene?: SceneEntry): Promise<boolean> {
    if (creation.current.running) return false;
    creation.current = { running: true, stopped: false };
    const created = newConversationId();
    const given = { id: created, title: scene?.title ?? '', language, level, ...(scene && { scene: scene.id }) };
    // Where this page can not read what the worker writes, it goes by what it holds itself.
    const refusal = await request('conversation.create', given).then(() => unreadable, toWire);
    creation.current.running = false;
    if (refusal !== null && !refusal.code.startsWith('storage')) {
      setError(refusal);
      return false;
    }
    setError(null);
    follow(created);
    if (refusal !== null) client.adopt(given, refusal);
    goTo({ room: 'chat', conversation: created });
    return true;
  }

  async function attempt(work: Promise<unknown>): Promise<boolean> {
    try {
      await work;
      setError(null);
      return true;
    } catch (thrown) {
      setError(toWire(thrown));
      return false;
    }
  }

  async function send(text: string): Promise<SentMessage | null> {
    if (id === undefined && !(await create())) return null;
    client.send(text);
    if (id === undefined && creation.current.stopped) client.stop();
    return { settled: settled(client) };
  }

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

  async function startScene(scene: SceneEntry): Promise<void> {
    if (await create(scene)) client.begin();
  }

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
            <EmptyConversation settings={settings} language={language} onScene={(scene) => void startScene(scene)} />
          </div>
        ) : (
          <ConversationLog
            conversation={conversation}
            settings={settings}
            client={client}
            onScene={(scene) => void startScene(scene)}
            actions={actionsOn}
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
            live={live}
            onSend={send}
            onStop={() => {
              client.stop();
              field.current?.focus();
            }}
            returned={returned}
            field={field}
          />
          <div className="foot">
            <button
              type="button"
              role="switch"
              className="foot-switch"
              aria-checked={settings.correct}
              onClick={() => void settingsStore.change({ correct: !settings.correct })}
            >
              {t('corrections')} <b aria-hidden="true">{t(settings.correct ? 'on' : 'off')}</b>
            </button>
            <span>{t('composer_keys')}</span>
          </div>
        </div>
      </main>
    </div>
  );
}

/** Resolves once the worker has taken or turned away the latest request. */
function settled(client: TurnClient): Promise<void> {
  return new Promise((resolve) => {
    const end = client.subscribe(() => {
      if (client.view().request?.confirmed === false) return;
      end();
      resolve();
    });
  });
}

/** Escape ends a reply that is arriving, wherever the focus is, unless it is meant for something nearer. */
function useEscape(stop: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const nearer = event.defaultPrevented || document.querySelector('dialog[open]') !== null;
      if (event.key === 'Escape' && !nearer && !isInputMethodKey(event, false)) stop();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

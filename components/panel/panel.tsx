import { lazy, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Conversation, NewConversation } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import type { SpeechClient } from '#lib/speech/client.ts';
import { chatPlace, newChatPlace } from '#lib/speech/protocol.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import { ChatRoom } from '#components/chat/chat-room.tsx';
import { Drawer } from '#components/conversations/drawer.tsx';
import { ConversationDeletion } from '#components/conversations/conversation-deletion.tsx';
import { useConversationEdits } from '#components/conversations/use-conversation-edits.ts';
import type { Route } from '#components/navigation/route.ts';
import { goTo, replaceRoute, useRoute } from '#components/navigation/use-route.ts';
import { DamagedSettings } from '#components/settings/damaged-settings.tsx';
import type { SettingsStore } from '#components/settings/settings-store.ts';
import { silence, SpeechContext } from '#components/speech/speech.ts';
import { useSpeechPlace } from '#components/speech/use-speech-place.ts';
import { useSpokenMark } from '#components/speech/use-spoken-mark.ts';
import { VoiceTrouble } from '#components/speech/voice-trouble.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { useEscape } from '#components/ui/use-escape.ts';
import { useConversation, type AskedConversation } from './use-conversation.ts';
import { useTopic } from './use-topic.ts';
import { useKeptStorage } from './use-kept-storage.ts';
import { useWarmTutor } from './use-warm-tutor.ts';

// The chat is what a learner waits for; these rooms can come when they are asked for.
const SettingsRoom = lazy(async () => ({
  default: (await import('#components/settings/settings-room.tsx')).SettingsRoom,
}));

const languageRooms = {
  words: lazy(async () => ({ default: (await import('#components/words/words-room.tsx')).WordsRoom })),
  review: lazy(async () => ({ default: (await import('#components/review/review-room.tsx')).ReviewRoom })),
  export: lazy(async () => ({ default: (await import('#components/exchange/export-room.tsx')).ExportRoom })),
  progress: lazy(async () => ({ default: (await import('#components/progress/progress-room.tsx')).ProgressRoom })),
  import: lazy(async () => ({ default: (await import('#components/exchange/import-room.tsx')).ImportRoom })),
};

interface RoomsProps {
  client: TurnClient;
  speech: SpeechClient;
  settingsStore: SettingsStore;
}

/** The side panel: one room at a time, and above it what is to be said of voices. */
export function Panel(props: RoomsProps) {
  const { speech } = props;
  useSpokenMark(speech);
  useEscape(() => silence(speech));
  return (
    <SpeechContext value={speech}>
      <VoiceTrouble />
      <Rooms {...props} />
    </SpeechContext>
  );
}

/** The room that the address names. */
function Rooms({ client, speech, settingsStore }: RoomsProps) {
  const route = useRoute();
  const { settings, error, damaged } = useSyncExternalStore(settingsStore.subscribe, settingsStore.state);
  const asked = useAsked(route.room === 'chat' ? route.conversation : null);
  const { answer: found, error: unreadable } = useConversation(asked);
  const adopted = useSyncExternalStore(client.subscribe, () => client.view().unkept?.conversation);
  const conversation = shownConversation(asked, found?.conversation ?? null, adopted);
  const present = conversation?.id ?? 'new';

  useEffect(() => {
    // The address names what is shown, so that a reload shows it again.
    if (route.room === 'chat' && found?.asked === asked && typeof present === 'number' && present !== asked) {
      replaceRoute({ room: 'chat', conversation: present });
    }
  }, [route.room, found?.asked, asked, present]);

  const [drawerOpen, setDrawerOpen] = useState(false);
  const edits = useConversationEdits(openRestored);
  const follow = useFollow(client);
  useKeptStorage(client);
  const topic = useTopic(
    ({ conversation: id, begins }) => {
      follow(id);
      goTo({ room: 'chat', conversation: id });
      if (begins) client.begin();
    },
    () => goTo({ room: 'chat', conversation: asked }),
    () => goTo({ room: 'review' }),
  );
  useWarmTutor(settings?.tutor, conversation?.id);
  const spoken = conversation?.language ?? settings?.language ?? 'und';
  useSpeechPlace(speech, client, placeOf(route.room, present), spoken);
  const menu = useRef<HTMLButtonElement>(null);

  function closeDrawer(): void {
    setDrawerOpen(false);
    // Where the button that opened it went away with its conversation, the browser has nothing to give the focus back to.
    const focused = document.activeElement;
    if (focused === document.body || focused?.closest('dialog')) menu.current?.focus();
  }

  if (settings === null) {
    return (
      error && (
        <main className="broken">
          <ErrorAlert error={error} tutor="guided" onRetry={() => location.reload()} />
        </main>
      )
    );
  }
  if (route.room === 'settings') {
    return (
      <Suspense>
        <SettingsRoom settings={settings} error={error} damaged={damaged} store={settingsStore} conversation={asked} />
      </Suspense>
    );
  }
  if (route.room !== 'chat') {
    const Room = languageRooms[route.room];
    return (
      <Suspense>
        <Room
          key={route.language}
          chosen={route.language}
          settings={settings}
          store={settingsStore}
          conversation={asked}
        />
      </Suspense>
    );
  }
  if (found === undefined && unreadable === null && asked !== 'new') return null;
  return (
    <>
      {damaged && (
        <div className="panel-alert">
          <DamagedSettings />
        </div>
      )}
      {topic.error && (
        <div className="panel-alert">
          <ErrorAlert error={topic.error} tutor={settings.tutor} onRetry={topic.dismiss} retryLabel={t('close')} />
        </div>
      )}
      <Drawer open={drawerOpen} onClose={closeDrawer} present={present} edits={edits} />
      <ChatRoom
        key={present}
        conversation={conversation}
        settings={settings}
        settingsError={error}
        unreadable={unreadable}
        settingsStore={settingsStore}
        client={client}
        follow={follow}
        drawerOpen={drawerOpen}
        onOpenDrawer={() => setDrawerOpen(true)}
        menu={menu}
      />
      {!drawerOpen && <ConversationDeletion edits={edits} />}
    </>
  );
}

/**
 * What was found, unless what was asked for is talked in without being in the database. A new conversation is nowhere to
 * be looked for: it is there at once, and so is what is typed into it.
 */
function shownConversation(
  asked: AskedConversation,
  found: Conversation | null,
  adopted: NewConversation | undefined,
): Conversation | null {
  if (asked === 'new') return null;
  if (adopted === undefined || adopted.id !== asked || found?.id === asked) return found;
  return { ...adopted, createdAt: 0, updatedAt: 0, deletedAt: 0 };
}

function placeOf(room: Route['room'], conversation: number | 'new'): string {
  if (room !== 'chat') return room;
  return conversation === 'new' ? newChatPlace : chatPlace(conversation);
}

function openRestored(id: number): void {
  goTo({ room: 'chat', conversation: id });
}

/** Has the client follow a conversation, unless it does so already: what it knows of the live turn is then kept. */
function useFollow(client: TurnClient): (conversationId: number) => void {
  const followed = useRef<number | null>(null);
  return useCallback(
    (conversationId: number) => {
      if (followed.current === conversationId) return;
      followed.current = conversationId;
      client.open(conversationId);
    },
    [client],
  );
}

/** The conversation that was asked for last, which another room leaves as it is. */
function useAsked(inAddress: AskedConversation | null): AskedConversation {
  const [asked, setAsked] = useState<AskedConversation>(inAddress ?? 'latest');
  if (inAddress !== null && inAddress !== asked) setAsked(inAddress);
  return inAddress ?? asked;
}

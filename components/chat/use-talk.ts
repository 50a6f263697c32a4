import { useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { newConversationId, type Conversation } from '#lib/db/rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { Level } from '#lib/providers/provider.ts';
import type { TurnClient } from '#lib/turn/client.ts';
import { goTo } from '#components/navigation/use-route.ts';
import type { SentMessage } from './composer.tsx';
import type { ChosenScene } from './empty-conversation.tsx';

interface TalkOptions {
  /** `null` until the first message of a new one. */
  conversation: Conversation | null;
  /** What a new conversation begins with. */
  language: string;
  level: Level;
  client: TurnClient;
  /** Has the client follow a conversation, unless it does so already. */
  follow: (conversationId: number) => void;
  /** Why the database can not be read. */
  unreadable: WireError | null;
}

interface Talk {
  /** What went wrong last. */
  error: WireError | null;
  send: (text: string) => Promise<SentMessage | null>;
  /** Begins a new conversation in which the tutor speaks first. */
  startScene: (scene: ChosenScene) => Promise<void>;
  /** Stops the reply of a conversation that is only just being begun. */
  stop: () => void;
  /** @returns whether it worked; if not, it is told */
  attempt: (work: Promise<unknown>) => Promise<boolean>;
}

/** What a learner does in a conversation, also in one that is not there yet. */
export function useTalk({ conversation, language, level, client, follow, unreadable }: TalkOptions): Talk {
  const [error, setError] = useState<WireError | null>(null);
  const creation = useRef({ running: false, stopped: false });
  const id = conversation?.id;

  /** @returns whether there is a new conversation now, which the client follows */
  async function create(scene?: ChosenScene): Promise<boolean> {
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

  return {
    error,
    stop: () => {
      creation.current.stopped = true;
    },
    async send(text) {
      if (id === undefined && !(await create())) return null;
      client.send(text);
      if (id === undefined && creation.current.stopped) client.stop();
      return { settled: settled(client) };
    },
    async startScene(scene) {
      if (await create(scene)) client.begin();
    },
    async attempt(work) {
      try {
        await work;
        setError(null);
        return true;
      } catch (thrown) {
        setError(toWire(thrown));
        return false;
      }
    },
  };
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

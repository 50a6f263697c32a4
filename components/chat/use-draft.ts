import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { readDraft } from '#lib/db/read/conversations.ts';
import { DraftKeeper } from './draft-keeper.ts';

/** The draft of a conversation that does not exist yet: no conversation has this id. */
export const newConversationDraft = 0;

const pauseMs = 300;

interface DraftField {
  text: string;
  change: (text: string) => void;
  /** Saves at once what is not saved yet. */
  flush: () => void;
  /** Empties the field, and what is saved of it once that is safe: the draft of a sent message is its only copy at first. */
  clear: (safe: Promise<void>) => void;
}

/** The text of the composer, which survives the panel. Meant for one conversation: mount it anew for another. */
export function useDraft(conversationId: number): DraftField {
  const [text, setText] = useState('');
  const [keeper] = useState(
    () => new DraftKeeper({ save: (draft) => request('draft.save', { conversationId, text: draft }), pauseMs }),
  );

  const latest = useRef('');
  const flush = useCallback(() => keeper.flush(), [keeper]);

  useEffect(() => {
    let open = true;
    // What was typed before the draft had been read goes behind it.
    readDraft(conversationId).then(
      (draft) => open && setText((typed) => (typed.startsWith(draft) ? typed : draft + typed)),
      // A database that can not be read is told of where the conversation is.
      () => undefined,
    );
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      open = false;
      flush();
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [conversationId, flush]);

  const change = useCallback(
    (changed: string) => {
      latest.current = changed;
      setText(changed);
      keeper.change(changed);
    },
    [keeper],
  );
  const clear = useCallback(
    (safe: Promise<void>) => {
      latest.current = '';
      setText('');
      void safe.then(() => keeper.change(latest.current));
    },
    [keeper],
  );
  return { text, change, flush, clear };
}

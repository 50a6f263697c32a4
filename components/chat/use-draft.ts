import { useCallback, useEffect, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { readDraft } from '#lib/db/read/conversations.ts';
import { DraftKeeper } from './draft-keeper.ts';

/** The draft of a conversation that does not exist yet: no conversation has this id. */
export const newConversationDraft = 0;

const pauseMs = 300;

/** The text of the composer, which survives the panel. Meant for one conversation: mount it anew for another. */
export function useDraft(conversationId: number): [text: string, change: (text: string) => void] {
  const [text, setText] = useState('');
  const [keeper] = useState(
    () => new DraftKeeper({ save: (draft) => request('draft.save', { conversationId, text: draft }), pauseMs }),
  );

  useEffect(() => {
    let open = true;
    // What was typed before the draft had been read goes behind it.
    void readDraft(conversationId).then((draft) => {
      if (open) setText((typed) => (typed.startsWith(draft) ? typed : draft + typed));
    });
    const flush = () => keeper.flush();
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      open = false;
      flush();
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [conversationId, keeper]);

  const change = useCallback(
    (changed: string) => {
      setText(changed);
      keeper.change(changed);
    },
    [keeper],
  );
  return [text, change];
}

import { useCallback, useMemo, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';

export interface ConversationEdits {
  /** The conversation that was deleted last, as long as that can be taken back; `present` if it was the open one. */
  deleted: (Conversation & { present: boolean }) | null;
  error: WireError | null;
  rename: (id: number, title: string) => void;
  remove: (conversation: Conversation, present: boolean) => void;
  /** Takes the last deletion back. */
  undo: () => void;
  /** Lets the last deletion be. */
  settle: () => void;
}

/** What can be done to conversations from their list. @param onRestored called when the open conversation, once deleted, is back */
export function useConversationEdits(onRestored: (id: number) => void): ConversationEdits {
  const [deleted, setDeleted] = useState<ConversationEdits['deleted']>(null);
  const [error, setError] = useState<WireError | null>(null);

  const attempt = useCallback((work: Promise<unknown>, then?: () => unknown) => {
    setError(null);
    work.then(then, (thrown: unknown) => setError(toWire(thrown)));
  }, []);

  return useMemo(
    () => ({
      deleted,
      error,
      rename: (id, title) => attempt(request('conversation.change', { id, title })),
      remove: (conversation, present) =>
        attempt(request('conversation.delete', { id: conversation.id }), () =>
          setDeleted({ ...conversation, present }),
        ),
      undo: () => {
        if (deleted === null) return;
        setDeleted(null);
        attempt(request('conversation.restore', { id: deleted.id }), () => deleted.present && onRestored(deleted.id));
      },
      settle: () => setDeleted(null),
    }),
    [attempt, deleted, error, onRestored],
  );
}

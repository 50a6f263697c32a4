import { useCallback, useMemo, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import type { CommandInput } from '#lib/commands/table.ts';
import type { Word } from '#lib/db/word-rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';

/** What can be done to a word. The same object as long as the list is there. */
export interface WordActions {
  move: (id: string, state: CommandInput<'words.move'>['state']) => void;
  decline: (id: string) => void;
  /** @returns whether it was changed: not to what is another word already; `null` where it could not be */
  edit: (id: string, change: Omit<CommandInput<'words.edit'>, 'id'>) => Promise<boolean | null>;
  remove: (word: Word) => void;
}

interface WordEdits {
  actions: WordActions;
  /** The word that was deleted last, as long as that can be taken back. */
  deleted: Word | null;
  error: WireError | null;
  /** Takes the last deletion back. */
  undo: () => void;
  /** Lets the last deletion be. */
  settle: () => void;
}

/** What can be done to words from their list, and the deletion that can still be taken back. */
export function useWordEdits(): WordEdits {
  const [deleted, setDeleted] = useState<Word | null>(null);
  const [error, setError] = useState<WireError | null>(null);

  const attempt = useCallback(async <Output>(work: Promise<Output>): Promise<Output | null> => {
    setError(null);
    try {
      return await work;
    } catch (thrown) {
      setError(toWire(thrown));
      return null;
    }
  }, []);

  const actions = useMemo(
    (): WordActions => ({
      move: (id, state) => void attempt(request('words.move', { id, state })),
      decline: (id) => void attempt(request('words.decline', { id })),
      edit: async (id, change) => (await attempt(request('words.edit', { id, ...change })))?.changed ?? null,
      remove: (word) =>
        void attempt(request('words.delete', { id: word.id })).then((done) => {
          if (done !== null) setDeleted(word);
        }),
    }),
    [attempt],
  );

  const undo = useCallback(() => {
    if (deleted === null) return;
    void attempt(request('words.restore', { id: deleted.id })).then((done) => {
      // What could not be brought back can be tried again.
      if (done !== null) setDeleted((latest) => (latest === deleted ? null : latest));
    });
  }, [attempt, deleted]);
  const settle = useCallback(() => setDeleted(null), []);
  return { actions, deleted, error, undo, settle };
}

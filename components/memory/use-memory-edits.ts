import { useState } from 'react';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';

export interface MemoryEdits<Note> {
  /** What was deleted last, as long as this page shows it. */
  deleted: Note | null;
  error: WireError | null;
  change: (work: Promise<unknown>) => void;
  remove: (note: Note, work: Promise<unknown>) => void;
  /** Takes the last deletion back. */
  undo: (restore: (note: Note) => Promise<unknown>) => void;
}

/** Changes to what is remembered, the last deletion of which can be taken back. */
export function useMemoryEdits<Note>(): MemoryEdits<Note> {
  const [deleted, setDeleted] = useState<Note | null>(null);
  const [error, setError] = useState<WireError | null>(null);

  function attempt(work: Promise<unknown>, then?: () => void): void {
    setError(null);
    work.then(then, (thrown: unknown) => setError(toWire(thrown)));
  }

  return {
    deleted,
    error,
    change: (work) => attempt(work),
    remove: (note, work) => attempt(work, () => setDeleted(note)),
    undo: (restore) => {
      if (deleted !== null) attempt(restore(deleted), () => setDeleted(null));
    },
  };
}

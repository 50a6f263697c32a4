import { useState } from 'react';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';

export interface MemoryEdits<Note> {
  /** What was deleted last, as long as this page shows it. */
  deleted: Note | null;
  error: WireError | null;
  /** @returns whether it was kept */
  change: (work: Promise<unknown>) => Promise<boolean>;
  remove: (note: Note, work: Promise<unknown>) => void;
  /** Takes the last deletion back. */
  undo: (restore: (note: Note) => Promise<unknown>) => void;
}

/** Changes to what is remembered, the last deletion of which can be taken back. */
export function useMemoryEdits<Note>(): MemoryEdits<Note> {
  const [deleted, setDeleted] = useState<Note | null>(null);
  const [error, setError] = useState<WireError | null>(null);

  async function attempt(work: Promise<unknown>): Promise<boolean> {
    setError(null);
    try {
      await work;
      return true;
    } catch (thrown) {
      setError(toWire(thrown));
      return false;
    }
  }

  return {
    deleted,
    error,
    change: attempt,
    remove: (note, work) => void attempt(work).then((done) => done && setDeleted(note)),
    undo: (restore) => {
      if (deleted !== null) void attempt(restore(deleted)).then((done) => done && setDeleted(null));
    },
  };
}

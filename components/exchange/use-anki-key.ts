import { useEffect, useState } from 'react';
import { request } from '#lib/commands/request.ts';

export interface AnkiKey {
  /** What is typed. */
  typed: string;
  type: (key: string) => void;
  saved: boolean;
  /** Saves what is typed, if anything is. @throws {PatterError} */
  keep: () => Promise<void>;
  /** @throws {PatterError} */
  remove: () => Promise<void>;
}

/** The key that AnkiConnect may want, while it is typed in. It goes one way: into the worker, never back. */
export function useAnkiKey(): AnkiKey {
  const [typed, setTyped] = useState('');
  const [saved, setSaved] = useState(false);
  useEffect(() => {
    // Where the worker can not say, Anki itself will.
    request('key.saved', {}).then(
      ({ owners }) => setSaved(owners.includes('anki')),
      () => undefined,
    );
  }, []);

  async function save(key: string): Promise<void> {
    await request('key.save', { owner: 'anki', key });
    setTyped('');
    setSaved(key !== '');
  }

  return {
    typed,
    type: setTyped,
    saved,
    keep: async () => {
      if (typed.trim() !== '') await save(typed.trim());
    },
    remove: () => save(''),
  };
}

import { useLiveQuery } from 'dexie-react-hooks';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';

export interface Query<Answer> {
  /** `undefined` until it is there, and where it can not be read. */
  answer: Answer | undefined;
  /** Why it can not be read. */
  error: WireError | null;
}

/**
 * What the database says now, and again at every change of it. While another question is being asked, the answer to the
 * one before stays. A database that can not be read is an answer too: the page goes on without it.
 *
 * @param dependencies what makes it another question
 */
export function useQuery<Answer>(ask: () => Promise<Answer>, dependencies: readonly unknown[]): Query<Answer> {
  const query = useLiveQuery(
    () =>
      ask().then(
        (answer): Query<Answer> => ({ answer, error: null }),
        (thrown: unknown): Query<Answer> => ({ answer: undefined, error: toWire(thrown) }),
      ),
    [...dependencies],
  );
  // Dexie does not even ask where there is nothing to ask, as in a private window.
  return query ?? (globalThis.indexedDB === undefined ? withoutDatabase : asking);
}

const asking = { answer: undefined, error: null };
const withoutDatabase: Query<never> = { answer: undefined, error: { code: 'storage' } };

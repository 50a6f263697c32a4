import { database } from '../database.ts';
import type { Opener } from '../memory-rows.ts';
import { isFresh, isOpener } from '../read/openers.ts';
import { inStore } from '../storage-error.ts';

/** Takes an opener to be said: it is there once. @returns `null` where there is none that is good @throws {PatterError} */
export function takeOpener(key: string, now: number): Promise<Opener | null> {
  const { openers } = database;
  return inStore(() =>
    database.transaction('rw', openers, async () => {
      const row = await openers.get(key);
      if (!isOpener(row)) return null;
      await openers.delete(key);
      return isFresh(row, now) ? row : null;
    }),
  );
}

/**
 * Puts new openers in the place of such as are of no use any more. Within a transaction over openers.
 * @param stale keys of those that go, beside all that are too old
 */
export async function changeOpeners(stale: readonly string[], made: Opener | null, now: number): Promise<void> {
  const { openers } = database;
  await openers.filter((row) => isOpener(row) && !isFresh(row, now)).delete();
  await openers.bulkDelete([...stale]);
  if (made !== null) await openers.put(made);
}

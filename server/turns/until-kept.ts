import { setTimeout as wait } from 'node:timers/promises';
import { asPatterError } from '#lib/errors/wire-error.ts';

/** How long a database may take to come back, in steps: 16 seconds in all, in which one is started again. */
const delaysMs = [250, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Writes something down, also where the database is away for a moment.
 *
 * @param keep may be called again after it has succeeded unnoticed
 * @throws {PatterError} what `keep` throws at last; at once, what waiting would not mend
 */
export async function untilKept<Result>(keep: () => Promise<Result>): Promise<Result> {
  for (const delayMs of delaysMs) {
    try {
      return await keep();
    } catch (thrown) {
      if (asPatterError(thrown).code !== 'storage') throw thrown;
      await wait(delayMs);
    }
  }
  return keep();
}

import { database } from '../database.ts';
import { inStore } from '../storage-error.ts';

/**
 * Reads words and their cards in several steps. In one transaction, so that they fit each other, and that Dexie's
 * `liveQuery` sees what each step reads, and not the first one alone.
 *
 * @throws {PatterError}
 */
export function readingWords<Result>(work: () => Promise<Result>): Promise<Result> {
  const { words, schedules, reviews } = database;
  return inStore(() => database.transaction('r', words, schedules, reviews, work));
}

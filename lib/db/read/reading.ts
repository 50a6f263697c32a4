import { Dexie, type Table } from 'dexie';
import { database } from '../database.ts';
import { inStore } from '../storage-error.ts';

/**
 * Reads several tables in several steps. Dexie's `liveQuery` sees what the first step reads, and not always what
 * comes after many an `await` (in Chromium, a transaction may be gone by then as well). So the first step looks at one row
 * of each table, which has it see every change of them all.
 *
 * @throws {PatterError}
 */
export function readingTables<Result>(tables: readonly Table[], work: () => Promise<Result>): Promise<Result> {
  return inStore(() => Dexie.Promise.all(tables.map((table) => table.limit(1).toArray())).then(work));
}

/** Reads words and their cards in several steps, as `readingTables` does. @throws {PatterError} */
export function readingWords<Result>(work: () => Promise<Result>): Promise<Result> {
  const { words, schedules, reviews } = database;
  return readingTables([words, schedules, reviews], work);
}

import { database } from '../database.ts';
import { keptTableNames, type KeptRows } from '../kept-tables.ts';
import { readKeptRows, type StoredRows } from '../read/kept-rows.ts';
import { inStore } from '../storage-error.ts';

/** How many rows are written at once. */
const rowsAtOnce = 2_000;

export interface RowChanges {
  put: KeptRows;
  /** Primary keys of rows that go. */
  remove: { schedules: readonly string[]; deletions: readonly string[] };
}

/**
 * Changes rows of all tables by what is there, in one transaction: all of the changes are made, or none.
 *
 * @param plan what is to be changed
 * @throws {PatterError}
 */
export function mergeRows<Plan extends RowChanges>(plan: (here: StoredRows) => Plan): Promise<Plan> {
  const tables = keptTableNames.map((name) => database.table(name));
  return inStore(() =>
    database.transaction('rw', tables, async () => {
      const planned = plan(await readKeptRows());
      await database.schedules.bulkDelete([...planned.remove.schedules]);
      await database.deletions.bulkDelete([...planned.remove.deletions]);
      for (const name of keptTableNames) {
        const rows = planned.put[name];
        for (let from = 0; from < rows.length; from += rowsAtOnce) {
          await database.table<unknown>(name).bulkPut(rows.slice(from, from + rowsAtOnce));
        }
      }
      return planned;
    }),
  );
}

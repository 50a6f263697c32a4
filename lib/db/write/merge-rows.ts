import { database } from '../database.ts';
import { keptTableNames, type KeptRows } from '../kept-tables.ts';
import { readKeptRows, type StoredRows } from '../read/kept-rows.ts';
import { inStore } from '../storage-error.ts';

/** How many rows are written at once. */
const rowsAtOnce = 2_000;

export interface RowChanges {
  put: KeptRows;
  /** Primary keys of rows that go. */
  remove: Record<'slips' | 'schedules' | 'deletions', readonly string[]>;
}

/**
 * Changes rows of all tables by what is there, in one transaction: all of the changes are made, or none.
 *
 * @param plan what is to be changed
 * @param onWritten is told how many rows are written, of all that are to be; at first none
 * @throws {PatterError}
 */
export function mergeRows<Plan extends RowChanges>(
  plan: (here: StoredRows) => Plan,
  onWritten: (done: number, all: number) => void = () => undefined,
): Promise<Plan> {
  const tables = keptTableNames.map((name) => database.table(name));
  return inStore(() =>
    database.transaction('rw', tables, async () => {
      const planned = plan(await readKeptRows());
      for (const [name, keys] of Object.entries(planned.remove)) await database.table(name).bulkDelete([...keys]);
      const all = keptTableNames.reduce((sum, name) => sum + planned.put[name].length, 0);
      let done = 0;
      onWritten(done, all);
      for (const name of keptTableNames) {
        const rows = planned.put[name];
        for (let from = 0; from < rows.length; from += rowsAtOnce) {
          const some = rows.slice(from, from + rowsAtOnce);
          await database.table<unknown>(name).bulkPut(some);
          onWritten((done += some.length), all);
        }
      }
      return planned;
    }),
  );
}

import { database } from '../database.ts';
import { addWholeRows, keptTableNames, noRows, type KeptRows, type KeptTable } from '../kept-tables.ts';
import { inStore } from '../storage-error.ts';

/** How many rows are asked for at once: what the browser hands over in one piece is bounded. */
const rowsAtOnce = 5_000;

export interface StoredRows {
  rows: KeptRows;
  /** Rows that can not be read, as they are stored. */
  damaged: ReadonlyMap<KeptTable, readonly unknown[]>;
}

/** Everything of the learner's, as it is at one moment. @throws {PatterError} */
export async function readKeptRows(): Promise<StoredRows> {
  const found = new Map<KeptTable, unknown[]>();
  const tables = keptTableNames.map((name) => database.table(name));
  await inStore(() =>
    database.transaction('r', tables, async () => {
      for (const name of keptTableNames) found.set(name, await allRows(name));
    }),
  );
  const rows = noRows();
  const damaged = new Map([...found].map(([name, all]) => [name, addWholeRows(rows, name, all)] as const));
  return { rows, damaged };
}

async function allRows(name: KeptTable): Promise<unknown[]> {
  const table = database.table<Record<string, unknown>>(name);
  const { keyPath } = table.schema.primKey;
  const all: unknown[] = [];
  let next = table.orderBy(':id');
  for (;;) {
    const rows = await next.limit(rowsAtOnce).toArray();
    for (const row of rows) all.push(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return all;
    const key = Array.isArray(keyPath) ? keyPath.map((field) => last[field]) : last[String(keyPath)];
    next = table.where(':id').above(key);
  }
}

import type { PatterBrowser } from '#tests/helpers/chromium.ts';

/** All rows of a table of the database, as they are stored. */
export async function rowsOf<Row = Record<string, unknown>>(patter: PatterBrowser, table: string): Promise<Row[]> {
  const worker = await patter.worker();
  return worker.evaluate(async (name) => {
    const open = indexedDB.open('patter');
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.addEventListener('success', () => resolve(open.result));
    });
    const all = database.transaction(name).objectStore(name).getAll();
    const rows = await new Promise<unknown[]>((resolve) => {
      all.addEventListener('success', () => resolve(all.result));
    });
    database.close();
    return rows as never[];
  }, table);
}

/** Puts a time in all rows of a table back, as if so many milliseconds had passed since. */
export async function putBack(patter: PatterBrowser, table: string, field: string, ms: number): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(
    async ([name, time, by]) => {
      const open = indexedDB.open('patter');
      const database = await new Promise<IDBDatabase>((resolve) => {
        open.addEventListener('success', () => resolve(open.result));
      });
      const store = database.transaction(name, 'readwrite').objectStore(name);
      const all = store.getAll();
      await new Promise<void>((resolve) => {
        all.addEventListener('success', () => {
          for (const row of all.result as Record<string, number>[])
            store.put({ ...row, [time]: (row[time] ?? 0) - by });
          store.transaction.addEventListener('complete', () => resolve());
        });
      });
      database.close();
    },
    [table, field, ms] as const,
  );
}

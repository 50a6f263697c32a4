import type { PatterBrowser } from '#tests/helpers/chromium.ts';

/** Has the quiet time be over at once. */
export async function beQuiet(patter: PatterBrowser): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(() => chrome.alarms.create('idle-quiet', { when: 1 }));
}

/** All rows of a table. */
export function rowsOf<Row>(patter: PatterBrowser, table: string): Promise<Row[]> {
  return allOf(patter, table, 'getAll');
}

/** The primary keys of a table's rows. */
export function keysOf(patter: PatterBrowser, table: string): Promise<unknown[]> {
  return allOf(patter, table, 'getAllKeys');
}

async function allOf<Found>(patter: PatterBrowser, table: string, read: 'getAll' | 'getAllKeys'): Promise<Found[]> {
  const worker = await patter.worker();
  return worker.evaluate(
    async ([name, method]) => {
      const open = indexedDB.open('patter');
      const database = await new Promise<IDBDatabase>((resolve) => {
        open.addEventListener('success', () => resolve(open.result));
      });
      const all = database.transaction(name).objectStore(name)[method]() as IDBRequest<unknown[]>;
      const found = await new Promise<unknown[]>((resolve) => {
        all.addEventListener('success', () => resolve(all.result));
      });
      database.close();
      return found as never[];
    },
    [table, read] as const,
  );
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

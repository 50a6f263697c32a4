import type { Page } from 'playwright/test';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';

/** All rows of a table of the database, as they are stored. */
export function rowsOf<Row = Record<string, unknown>>(patter: PatterBrowser, table: string): Promise<Row[]> {
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

/** Has everybody else who wants to write to a table wait, until it is let go or the page is closed. */
export async function holdStore(page: Page, store: string): Promise<void> {
  await page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
    });
    const held = database.transaction(name, 'readwrite').objectStore(name);
    let isHeld = true;
    await new Promise<void>((resolve) => {
      // A transaction ends as soon as nothing is asked of it.
      const ask = (): void => {
        held.count(IDBKeyRange.only('')).addEventListener('success', () => {
          resolve();
          if (isHeld) ask();
          else database.close();
        });
      };
      ask();
    });
    Object.assign(globalThis, { letGoOfStore: () => void (isHeld = false) });
  }, store);
}

/** Ends what {@link holdStore} began. */
export async function letGoOfStore(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as { letGoOfStore: () => void }).letGoOfStore());
}

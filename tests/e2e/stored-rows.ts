import type { Page } from 'playwright/test';

/** Everything in a table of the database, as it is stored. */
export async function rowsOf(page: Page, store: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
    });
    const reading = database.transaction(name).objectStore(name).getAll();
    await new Promise((resolve) => {
      reading.addEventListener('success', resolve);
    });
    database.close();
    return reading.result as Record<string, unknown>[];
  }, store);
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

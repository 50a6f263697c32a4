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

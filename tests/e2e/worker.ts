import type { PatterBrowser } from '#tests/helpers/chromium.ts';

/** Has the quiet time be over at once. */
export async function beQuiet(patter: PatterBrowser): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(() => chrome.alarms.create('idle-quiet', { when: 1 }));
}

/** Has the worker take its time to write what is no row: settings, keys. */
export async function writeSlowly(patter: PatterBrowser): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(() => {
    const set = chrome.storage.local.set.bind(chrome.storage.local);
    const slowly = async (items: Record<string, unknown>): Promise<void> => {
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      await set(items);
    };
    Object.assign(chrome.storage.local, { set: slowly });
  });
}

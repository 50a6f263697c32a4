import type { PatterBrowser } from '#tests/helpers/chromium.ts';

/** Has the quiet time be over at once. */
export async function beQuiet(patter: PatterBrowser): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(() => chrome.alarms.create('idle-quiet', { when: 1 }));
}

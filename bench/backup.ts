import { stat } from 'node:fs/promises';
import type { Page } from 'playwright';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { fillWords } from './library.ts';
import { mainThreadWork } from './main-thread.ts';
import { table } from './report.ts';

/*
 * How long it takes to save a backup, to look at it and to restore it, and what of that the panel's main thread has to do:
 * its work altogether, and the longest time without a break. With few and with very many words, each with three cards.
 */

const sizes = [100, 50_000];
const patienceMs = 300_000;

interface Measured {
  ms: number;
  work: number;
  longest: number;
}

/** Does something on the Settings page and waits until the backup's status says so. */
async function measure(page: Page, act: () => Promise<unknown>, says: RegExp): Promise<Measured> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.evaluate(() => {
    const seen = { longest: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask' });
  });
  let ms = 0;
  const work = await mainThreadWork(cdp, async () => {
    const begun = performance.now();
    await act();
    await page.locator('.backup-preview h3, .backup-status').getByText(says).waitFor({ timeout: patienceMs });
    ms = performance.now() - begun;
  });
  const longest = await page.evaluate(() => (globalThis as unknown as { seen: { longest: number } }).seen.longest);
  return { ms, work, longest };
}

async function openSettings(page: Page): Promise<Page> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Download a backup' }).waitFor();
  return page;
}

const rows: string[][] = [];
for (const size of sizes) {
  const shown = (what: string, { ms, work, longest }: Measured, bytes: number): string[] => [
    size.toLocaleString('en'),
    what,
    `${ms.toFixed(0)} ms`,
    `${work.toFixed(0)} ms`,
    longest < 50 ? 'under 50 ms' : `${longest.toFixed(0)} ms`,
    `${(bytes / 1_000_000).toFixed(1)} MB`,
  ];
  const full = await launchPatter();
  const page = await full.openPanel();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  await fillWords(page, size);
  await page.reload();
  await openSettings(page);
  const downloading = page.waitForEvent('download', { timeout: patienceMs });
  const save = () => page.getByRole('button', { name: 'Download a backup' }).click();
  const saved = await measure(page, save, /^The backup is among/);
  const file = await (await downloading).path();
  const { size: bytes } = await stat(file);
  rows.push(shown('save', saved, bytes));

  const empty = await launchPatter();
  const emptyPage = await openSettings(await empty.openPanel());
  for (const [here, target] of [
    ['into nothing', emptyPage],
    ['into the same', page],
  ] as const) {
    const choose = () => target.getByLabel('Restore from a backup').setInputFiles(file);
    rows.push(shown(`look at, ${here}`, await measure(target, choose, /^In this backup/), bytes));
    const restore = () => target.getByRole('button', { name: 'Restore', exact: true }).click();
    rows.push(shown(`restore ${here}`, await measure(target, restore, /^Restored|^Everything .* already/), bytes));
  }
  await full.close();
  await empty.close();
}
console.log(table(['words', 'what', 'takes', 'main thread', 'longest block', 'file'], rows));

import type { CDPSession, Page } from 'playwright';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { mainThreadWork } from './main-thread.ts';
import { table } from './report.ts';
import { fillWords } from './library.ts';

/*
 * How long it takes until fifty thousand words are a file, and until a list of as many is read and imported; what the panel's
 * main thread has to do meanwhile, which decides whether it can be used; and how long whoever asks the store for known words
 * waits at most, as a turn does.
 */

const size = 50_000;
const patience = { timeout: 300_000 };
const rows: string[][] = [];

async function measure(name: string, page: Page, cdp: CDPSession, act: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => {
    const longest = { task: 0, wait: 0 };
    Object.assign(globalThis, { longest });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.task = Math.max(longest.task, duration);
    }).observe({ type: 'longtask' });
    const open = indexedDB.open('patter');
    open.addEventListener('success', () => {
      const ask = (): void => {
        const asked = performance.now();
        const key = open.result.transaction('knownWords').objectStore('knownWords').getKey(IDBKeyRange.lowerBound([]));
        key.addEventListener('success', () => {
          longest.wait = Math.max(longest.wait, performance.now() - asked);
          setTimeout(ask, 100);
        });
      };
      ask();
    });
  });
  let took = 0;
  const busy = await mainThreadWork(cdp, async () => {
    const started = performance.now();
    await act();
    took = performance.now() - started;
  });
  const longest = await page.evaluate(
    () => (globalThis as unknown as { longest: Record<'task' | 'wait', number> }).longest,
  );
  const times = [busy, longest.task, longest.wait].map((ms) => `${ms.toFixed(0)} ms`);
  rows.push([name, `${(took / 1000).toFixed(1)} s`, ...times]);
}

const patter = await launchPatter();
try {
  const page = await patter.openPanel();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');

  await page.getByRole('link', { name: 'Words' }).click();
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  const list = Array.from({ length: size }, (_, index) => {
    const word = `libro${index}`;
    return `${word},"meaning, ${index}",Ayer leímos un ${word} muy divertido en casa.`;
  });
  const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list.join('\n')) };
  const run = page.getByRole('button', { name: /^Import [\d,]+ words$/ });
  await measure('read a list', page, cdp, async () => {
    await page.getByLabel('File with words').setInputFiles(file);
    await run.and(page.locator(':enabled')).waitFor(patience);
  });
  await measure('import it', page, cdp, async () => {
    await run.click();
    await page.getByText('words were imported').waitFor(patience);
  });
  await measure('take it back', page, cdp, async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The import was taken back.').waitFor(patience);
  });

  await fillWords(page, size);
  await page.goto(`${page.url().split('#')[0]}#/export/es`);
  for (const way of ['Anki package (.apkg)', 'Text for Anki (.txt)', 'Spreadsheet (.csv)']) {
    await page.getByRole('radio', { name: way }).check();
    const save = page.getByRole('button', { name: /^Save / }).and(page.locator(':enabled'));
    await save.waitFor();
    await measure(way, page, cdp, async () => {
      await Promise.all([page.waitForEvent('download', patience), save.click()]);
    });
  }
} finally {
  await patter.close();
}
console.log(`${size.toLocaleString('en')} words:\n`);
console.log(table(['', 'until it is done', 'main thread', 'longest task', 'longest wait'], rows));

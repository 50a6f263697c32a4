import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { firstSettings } from '#lib/settings/settings.ts';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { Vendors } from '#tests/helpers/vendors.ts';
import { paintTimes, watchPainting } from './painted.ts';
import { median, percentile, table } from './report.ts';

/*
 * From the byte on the socket to the glyph painted, and what a reply costs as it grows: Patter's panel beside a bare page
 * that reads the same stream itself. Both are pages of one Chromium and are read the same way.
 */

const rounds = 5;

interface Run {
  /** Of every token, in milliseconds: painted minus handed to the socket. */
  delays: number[];
  /** What the page's main thread was busy for, in milliseconds. */
  busyMs: number;
}

interface Reader {
  name: string;
  /** A page that has read one short reply already, so that neither reader is measured cold. */
  open(): Promise<Page>;
  start(page: Page): Promise<void>;
}

const vendors = await Vendors.start();
const barePage = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(readFileSync(new URL('bare-page.html', import.meta.url)));
});
await new Promise<void>((resolve) => {
  barePage.listen(0, '127.0.0.1', resolve);
});
const patter = await launchPatter({ hostPermissions: ['http://127.0.0.1/*'] });

const readers: Reader[] = [
  {
    name: 'bare page',
    async open() {
      const page = await patter.context.newPage();
      const port = (barePage.address() as AddressInfo).port;
      await page.setViewportSize({ width: 420, height: 800 });
      await page.goto(`http://127.0.0.1:${port}/?address=${vendors.url}`);
      await this.start(page);
      await page.getByText('¿Cómo').waitFor();
      return page;
    },
    async start(page) {
      await page.evaluate(() => {
        void (globalThis as unknown as { talk: () => Promise<void> }).talk();
      });
    },
  },
  {
    name: 'Patter',
    async open() {
      const page = await patter.openPanel();
      await page.getByRole('button', { name: 'Conversations' }).click();
      await page.getByRole('button', { name: 'New conversation' }).click();
      await this.start(page);
      await page.getByRole('article', { name: 'Tutor' }).waitFor();
      await page.getByRole('button', { name: 'Send' }).waitFor();
      return page;
    },
    async start(page) {
      await page.getByRole('textbox', { name: 'Message' }).fill('Hola');
      await page.getByRole('button', { name: 'Send' }).click();
    },
  },
];

try {
  await useTutorServer();
  console.log(
    `Chromium ${patter.context.browser()?.version() ?? ''}, Node ${process.version}, ${rounds} rounds, medians\n`,
  );
  await reportDelay();
  await reportGrowth();
} finally {
  await patter.close();
  await vendors.close();
  barePage.close();
}

async function useTutorServer(): Promise<void> {
  const first = firstSettings('en');
  const settings = {
    ...first,
    tutor: 'remote',
    // One run follows the other faster than a learner's limit allows.
    tutors: { ...first.tutors, remote: { ...first.tutors.remote, address: vendors.url, requestsPerMinute: 600 } },
  };
  const worker = await patter.worker();
  await worker.evaluate((stored) => chrome.storage.local.set(stored), { settings });
}

async function reportDelay(): Promise<void> {
  const rows: string[][] = [];
  for (const reader of readers) {
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await run(reader, 300, 20));
    rows.push([
      reader.name,
      ms(median(runs.map(({ delays }) => delays[0] ?? 0))),
      ms(median(runs.flatMap(({ delays }) => delays))),
      ms(
        percentile(
          runs.flatMap(({ delays }) => delays),
          0.95,
        ),
      ),
    ]);
  }
  console.log('From the socket to the screen, 300 tokens at 50 a second:\n');
  console.log(table(['', 'first token', 'median token', '95th percentile'], rows));
}

async function reportGrowth(): Promise<void> {
  const rows: string[][] = [];
  for (const tokens of [2_500, 5_000, 10_000, 20_000]) {
    for (const reader of readers) {
      const runs: Run[] = [];
      for (let round = 0; round < rounds; round += 1) runs.push(await run(reader, tokens, 0));
      const busy = median(runs.map(({ busyMs }) => busyMs));
      rows.push([
        tokens.toLocaleString('en'),
        reader.name,
        ms(busy),
        `${((busy * 1000) / tokens).toFixed(0)} µs`,
        ms(median(runs.map(({ delays }) => delays.at(-1) ?? 0))),
      ]);
    }
  }
  console.log('\nAs fast as the socket gives them:\n');
  console.log(table(['tokens', '', 'main thread busy', 'a token', 'last token behind'], rows));
}

async function run(reader: Reader, tokens: number, delayMs: number): Promise<Run> {
  const written: number[] = [];
  vendors.reset();
  const page = await reader.open();
  vendors.script.pieces = Array.from({ length: tokens }, (_, index) => `w${index}${index % 60 === 59 ? '.\n\n' : ' '}`);
  vendors.script.delayMs = delayMs;
  vendors.script.onPiece = (index) => (written[index] = performance.timeOrigin + performance.now());
  try {
    await watchPainting(page);
    const session = await patter.context.newCDPSession(page);
    await session.send('Performance.enable');
    const before = await taskSeconds(session);
    await reader.start(page);
    const painted = await paintTimes(page, tokens - 1);
    const busyMs = ((await taskSeconds(session)) - before) * 1000;
    return { delays: painted.slice(0, tokens).map((at, index) => at - (written[index] ?? at)), busyMs };
  } finally {
    await page.close();
  }
}

async function taskSeconds(session: {
  send(method: 'Performance.getMetrics'): Promise<{ metrics: { name: string; value: number }[] }>;
}): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

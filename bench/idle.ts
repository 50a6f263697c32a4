import { firstSettings } from '#lib/settings/settings.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { until } from '#tests/helpers/until.ts';
import { Vendors } from '#tests/helpers/vendors.ts';
import { median, percentile, table } from './report.ts';

/*
 * From Send to the request's first token on the socket, with nothing else to do, and while new words are looked for: what nobody
 * waits for has to make way.
 */

const rounds = 20;
const tutors = ['ollama', 'claude', 'gemini'] as const satisfies ProviderId[];

const vendors = await Vendors.start();
const patter = await launchPatter({ hostPermissions: ['http://127.0.0.1/*'] });
const rows: string[][] = [];
try {
  for (const tutor of tutors) {
    await choose(tutor);
    const alone: number[] = [];
    const beside: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await firstToken(false));
      beside.push(await firstToken(true));
    }
    rows.push([
      tutor,
      ...[alone, beside].flatMap((delays) => [
        `${median(delays).toFixed(0)} ms`,
        `${percentile(delays, 0.9).toFixed(0)} ms`,
      ]),
    ]);
  }
} finally {
  await patter.close();
  await vendors.close();
}
console.log(table(['tutor', 'alone', 'nine in ten', 'with idle work', 'nine in ten'], rows));

async function choose(tutor: ProviderId): Promise<void> {
  const first = firstSettings('en');
  const chosen = { ...first.tutors[tutor], address: vendors.url, model: 'patter-test', requestsPerMinute: 600 };
  const settings = { ...first, tutor, correct: false, tutors: { ...first.tutors, [tutor]: chosen } };
  const worker = await patter.worker();
  await worker.evaluate((stored) => chrome.storage.local.set(stored), { settings, keys: { [tutor]: 'bench' } });
}

/** The second turn of a conversation of its own. @returns milliseconds */
async function firstToken(idleWork: boolean): Promise<number> {
  let sentAt = 0;
  let delay = 0;
  vendors.reset();
  vendors.script = {
    ...vendors.script,
    onPiece: (index) => {
      if (index === 0) delay = performance.now() - sentAt;
    },
  };
  const page = await patter.openPanel();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('heading', { name: 'New conversation' }).waitFor();
  const send = async (text: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    sentAt = performance.now();
    await page.getByRole('textbox', { name: 'Message' }).press('Enter');
    await page.getByRole('article', { name: 'You', exact: true }).filter({ hasText: text }).waitFor();
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Send' }).waitFor();
  };
  await send('Hola');
  vendors.script.asideMs = 60_000;
  if (idleWork) {
    await until(async () => {
      const worker = await patter.worker();
      await worker.evaluate(() => chrome.alarms.create('idle-quiet', { when: 1 }));
      return vendors.asides.some(({ name }) => name === 'extract');
    });
  }
  await send('Ayer fui al cine');
  await page.close();
  return delay;
}

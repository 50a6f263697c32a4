import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstSettings } from '#lib/settings/settings.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { launchPatter } from '#tests/helpers/chromium.ts';
import { startServerProcess } from '#tests/helpers/server-process.ts';
import { TestVoice, testVoice } from '#tests/helpers/test-voice.ts';
import { until } from '#tests/helpers/until.ts';
import { Vendors } from '#tests/helpers/vendors.ts';
import { median, percentile, table } from './report.ts';

/*
 * From the last byte of a reply on the socket to the voice that is asked to speak it, by the real `chrome.tts` and a voice of an
 * extension, while the correction of the learner's message is out. Of a tutor server, from the last byte on its model's socket.
 */

const rounds = 20;
const tutors = ['claude', 'gemini', 'ollama', 'remote'] as const satisfies ProviderId[];

const vendors = await Vendors.start();
const folder = mkdtempSync(join(tmpdir(), 'patter-bench-speech-'));
const server = await startServerProcess({
  TUTOR: 'claude',
  TUTOR_MODEL: 'patter-test',
  TUTOR_ADDRESS: vendors.url,
  ANTHROPIC_API_KEY: 'bench',
  DATABASE_FILE: join(folder, 'server.db'),
});
const patter = await launchPatter({ beside: [testVoice], hostPermissions: ['http://127.0.0.1/*'] });
const rows: string[][] = [];
try {
  const voice = await TestVoice.in(patter.context);
  for (const tutor of tutors) {
    await choose(tutor);
    const delays: number[] = [];
    for (let round = 0; round < rounds; round += 1) delays.push(await delayOf(voice));
    rows.push([
      tutor,
      `${median(delays).toFixed(0)} ms`,
      `${percentile(delays, 0.9).toFixed(0)} ms`,
      `${Math.max(...delays).toFixed(0)} ms`,
    ]);
  }
} finally {
  await patter.close();
  await server.stop();
  await vendors.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(table(['tutor', 'speech begins after', 'nine in ten', 'at most'], rows));

async function choose(tutor: ProviderId): Promise<void> {
  const first = firstSettings('en');
  const address = tutor === 'remote' ? server.address : vendors.url;
  const chosen = { ...first.tutors[tutor], address, model: 'patter-test' };
  const settings = { ...first, tutor, speakReplies: true, tutors: { ...first.tutors, [tutor]: chosen } };
  const worker = await patter.worker();
  await worker.evaluate((stored) => chrome.storage.local.set(stored), { settings, keys: { [tutor]: 'bench' } });
}

/** A turn in a conversation of its own. @returns milliseconds */
async function delayOf(voice: TestVoice): Promise<number> {
  let lastByteAt = 0;
  vendors.reset();
  vendors.script = {
    ...vendors.script,
    pieces: ['¡Hola! ', '¿Qué tal el fin de semana? ', 'Yo fui al cine.'],
    delayMs: 50,
    // More of them than a few would take all of the connections that a browser has for one server.
    asideMs: 1_500,
    onEnd: () => (lastByteAt = Date.now()),
  };
  await voice.reset();
  const page = await patter.openPanel();
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('heading', { name: 'New conversation' }).waitFor();
  await page.getByRole('textbox', { name: 'Message' }).fill('Yo fue al cine');
  await page.getByRole('button', { name: 'Send' }).click();
  // What is left of the round before may still be spoken at first.
  const { at } = await until(async () =>
    (await voice.asked()).find((asked) => lastByteAt > 0 && asked.at >= lastByteAt),
  );
  await page.close();
  return at - lastByteAt;
}

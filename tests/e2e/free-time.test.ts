import type { Page } from 'playwright/test';
import type { Job } from '#lib/db/memory-rows.ts';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { hear, standInForRecognition } from '#tests/helpers/speech-recognition.ts';
import type { Vendors } from '#tests/helpers/vendors.ts';
import { choose, expect, Panel, test } from './patter.ts';
import { rowsOf } from './stored-rows.ts';

test.use({ microphone: 'allowed' });

const said = 'Ayer hubo una tormenta enorme.';
const found = {
  items: [
    {
      surface: 'tormenta',
      lemma: 'tormenta',
      pos: 'NOUN',
      gender: 'f',
      article: 'la',
      translation: 'storm',
      sentence: said,
      message: 1,
    },
  ],
};

/** A panel with a finished reply, in which time goes by when it is told to. */
async function talk(patter: PatterBrowser, vendors: Vendors): Promise<Panel> {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script = { ...vendors.script, pieces: [said], asides: { extract: found } };
  const page = await patter.context.newPage();
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Object.assign(globalThis, { gone: 0 });
    Date.now = () => now() + (globalThis as unknown as { gone: number }).gone;
  });
  await standInForRecognition(page);
  await page.goto(patter.url('sidepanel.html'));
  const panel = new Panel(page);
  await panel.say('Hola');
  await panel.settled();
  await untilDue(patter);
  return panel;
}

/** Waits until words are to be looked for, and nobody does so yet: that comes behind a turn's end. */
async function untilDue(patter: PatterBrowser): Promise<void> {
  const leases = async () =>
    (await rowsOf<Job>(patter, 'jobs')).filter(({ kind }) => kind === 'extract').map(({ leasedUntil }) => leasedUntil);
  await expect.poll(leases).toEqual([0]);
}

async function pass(page: Page, ms: number): Promise<void> {
  await page.evaluate((more) => {
    (globalThis as unknown as { gone: number }).gone += more;
  }, ms);
}

const asked = (vendors: Vendors): number => vendors.asides.filter(({ name }) => name === 'extract').length;

test('while the learner writes, what is due is done; a message ends it at once, and it is done later', async ({
  patter,
  vendors,
}) => {
  const panel = await talk(patter, vendors);
  vendors.script.asideMs = 60_000;
  await panel.message.pressSequentially('Me ');
  expect(asked(vendors)).toBe(0);
  await pass(panel.page, 4_000);
  await panel.message.pressSequentially('gusta');
  await expect.poll(() => asked(vendors)).toBe(1);
  // What is saved of the draft meanwhile disturbs nothing.
  await panel.message.pressSequentially(' la lluvia');
  await panel.message.press('Enter');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await untilDue(patter);
  vendors.script.asideMs = 0;
  await panel.message.pressSequentially('Sí');
  await pass(panel.page, 16_000);
  await panel.message.pressSequentially('.');
  await pass(panel.page, 4_000);
  await panel.message.pressSequentially('.');
  await expect.poll(() => asked(vendors)).toBeGreaterThan(1);
  await panel.page.getByRole('link', { name: 'Words' }).click();
  await expect(panel.page.getByText('tormenta').first()).toBeVisible();
});

test('while the learner speaks, too', async ({ patter, vendors }) => {
  const panel = await talk(patter, vendors);
  await panel.button('Record').click();
  await hear(panel.page, ['me', false]);
  await pass(panel.page, 4_000);
  await hear(panel.page, ['me gusta', false]);
  await expect.poll(() => asked(vendors)).toBe(1);
});

import type { Word } from '#lib/db/word-rows.ts';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import type { Seen } from '#tests/helpers/vendors.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, test, type Panel } from './patter.ts';
import { rowsOf } from './stored-rows.ts';
import { askedOnIdle, beQuiet, quietUntilAsked } from './worker.ts';

const said = 'Ayer hubo una tormenta enorme. ¿Te mojaste?';
const words = {
  items: [
    {
      surface: 'tormenta',
      lemma: 'tormenta',
      pos: 'NOUN',
      gender: 'f',
      article: 'la',
      translation: 'storm',
      sentence: 'Ayer hubo una tormenta enorme.',
      message: 1,
    },
    { surface: 'huracán', lemma: 'huracán', pos: 'NOUN', translation: 'hurricane', sentence: said, message: 1 },
  ],
};
const looking = 'Looking for new words…';

/** Is quiet until so many words have been suggested. */
async function quietUntilSuggested(patter: PatterBrowser, count: number): Promise<void> {
  await expect(async () => {
    await beQuiet(patter);
    await expect.poll(async () => (await rowsOf<Word>(patter, 'words')).length, { timeout: 1_500 }).toBe(count);
  }).toPass({ timeout: 30_000 });
}

async function say(panel: Panel, text = 'Hola'): Promise<void> {
  await panel.say(text);
  await panel.settled();
}

test('new words are suggested once the panel has been quiet', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script = { ...vendors.script, pieces: [said], asides: { extract: words } };
  const panel = await openPanel(patter);
  await say(panel);
  expect(askedOnIdle(vendors)).toEqual([]);
  await quietUntilAsked(patter, vendors, 1);
  await expect
    .poll(async () => (await rowsOf<Word>(patter, 'words')).map(({ lemma, state }) => [lemma, state]))
    .toEqual([['tormenta', 'suggested']]);
  await expect.poll(async () => (await rowsOf(patter, 'jobs')).length).toBe(0);
  await beQuiet(patter);
  await say(panel, 'Bien');
  expect(askedOnIdle(vendors)).toEqual(['extract']);
});

test('idle work is seen, and ends at a click', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script = { ...vendors.script, pieces: [said], asides: { extract: words }, asideMs: 60_000 };
  const panel = await openPanel(patter);
  await say(panel);
  await expect(panel.page.getByText(looking)).toHaveCount(0);
  await quietUntilAsked(patter, vendors, 1);
  await expect(panel.page.getByRole('status').filter({ hasText: looking })).toBeVisible();
  await expectClean(panel.page, 'idle work');
  await panel.button('Stop looking for new words').click();
  await expect(panel.page.getByText(looking)).toHaveCount(0);
  await expect(panel.message).toBeFocused();
  await beQuiet(patter);
  await say(panel, 'Bien');
  expect(askedOnIdle(vendors)).toEqual(['extract']);
});

for (const tutor of ['ollama', 'claude'] as const) {
  test(`a turn with ${tutor} gets its first words at once while words are looked for, and they are looked for afterwards`, async ({
    patter,
    vendors,
  }) => {
    await choose(patter, tutor, { address: vendors.url, correct: false });
    vendors.script = { ...vendors.script, pieces: [said], asides: { extract: words } };
    const panel = await openPanel(patter);
    await say(panel);
    const looked = Promise.withResolvers<void>();
    vendors.script.beforeAside = () => looked.promise;
    await quietUntilAsked(patter, vendors, 1);
    await expect(panel.page.getByText(looking)).toBeVisible();
    // They are looked for until the test says so: a turn that waited for them would get no words at all.
    await say(panel, 'Dos');
    await expect(panel.tutor).toHaveCount(2);
    await expect(panel.page.getByText(looking)).toHaveCount(0);
    await expect.poll(() => vendors.asides.find(({ name }) => name === 'extract')?.left).toBe(true);
    looked.resolve();
    await quietUntilSuggested(patter, 1);
  });
}

test('a worker that is killed at it loses nothing and repeats nothing', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script = { ...vendors.script, pieces: [said], asides: { extract: words }, asideMs: 60_000 };
  const panel = await openPanel(patter);
  await say(panel);
  await quietUntilAsked(patter, vendors, 1);
  await patter.stopWorker();
  vendors.script.asideMs = 0;
  const worker = await patter.worker();
  // The alarm that the dead one left behind, and the time until the job is free again.
  await expect
    .poll(async () => worker.evaluate(async () => (await chrome.alarms.get('idle-due'))?.name))
    .toBe('idle-due');
  await worker.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 61_000;
  });
  await quietUntilSuggested(patter, 1);
  await expect.poll(async () => rowsOf(patter, 'jobs')).toEqual([]);
  await patter.stopWorker();
});

test('nothing is done on idle where the learner does not want it', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script = { ...vendors.script, pieces: [said], asides: { extract: words }, asideMs: 60_000 };
  const panel = await openPanel(patter);
  await say(panel);
  await quietUntilAsked(patter, vendors, 1);
  await expect(panel.page.getByText(looking)).toBeVisible();
  const page = await openSettings(panel);
  await page.getByRole('switch', { name: 'Use idle time' }).uncheck();
  await page.getByRole('link', { name: 'Chat' }).click();
  await expect(panel.page.getByText(looking)).toHaveCount(0);
  await beQuiet(patter);
  await say(panel, 'Bien');
  expect(askedOnIdle(vendors)).toEqual(['extract']);
});

test('a model on this computer is loaded when the panel opens, as it will be asked, and not again', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'ollama', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  await expect.poll(() => vendors.loads.length).toBe(1);
  await say(panel);
  const { keep_alive, options } = (vendors.seen[0] as Seen).body as {
    keep_alive: string;
    options: { num_ctx: number };
  };
  expect(vendors.loads[0]).toMatchObject({ model: 'patter-test', keep_alive, options: { num_ctx: options.num_ctx } });
  await panel.page.reload();
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.message.focus();
  await say(panel, 'Bien');
  expect(vendors.loads).toHaveLength(1);
});

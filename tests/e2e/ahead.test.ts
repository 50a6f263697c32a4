import type { Message, UsageRow } from '#lib/db/rows.ts';
import type { Job, Opener } from '#lib/db/memory-rows.ts';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import type { Vendors } from '#tests/helpers/vendors.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test, type Panel } from './patter.ts';
import { putBack, rowsOf } from './stored-rows.ts';
import { beQuiet } from './worker.ts';

const longAgo = 10 * 60_000;
const first = '¡Hola! ¿Qué música te gusta?';

async function begin(panel: Panel, topic: string): Promise<void> {
  await panel.button('New conversation').click();
  await panel.button(topic).click();
  await expect(panel.tutor).toHaveText(first);
  await panel.settled();
}

/** Is quiet until so many openers wait. */
async function quietUntilOpeners(patter: PatterBrowser, scenes: string[]): Promise<void> {
  await expect(async () => {
    await beQuiet(patter);
    await expect
      .poll(async () => (await rowsOf<Opener>(patter, 'openers')).map(({ scene }) => scene), { timeout: 1_500 })
      .toEqual(scenes);
  }).toPass({ timeout: 30_000 });
}

test('a conversation about the usual topic begins with no wait, as if its tutor had been asked', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script = { ...vendors.script, pieces: [first], asides: { extract: { items: [] } } };
  const panel = await openPanel(patter);
  await begin(panel, 'Music');
  await quietUntilOpeners(patter, ['topic:music/easy']);
  expect(vendors.seen).toHaveLength(2);
  const counted = async () => (await rowsOf<UsageRow>(patter, 'usage')).map(({ requests }) => requests);
  // The turn, what is made ahead, and the words that were looked for meanwhile.
  await expect.poll(counted).toEqual([3]);

  // A tutor that would have to be asked would say nothing for a minute.
  vendors.script = { ...vendors.script, silentMs: 60_000 };
  await panel.button('New conversation').click();
  const topics = panel.log.getByRole('list').first().getByRole('button');
  await expect(topics.first()).toHaveText('Music');
  await expectClean(panel.page, 'starters with one that is ready');
  await topics.first().click();
  await expect(panel.tutor).toHaveText(first);
  await panel.settled();
  expect(vendors.seen).toHaveLength(2);
  await expect.poll(async () => rowsOf(patter, 'openers')).toEqual([]);
  const [earlier, later] = (await rowsOf<Message>(patter, 'messages')).toSorted((a, b) => a.createdAt - b.createdAt);
  for (const row of [earlier, later]) {
    expect(row).toMatchObject({ role: 'tutor', state: 'done', text: first, check: { verdict: 'fits' } });
  }
  await expect.poll(async () => counted()).toEqual([3]);

  // What is said next goes behind it.
  vendors.script = { ...vendors.script, silentMs: 0, pieces: ['¡Qué bien!'] };
  await panel.say('Me gusta el jazz');
  await expect(panel.tutor.last()).toHaveText('¡Qué bien!');
  expect(JSON.stringify(vendors.seen.at(-1)?.body)).toContain(first);
});

const preparing = 'Preparing your next conversation…';

/** Has a tutor that says nothing be asked for an opener. */
async function prepare(patter: PatterBrowser, vendors: Vendors): Promise<Panel> {
  await choose(patter, 'ollama', { address: vendors.url, correct: false });
  vendors.script = { ...vendors.script, pieces: [first], asides: { extract: { items: [] } } };
  const panel = await openPanel(patter);
  await begin(panel, 'Music');
  vendors.script = { ...vendors.script, silentMs: 60_000 };
  await expect(async () => {
    await beQuiet(patter);
    await expect(panel.page.getByText(preparing)).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
  return panel;
}

test('what is made ahead makes way for a turn at once', async ({ patter, vendors }) => {
  const panel = await prepare(patter, vendors);
  vendors.script = { ...vendors.script, silentMs: 0, pieces: ['¡Qué bien!'] };
  await panel.say('Me gusta el jazz');
  await expect(panel.tutor.last()).toHaveText('¡Qué bien!');
  await expect(panel.page.getByText(preparing)).toHaveCount(0);
});

test('what is made ahead is seen, and ends at a click', async ({ patter, vendors }) => {
  const panel = await prepare(patter, vendors);
  await expectClean(panel.page, 'an opener on its way');
  await panel.button('Stop preparing your next conversation').click();
  await expect(panel.page.getByText(preparing)).toHaveCount(0);
  await expect(panel.message).toBeFocused();
  await expect
    .poll(async () => rowsOf<Job>(patter, 'jobs'))
    .toMatchObject([{ key: 'opener/next', attempts: 0, leasedUntil: 0 }]);
});

/** Has the worker be done with what it was told is near: it is told once more, which goes behind that. */
async function seen(patter: PatterBrowser, { page }: Panel, near: 'composer' | 'writing'): Promise<void> {
  const [conversation] = await rowsOf(patter, 'conversations');
  const input = { near, conversationId: conversation?.['id'] };
  await page.evaluate((sign) => chrome.runtime.sendMessage({ command: 'tutor.warm', input: sign }), input);
}

test('what was said is read ahead by a model on this computer, and a turn does not wait for that', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'ollama', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.page.getByRole('button', { name: 'Conversations' }).focus();
  await panel.message.focus();
  await seen(patter, panel, 'composer');
  await putBack(patter, 'conversations', 'updatedAt', longAgo);
  expect(vendors.fills).toEqual([]);
  vendors.script = { ...vendors.script, asideMs: 60_000 };
  await panel.page.getByRole('button', { name: 'Conversations' }).focus();
  await panel.message.focus();
  await expect.poll(() => vendors.fills.length).toBe(1);
  await panel.say('Bien');
  await panel.settled();
  await expect(panel.tutor).toHaveCount(2);
  const [ahead] = vendors.fills;
  const messagesOf = (body?: Record<string, unknown>) => body?.['messages'] as { role: string; content: string }[];
  expect(messagesOf(ahead?.body)).toEqual(messagesOf(vendors.seen[1]?.body).slice(0, 3));
  expect(messagesOf(ahead?.body).map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
});

test('a long conversation that Claude has forgotten is read ahead once, as the learner writes', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  await panel.say('Tengo un perro y un gato. '.repeat(700));
  await panel.settled();
  await panel.message.pressSequentially('Bi');
  await seen(patter, panel, 'writing');
  await putBack(patter, 'conversations', 'updatedAt', longAgo);
  await panel.page.reload();
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.message.focus();
  expect(vendors.fills).toEqual([]);
  await panel.message.pressSequentially('en');
  await expect.poll(() => vendors.fills.length).toBe(1);
  await panel.message.press('Enter');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  expect(vendors.fills).toHaveLength(1);
  expect(vendors.fills[0]?.body['system']).toEqual(vendors.seen[1]?.body['system']);
});

import type { Fact, Summary } from '#lib/db/memory-rows.ts';
import type { Locator } from 'playwright/test';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import type { Vendors } from '#tests/helpers/vendors.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, press, test, type Panel } from './patter.ts';
import { rowsOf } from './stored-rows.ts';
import { fillDisk, freeDisk, quietUntilAsked } from './worker.ts';

async function say(panel: Panel, text = 'Hola'): Promise<void> {
  await panel.say(text);
  await panel.settled();
}

/** A conversation whose first two turns a summary stands for. */
async function summedUp(patter: PatterBrowser, vendors: Vendors): Promise<{ panel: Panel; boundary: Locator }> {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script.asides = {
    extract: { items: [] },
    summarise: {
      summary: 'They talked about a dog.',
      facts: [
        { text: 'Tiene un perro.', quote: 'Tengo un perro', message: 1 },
        { text: 'Es el tutor.', quote: '¿Cómo estás?', message: 2 },
      ],
    },
  };
  const panel = await openPanel(patter);
  for (const text of ['Tengo un perro', 'Dos', 'Tres', 'Cuatro', 'Cinco']) await say(panel, text);
  await quietUntilAsked(patter, vendors, 2);
  const boundary = panel.page.getByText('Summed up to here');
  await expect(boundary).toBeVisible();
  return { panel, boundary };
}

test('what was said before is summed up, seen, used, changed and forgotten', async ({ patter, vendors }) => {
  const { panel, boundary } = await summedUp(patter, vendors);
  await expect
    .poll(async () => rowsOf<Summary>(patter, 'summaries'))
    .toMatchObject([{ text: 'They talked about a dog.', upTo: 4 }]);
  await expect
    .poll(async () => (await rowsOf<Fact>(patter, 'facts')).map(({ text }) => text))
    .toEqual(['Tiene un perro.']);

  await say(panel, 'Seis');
  const sent = JSON.stringify(vendors.seen.at(-1)?.body);
  expect(sent).toContain('They talked about a dog.');
  expect(sent).toContain('Tiene un perro.');
  expect(sent).not.toContain('Tengo un perro');
  expect(sent).toContain('Tres');

  await boundary.click();
  const note = panel.page.getByRole('group', { name: 'Summary' });
  await expect(note).toContainText('They talked about a dog.');
  await expectClean(panel.page, 'a summary');
  await note.getByRole('button', { name: 'Edit' }).click();
  await note.getByRole('textbox', { name: 'Summary' }).fill('They talked about my dog Bruno.');
  await note.getByRole('button', { name: 'Save' }).click();
  await expect(note).toContainText('my dog Bruno');
  await say(panel, 'Siete');
  expect(JSON.stringify(vendors.seen.at(-1)?.body)).toContain('my dog Bruno');
  await note.getByRole('button', { name: 'Delete' }).click();
  await expect(panel.page.getByText('Forgotten up to here')).toBeVisible();
  await note.getByRole('button', { name: 'Undo' }).click();
  await expect(note).toContainText('my dog Bruno');

  const page = await openSettings(panel);
  const memory = page.getByRole('region', { name: 'What I remember' });
  await expect(memory).toContainText('Tiene un perro.');
  await expect(memory).toContainText('Tengo un perro');
  await expectClean(page, 'what is remembered');
  await memory.getByRole('button', { name: 'Edit' }).click();
  await memory.getByRole('textbox').fill('Tiene dos perros.');
  await memory.getByRole('button', { name: 'Save' }).click();
  await expect(memory).toContainText('Tiene dos perros.');
  await memory.getByRole('button', { name: 'Delete' }).click();
  await expect(memory).not.toContainText('Tiene dos perros.');
  await memory.getByRole('button', { name: 'Undo' }).click();
  await expect(memory).toContainText('Tiene dos perros.');
  await memory.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('link', { name: 'Chat' }).click();
  await say(panel, 'Ocho');
  expect(JSON.stringify(vendors.seen.at(-1)?.body)).not.toContain('dos perros');
});

test('what the learner makes of a summary stands, also where another was made meanwhile', async ({
  patter,
  vendors,
}) => {
  const { panel, boundary } = await summedUp(patter, vendors);
  await boundary.click();
  const note = panel.page.getByRole('group', { name: 'Summary' });
  await note.getByRole('button', { name: 'Edit' }).click();
  const field = note.getByRole('textbox', { name: 'Summary' });
  await field.fill('They talked about my dog Bruno.');
  for (const text of ['Seis', 'Siete']) await say(panel, text);
  vendors.script.asides.summarise = { summary: 'They counted to four.', facts: [] };
  await quietUntilAsked(patter, vendors, 4);
  await expect
    .poll(async () => rowsOf<Summary>(patter, 'summaries'))
    .toMatchObject([{ text: 'They counted to four.', upTo: 8 }]);
  await expect(field).toHaveValue('They talked about my dog Bruno.');
  await note.getByRole('button', { name: 'Save' }).click();
  await expect(note).toContainText('my dog Bruno');
  await say(panel, 'Ocho');
  // It stands for what it was written over, and what came after that is told again.
  const sent = JSON.stringify(vendors.seen.at(-1)?.body);
  expect(sent).toContain('my dog Bruno');
  expect(sent).toContain('Tres');
  expect(sent).not.toContain('They counted');
});

test('what can not be kept of a change stays in its field', async ({ patter, vendors }) => {
  const { panel } = await summedUp(patter, vendors);
  const page = await openSettings(panel);
  const memory = page.getByRole('region', { name: 'What I remember' });
  await memory.getByRole('button', { name: 'Edit' }).click();
  const field = memory.getByRole('textbox');
  await field.fill('Tiene dos perros.');
  const worker = await patter.worker();
  await fillDisk(worker);
  await memory.getByRole('button', { name: 'Save' }).click();
  await expect(memory.getByRole('alert')).toContainText('storage is full');
  await expect(field).toHaveValue('Tiene dos perros.');
  await expectClean(page, 'a fact that can not be kept');
  await freeDisk(worker);
  await memory.getByRole('button', { name: 'Save' }).click();
  await expect(memory.getByRole('button', { name: 'Edit' })).toBeFocused();
  await expect(memory.getByRole('alert')).toHaveCount(0);
  await expect(memory).toContainText('Tiene dos perros.');
});

test('a double click forgets one thing, not what takes its place', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const about = (pet: string, message: number) => ({ text: `Tiene un ${pet}.`, quote: `Tengo un ${pet}`, message });
  vendors.script.asides = {
    extract: { items: [] },
    summarise: { summary: 'They talked about pets.', facts: [about('perro', 1), about('gato', 3)] },
  };
  const panel = await openPanel(patter);
  for (const text of ['Tengo un perro', 'Tengo un gato', 'Tres', 'Cuatro', 'Cinco']) await say(panel, text);
  await quietUntilAsked(patter, vendors, 2);
  const page = await openSettings(panel);
  const memory = page.getByRole('region', { name: 'What I remember' });
  const facts = memory.getByRole('listitem');
  await expect(facts).toHaveCount(2);
  await memory.getByRole('button', { name: 'Delete' }).first().hover();
  await press(page, 1);
  await expect(facts).toHaveCount(1);
  await press(page, 2);
  await memory.getByRole('button', { name: 'Undo' }).click();
  await expect(facts).toHaveCount(2);
});

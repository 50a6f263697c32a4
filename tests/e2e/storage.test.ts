import type { Page } from 'playwright/test';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test } from './patter.ts';

/** Changes what is stored under a key, as no version of Patter would. */
async function damage(page: Page, store: string, key: number | string, change: object): Promise<void> {
  await page.evaluate(
    async ([name, id, changed]) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('patter');
        open.addEventListener('success', () => resolve(open.result));
      });
      const writing = database.transaction(name, 'readwrite');
      const rows = writing.objectStore(name);
      const found = rows.get(id);
      found.addEventListener('success', () => rows.put({ ...(found.result as object), ...changed }));
      await new Promise((resolve) => {
        writing.addEventListener('complete', resolve);
      });
      database.close();
    },
    [store, key, change] as const,
  );
}

/** Everything in a store. */
async function rowsOf(page: Page, store: string): Promise<Record<string, unknown>[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
    });
    const reading = database.transaction(name).objectStore(name).getAll();
    await new Promise((resolve) => {
      reading.addEventListener('success', resolve);
    });
    database.close();
    return reading.result as Record<string, unknown>[];
  }, store);
}

test('a message that can not be read says so, and the conversation goes on around it', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Uno');
  await panel.settled();
  await panel.say('Dos');
  await panel.settled();
  const damaged = (await rowsOf(panel.page, 'messages')).find(({ text }) => text === 'Uno');
  await damage(panel.page, 'messages', String(damaged?.['id']), { text: ['Uno'] });
  await panel.page.reload();
  await expect(panel.log.getByText('This message can not be read. It is kept as it is.')).toBeVisible();
  await expect(panel.learner).toHaveText([/Dos/]);
  await panel.say('Tres');
  await expect(panel.tutor).toHaveCount(3);
  await panel.settled();
  expect(JSON.stringify(vendors.seen.at(-1)?.body)).not.toContain('Uno');
  expect(await rowsOf(panel.page, 'messages')).toContainEqual({ ...damaged, text: ['Uno'] });
});

test('a conversation that can not be read is left out, which the drawer says, and nothing else is', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Primera');
  await panel.settled();
  await panel.button('Conversations').click();
  await panel.button('New conversation').click();
  await panel.say('Segunda');
  await panel.settled();
  const damaged = (await rowsOf(panel.page, 'conversations')).find(({ title }) => title === 'Segunda');
  await damage(panel.page, 'conversations', Number(damaged?.['id']), { level: 'Z9' });
  await panel.page.reload();
  await expect(panel.learner).toHaveText([/Primera/]);
  await panel.button('Conversations').click();
  const drawer = panel.page.getByRole('dialog');
  await expect(drawer.getByText('1 conversation can not be read. It is kept as it is.')).toBeVisible();
  await expect(drawer.getByRole('link')).toHaveText([/Primera/]);
  expect(await rowsOf(panel.page, 'conversations')).toContainEqual({ ...damaged, level: 'Z9' });
});

test('settings that can not be read are replaced field by field, which the panel says, and are kept', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  const worker = await patter.worker();
  const damaged = await worker.evaluate(async () => {
    const { settings } = (await chrome.storage.local.get('settings')) as { settings: Record<string, unknown> };
    const spoilt = { ...settings, level: 'Z9', correct: null };
    await chrome.storage.local.set({ settings: spoilt });
    return spoilt;
  });
  const panel = await openPanel(patter);
  const alert = panel.page.getByRole('alert');
  await expect(alert).toContainText('Some settings could not be read');
  await expectClean(panel.page, 'light');
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/estás/);
  expect(await worker.evaluate(() => chrome.storage.local.get('settings'))).toEqual({ settings: damaged });

  await alert.getByRole('link', { name: 'Open settings' }).click();
  await expect(alert).toContainText('Some settings could not be read');
  await expect(panel.page.getByText('A key is saved.')).toBeVisible();
  await panel.page.getByLabel('Level', { exact: true }).selectOption('B1');
  await expect(alert).toHaveCount(0);
  await panel.page.reload();
  await expect(panel.page.getByLabel('Level', { exact: true })).toHaveValue('B1');
  await expect(panel.page.getByLabel('Tutor', { exact: true })).toHaveValue('claude');
  await expect(alert).toHaveCount(0);
  const kept = await worker.evaluate(() => chrome.storage.local.get('settings-damaged'));
  expect(kept).toEqual({ 'settings-damaged': damaged });
});

import type { Page } from 'playwright/test';
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

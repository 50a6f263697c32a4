import type { Page } from 'playwright/test';
import { expectClean } from './axe.ts';
import { launchPatter, type PatterBrowser } from '#tests/helpers/chromium.ts';
import { choose, expect, openPanel, openSettings, Panel, test } from './patter.ts';
import { rowsOf } from './stored-rows.ts';

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

test('a message that can not be read says so, and the conversation goes on around it', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Uno');
  await panel.settled();
  await panel.say('Dos');
  await panel.settled();
  const damaged = (await rowsOf(patter, 'messages')).find(({ text }) => text === 'Uno');
  await damage(panel.page, 'messages', String(damaged?.['id']), { text: ['Uno'] });
  await panel.page.reload();
  await expect(panel.log.getByText('This message can not be read. It is kept as it is.')).toBeVisible();
  await expect(panel.learner).toHaveText([/Dos/]);
  await panel.say('Tres');
  await expect(panel.tutor).toHaveCount(3);
  await panel.settled();
  expect(JSON.stringify(vendors.seen.at(-1)?.body)).not.toContain('Uno');
  await expect.poll(() => rowsOf(patter, 'messages')).toContainEqual({ ...damaged, text: ['Uno'] });
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
  const damaged = (await rowsOf(patter, 'conversations')).find(({ title }) => title === 'Segunda');
  await damage(panel.page, 'conversations', Number(damaged?.['id']), { level: 'Z9' });
  await panel.page.reload();
  await expect(panel.learner).toHaveText([/Primera/]);
  await panel.button('Conversations').click();
  const drawer = panel.page.getByRole('dialog');
  await expect(drawer.getByText('1 conversation can not be read. It is kept as it is.')).toBeVisible();
  await expect(drawer.getByRole('link')).toHaveText([/Primera/]);
  await expect.poll(() => rowsOf(patter, 'conversations')).toContainEqual({ ...damaged, level: 'Z9' });
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

test('a store that a newer version wrote is refused, and stays as it is', async () => {
  const patter = await launchPatter();
  const page = await patter.openPanel();
  await expect(new Panel(page).message).toBeVisible();
  const rows = [{ id: 'of another time' }];
  await page.goto(patter.url('manifest.json'));
  await page.evaluate(async (written) => {
    const open = indexedDB.open('patter', 990);
    open.addEventListener('upgradeneeded', () => {
      open.result.deleteObjectStore('drafts');
      const store = open.result.createObjectStore('inventions', { keyPath: 'id' });
      for (const row of written) store.put(row);
    });
    await new Promise((resolve) => {
      open.addEventListener('success', resolve);
    });
    open.result.close();
  }, rows);
  for (const restart of [false, true]) {
    if (restart) await patter.stopWorker();
    await page.goto(patter.url('sidepanel.html'));
    await expect(page.getByRole('alert')).toContainText('A newer Patter wrote this data');
  }
  const saving = { command: 'draft.save', input: { conversationId: 1, text: 'Ho' } };
  expect(await page.evaluate((command) => chrome.runtime.sendMessage(command), saving)).toEqual({
    ok: false,
    error: { code: 'storage-newer' },
  });
  await expect.poll(() => rowsOf(patter, 'inventions')).toEqual(rows);
  await patter.close();
});

test('a window that holds the store in its older form is told of, and closing it lets Retry go on', async () => {
  const patter = await launchPatter();
  const holder = await patter.context.newPage();
  await holder.goto(patter.url('manifest.json'));
  // A worker that an event wakes meanwhile may be there first.
  await expect(async () => {
    await patter.stopWorker();
    await holder.evaluate(async () => {
      const settled = (request: IDBRequest) =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', resolve);
          request.addEventListener('error', () => reject(request.error ?? new Error('refused')));
        });
      await settled(indexedDB.deleteDatabase('patter'));
      const open = indexedDB.open('patter', 10);
      open.addEventListener('upgradeneeded', () =>
        open.result.createObjectStore('drafts', { keyPath: 'conversationId' }),
      );
      await settled(open);
    });
  }).toPass();
  const page = await patter.openPanel();
  // The panel may stand behind the worker, and then waits longer before it gives up.
  await expect(page.getByRole('alert')).toContainText('Another window holds Patter’s data', { timeout: 10_000 });
  await holder.close();
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(new Panel(page).message).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await patter.close();
});

/** A panel in a browser that answers so when it is asked about its storage, and counts how often it is asked to keep it. */
async function panelIn(patter: PatterBrowser, answer: { kept: boolean; agrees: boolean }): Promise<Panel> {
  const page = await patter.context.newPage();
  await page.setViewportSize({ width: 420, height: 900 });
  await page.addInitScript(({ kept, agrees }) => {
    const told = { kept, asked: 0 };
    Object.assign(globalThis, { told });
    Object.assign(chrome.permissions, { contains: async () => false });
    Object.assign(navigator.storage, {
      persisted: async () => told.kept,
      persist: async () => {
        told.asked += 1;
        told.kept = agrees;
        return agrees;
      },
      estimate: async () => ({ usage: 3_410_000 }),
    });
  }, answer);
  await page.goto(patter.url('sidepanel.html'));
  const panel = new Panel(page);
  await expect(panel.message).toBeVisible();
  return panel;
}

const timesAsked = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { told: { asked: number } }).told.asked);

test('Settings says that the browser keeps the data, and how much it is', async ({ patter }) => {
  const page = await openSettings(await openPanel(patter));
  const storage = page.getByRole('region', { name: 'Storage' });
  await expect(storage).toContainText('The browser keeps Patter’s data until you delete it.');
  await expect(storage).toContainText(/It takes up [\d.,]+ [kM]B\./);
  await expect(storage.getByRole('button')).toHaveCount(0);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`Settings says that the browser may clear the data, and asks it not to (${scheme})`, async ({ patter }) => {
    const panel = await panelIn(patter, { kept: false, agrees: false });
    await panel.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await panel.page.reload();
    const page = await openSettings(panel);
    const storage = page.getByRole('region', { name: 'Storage' });
    await expect(storage).toContainText('The browser may clear Patter’s data when space runs low. It takes up 3.4 MB.');
    expect(await timesAsked(page)).toBe(0);
    await storage.getByRole('button', { name: 'Ask the browser to keep it' }).click();
    await expect(storage.getByRole('status')).toContainText('It has not agreed.');
    expect(await timesAsked(page)).toBe(1);
    await expectClean(page, scheme);
  });
}

test('a browser that agrees is not asked again', async ({ patter }) => {
  const page = await openSettings(await panelIn(patter, { kept: false, agrees: true }));
  const storage = page.getByRole('region', { name: 'Storage' });
  await storage.getByRole('button').click();
  await expect(storage).toContainText('The browser keeps Patter’s data until you delete it.');
  await expect(storage.getByRole('button')).toHaveCount(0);
});

test('the browser is asked to keep the data once something is sent, and not before', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await panelIn(patter, { kept: false, agrees: false });
  await panel.message.fill('Hola');
  expect(await timesAsked(panel.page)).toBe(0);
  await panel.message.press('Enter');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await panel.say('Otra vez');
  await panel.settled();
  expect(await timesAsked(panel.page)).toBe(1);
});

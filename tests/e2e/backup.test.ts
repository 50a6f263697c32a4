import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright/test';
import { writeBackup, type BackupDetails } from '#lib/backup/write-backup.ts';
import { noRows, ownTables, type KeptRows } from '#lib/db/kept-tables.ts';
import { firstSettings } from '#lib/settings/settings.ts';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { cardOf, conversationOf, met, storeOf, turnOf, wordOf } from '#tests/helpers/kept-rows.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, test, type Panel } from './patter.ts';
import { rowsOf } from './stored-rows.ts';

const key = 'sk-never-in-a-file-8151';

/** Every table that a backup holds, as it is stored. */
async function everything(patter: PatterBrowser): Promise<Record<string, unknown[]>> {
  const tables: [string, unknown[]][] = [];
  for (const table of Object.keys(noRows())) tables.push([table, await rowsOf(patter, table)]);
  return Object.fromEntries(tables);
}

const backupOf = (page: Page): Locator => page.getByRole('region', { name: 'Backup', exact: true });

async function save(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a backup' }).click();
  const download = await downloading;
  await expect(backupOf(page).getByRole('status')).toHaveText(/^The backup is among your downloads/);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function choosing(page: Page, bytes: Buffer, name = 'a.patterbackup'): Promise<void> {
  await page
    .getByLabel('Restore from a backup')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
}

/** What the preview says of a table: how many are in the backup, new, newer. */
const tallyOf = (page: Page, name: string): Locator =>
  page.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell');

const restore = (page: Page): Promise<void> => page.getByRole('button', { name: 'Restore', exact: true }).click();

async function bytesOf(rows: KeptRows, change: Partial<BackupDetails> = {}): Promise<Buffer> {
  const details = { madeAt: Date.UTC(2026, 4, 10), app: '0.1.0', database: 5, settings: firstSettings('en') };
  return Buffer.from(await new Response(writeBackup(rows, { ...details, ...change })).arrayBuffer());
}

/** Somebody who has talked, learnt a word and reviewed it. */
async function learner(patter: PatterBrowser, address: string): Promise<Panel> {
  await choose(patter, 'claude', { address, key, level: 'A2' });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.button('Look up words').click();
  await panel.page.getByRole('button', { name: 'zarzuela' }).click();
  await panel.button('Learn').click();
  await expect(panel.page.locator('.gloss')).toContainText('Added to your words.');
  await panel.page.keyboard.press('Escape');
  await panel.page.getByRole('link', { name: 'Words' }).click();
  await panel.button('Review 1 due word').click();
  await panel.page.getByRole('button', { name: 'Show the answer' }).click();
  await panel.page.getByRole('button', { name: /^Good/ }).click();
  await expect.poll(() => rowsOf(patter, 'reviews')).toHaveLength(1);
  return panel;
}

test('everything but keys is saved in one file, fills an empty Patter again, and nothing is ever doubled', async ({
  patter,
  vendors,
}) => {
  vendors.script.pieces = ['¿Qué tal? Me gusta la zarzuela.'];
  vendors.script.asides = { gloss: { lemma: 'zarzuela', grammar: 'Noun, feminine', translation: 'Spanish operetta' } };
  const panel = await learner(patter, vendors.url);
  const page = await openSettings(panel);
  const { name, bytes } = await save(page);
  expect(name).toMatch(/^patter-\d{4}-\d{2}-\d{2}\.patterbackup$/);
  const text = gunzipSync(bytes).toString();
  expect(text).toContain('zarzuela');
  expect(text).toContain('"level":"A2"');
  expect(text).not.toContain(key);
  for (const table of ownTables) expect(text).not.toContain(`"table":"${table}"`);
  const before = await everything(patter);
  expect(
    Object.entries(before)
      .filter(([, rows]) => rows.length > 0)
      .map(([table]) => table),
  ).toEqual(
    expect.arrayContaining([
      'conversations',
      'messages',
      'words',
      'schedules',
      'reviews',
      'knownWords',
      'usage',
      'glosses',
    ]),
  );

  await patter.beginAnew();
  await page.reload();
  await choosing(page, bytes);
  await expect(page.getByRole('heading', { name: 'In this backup' })).toBeFocused();
  await expect(page.getByText(/^Made on .* 2\d{3}.* by Patter \d/)).toBeVisible();
  await expect(tallyOf(page, 'Conversations')).toHaveText(['1', '1', '0']);
  await expect(tallyOf(page, 'Messages')).toHaveText(['2', '2', '0']);
  await expect(tallyOf(page, 'Words')).toHaveText(['1', '1', '0']);
  await expect(tallyOf(page, 'Answers in reviews')).toHaveText(['1', '1', '0']);
  await expect.poll(async () => everything(patter)).toEqual({ ...before, ...noRows() });
  await page.getByLabel('Settings too, in place of those here').check();
  await restore(page);
  const status = backupOf(page).getByRole('status');
  await expect(status).toHaveText('Restored. Nothing was doubled. New here: 1 conversation, 2 messages, and 1 word.');
  await expect.poll(async () => everything(patter)).toEqual(before);
  await expect(page.getByLabel('Tutor', { exact: true })).toHaveValue('claude');
  await expect(page.getByLabel('Level', { exact: true })).toHaveValue('A2');
  await expect(page.getByText('A key is saved.')).toHaveCount(0);

  await choosing(page, bytes);
  await expect(tallyOf(page, 'Words')).toHaveText(['1', '0', '0']);
  await expect(page.getByText('Everything in it is here already.')).toBeVisible();
  await restore(page);
  await expect(status).toHaveText('Everything in it is here already.');
  await expect.poll(async () => everything(patter)).toEqual(before);

  await page.getByRole('link', { name: 'Words' }).click();
  await expect(page.getByRole('list', { name: 'Words' }).getByRole('listitem')).toContainText(['zarzuela']);
  await page.getByRole('link', { name: 'Chat' }).click();
  await expect(panel.learner).toHaveText([/Hola/]);
  await expect(panel.tutor).toHaveText([/zarzuela/]);
});

test('nothing is stored but what a backup has, and what it leaves out on purpose', async ({ patter, vendors }) => {
  vendors.script.pieces = ['¿Qué tal? Me gusta la zarzuela.'];
  vendors.script.asides = { gloss: { lemma: 'zarzuela', grammar: 'Noun, feminine', translation: 'Spanish operetta' } };
  const page = await openSettings(await learner(patter, vendors.url));
  await save(page);
  // `tests/unit/backup/stored.test.ts` says why.
  const known = ['settings', 'settings-damaged', 'keys', 'heard', 'reminder', 'voices-told'];
  const stored = async () =>
    page.evaluate(async (names) => {
      const root = await navigator.storage.getDirectory();
      const files: string[] = [];
      for await (const [name, entry] of root.entries()) {
        files.push(name);
        if (entry.kind === 'directory') for await (const file of entry.keys()) files.push(`${name}/${file}`);
      }
      return {
        local: Object.keys(await chrome.storage.local.get(null)).filter(
          (name) => !names.includes(name.replace(/\$$/, '')),
        ),
        session: Object.keys(await chrome.storage.session.get(null)),
        sync: chrome.storage.sync === undefined ? [] : Object.keys(await chrome.storage.sync.get(null)),
        databases: (await indexedDB.databases()).map(({ name }) => name),
        page: [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys()), document.cookie],
        files,
      };
    }, known);
  await expect
    .poll(stored)
    .toEqual({ local: [], databases: ['patter'], session: [], sync: [], page: [''], files: ['handover'] });
});

test('the open conversation, the lists and the badge show by themselves what is restored', async ({ patter }) => {
  const word = wordOf(met('película'));
  const rows = storeOf({
    conversations: [conversationOf(1)],
    messages: turnOf(1, 1),
    words: [word],
    schedules: [cardOf(word, 'recognise')],
  });
  const chat = await openPanel(patter);
  const other = await openSettings(await openPanel(patter));
  await choosing(other, await bytesOf(rows));
  await restore(other);
  await expect(backupOf(other).getByRole('status')).toHaveText(/^Restored/);
  const worker = await patter.worker();
  await expect.poll(async () => worker.evaluate(() => chrome.action.getBadgeText({}))).toBe('1');
  await chat.button('Conversations').click();
  await expect(chat.page.getByRole('dialog').getByRole('link')).toHaveText([/Conversation 1/]);
});

const refusals = [
  {
    what: 'cut short',
    bytes: async () => (await bytesOf(storeOf({ conversations: [conversationOf(1)] }))).subarray(0, -20),
    says: 'This backup is not whole',
  },
  {
    what: 'of a newer version',
    bytes: () => bytesOf(storeOf({ conversations: [conversationOf(1)] }), { database: 99 }),
    says: 'A newer Patter made this backup',
  },
  { what: 'no backup', bytes: async () => Buffer.from('front,back\n'), says: 'This is not a backup of Patter’s' },
];

for (const { what, bytes, says } of refusals) {
  test(`a file that is ${what} is refused, and nothing is changed`, async ({ patter, vendors }) => {
    await choose(patter, 'claude', { address: vendors.url });
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await panel.settled();
    const page = await openSettings(panel);
    const before = await everything(patter);
    await choosing(page, await bytes());
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(says);
    await expect(alert).toContainText('Nothing was changed.');
    await expect(alert.getByRole('button')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Restore', exact: true })).toHaveCount(0);
    await expectClean(page, `a file that is ${what}`);
    await expect.poll(async () => everything(patter)).toEqual(before);
  });
}

/** Has the worker come to no end of writing words. @returns what tells whether it has begun */
async function holdWriting(patter: PatterBrowser): Promise<() => Promise<boolean>> {
  const worker = await patter.worker();
  await worker.evaluate(() => {
    const { put, add } = IDBObjectStore.prototype;
    const held = new WeakSet<IDBTransaction>();
    const hold = (store: IDBObjectStore): void => {
      if (store.name !== 'words' || held.has(store.transaction)) return;
      held.add(store.transaction);
      Object.assign(globalThis, { isWriting: true });
      // A transaction ends as soon as nothing is asked of it.
      const ask = () => store.count(IDBKeyRange.only('')).addEventListener('success', ask);
      ask();
    };
    const holding = (write: typeof put): typeof put =>
      function (this: IDBObjectStore, ...row) {
        hold(this);
        return write.apply(this, row);
      };
    Object.assign(IDBObjectStore.prototype, { put: holding(put), add: holding(add) });
  });
  return () => worker.evaluate(() => 'isWriting' in globalThis);
}

test('a worker that is killed while it restores has changed nothing, and the next one does it', async ({ patter }) => {
  const words = Array.from({ length: 3_000 }, (_, index) => wordOf(met(`palabra ${index}`), { id: `word ${index}` }));
  const rows = storeOf({
    conversations: [conversationOf(1)],
    messages: turnOf(1, 1),
    words,
    schedules: words.map((word) => cardOf(word, 'recognise')),
  });
  const page = await openSettings(await openPanel(patter));
  await choosing(page, await bytesOf(rows));
  await expect(tallyOf(page, 'Words')).toHaveText(['3,000', '3,000', '0']);
  const isWriting = await holdWriting(patter);
  await restore(page);
  await expect(backupOf(page).getByRole('status')).toHaveText('Restoring the backup…');
  await expect.poll(isWriting).toBe(true);
  const bar = backupOf(page).getByRole('progressbar', { name: 'Restoring the backup…' });
  await expect(bar).toHaveAttribute('max', '6003');
  await expect(backupOf(page)).toContainText('What you write meanwhile waits until it is done.');
  await patter.stopWorker();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Patter was interrupted');
  await expect(alert).toContainText('A backup is restored whole or not at all, and trying again doubles nothing.');
  await expect(bar).toHaveCount(0);
  await expect.poll(async () => everything(patter)).toEqual(noRows());
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(backupOf(page).getByRole('status')).toHaveText(/^Restored/, { timeout: 60_000 });
  await expect.poll(async () => rowsOf(patter, 'words')).toHaveLength(3_000);
  await expect.poll(async () => rowsOf(patter, 'schedules')).toHaveLength(3_000);
  // What the dead worker had not discarded is swept in an hour; what the living one had, is gone.
  const left = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('handover');
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    return names;
  });
  expect(left).toHaveLength(1);
});

test('what was deleted since stays deleted, or comes back where the learner says so', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  const page = await openSettings(panel);
  const { bytes } = await save(page);
  const [conversation] = await rowsOf(patter, 'conversations');
  await page.evaluate(
    (id) => chrome.runtime.sendMessage({ command: 'conversation.delete', input: { id } }),
    conversation?.['id'],
  );
  await choosing(page, bytes);
  await expect(tallyOf(page, 'Conversations')).toHaveText(['1', '0', '0']);
  const revive = page.getByLabel('Bring back what I have deleted since: 1 conversation');
  await restore(page);
  await expect(backupOf(page).getByRole('status')).toHaveText('Everything in it is here already.');
  await expect.poll(async () => (await rowsOf(patter, 'conversations'))[0]?.['deletedAt']).not.toBe(0);
  await choosing(page, bytes);
  await revive.check();
  await restore(page);
  await expect(backupOf(page).getByRole('status')).toHaveText(/^Restored/);
  await expect.poll(async () => (await rowsOf(patter, 'conversations')).map((row) => row['deletedAt'])).toEqual([0]);
});

test('a saved key goes nowhere that a backup says', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, key });
  const first = firstSettings('en');
  const elsewhere = { ...first.tutors.claude, address: 'https://elsewhere.example' };
  const settings = { ...first, level: 'C1' as const, tutors: { ...first.tutors, claude: elsewhere } };
  const page = await openSettings(await openPanel(patter));
  await choosing(page, await bytesOf(noRows(), { settings }));
  await page.getByLabel('Settings too, in place of those here').check();
  await restore(page);
  await expect(page.getByLabel('Level', { exact: true })).toHaveValue('C1');
  const worker = await patter.worker();
  const stored = async () => worker.evaluate(() => chrome.storage.local.get(['settings', 'keys']));
  await expect.poll(stored).toMatchObject({
    settings: { level: 'C1', tutors: { claude: { address: vendors.url } } },
    keys: { claude: key },
  });
});

test('settings that can not be restored are told of, and all else is there', async ({ patter }) => {
  const page = await openSettings(await openPanel(patter));
  await choosing(page, await bytesOf(storeOf({ conversations: [conversationOf(1)] })));
  await page.getByLabel('Settings too, in place of those here').check();
  const worker = await patter.worker();
  await worker.evaluate(() => {
    const get = chrome.storage.local.get.bind(chrome.storage.local);
    const failing = async (keys: string): Promise<unknown> => {
      if (keys === 'keys') throw new Error('no keys');
      return get(keys);
    };
    Object.assign(chrome.storage.local, { get: failing, mend: () => Object.assign(chrome.storage.local, { get }) });
  });
  await restore(page);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('All but the settings is restored, and trying again doubles nothing.');
  await expect.poll(async () => (await rowsOf(patter, 'conversations')).length).toBe(1);
  await worker.evaluate(() => (chrome.storage.local as unknown as { mend: () => void }).mend());
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(backupOf(page).getByRole('status')).toHaveText('Everything in it is here already.');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`a backup is restored by keyboard, and every look of it is accessible (${scheme})`, async ({ patter }) => {
    const panel = await openPanel(patter);
    await panel.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const page = await openSettings(panel);
    await expectClean(page, 'before');
    await page.getByRole('button', { name: 'Download a backup' }).focus();
    const downloading = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    await downloading;
    await expect(page.getByRole('button', { name: 'Download a backup' })).toBeFocused();
    await expectClean(page, 'saved');
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Restore from a backup')).toBeFocused();
    await page.keyboard.press('Enter');
    const buffer = await bytesOf(storeOf({ conversations: [conversationOf(1)], messages: turnOf(1, 1) }));
    await (await chooser).setFiles({ name: 'a.patterbackup', mimeType: 'application/octet-stream', buffer });
    await expect(page.getByRole('heading', { name: 'In this backup' })).toBeFocused();
    await expectClean(page, 'preview');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Settings too, in place of those here')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'In this backup' })).toHaveCount(0);
    await expect(backupOf(page)).toBeFocused();
    await expect.poll(async () => rowsOf(patter, 'conversations')).toEqual([]);
  });
}

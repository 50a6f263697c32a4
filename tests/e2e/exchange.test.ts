import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import initSqlJs from 'sql.js';
import type { Locator, Page } from 'playwright/test';
import { findAnki } from '#scripts/anki.ts';
import { AnkiConnectServer } from '#tests/helpers/anki-connect.ts';
import { importInAnki } from '#tests/helpers/anki.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test, type Panel } from './patter.ts';
import { storeWords } from './store-words.ts';
import { holdStore, keysOf, letGoOfStore } from './stored-rows.ts';

const day = 24 * 60 * 60 * 1000;

const learntWords = () => {
  const createdAt = Date.now() - 10 * day;
  return [
    learntWord(relax, { id: 'relax', createdAt, answers: [[createdAt, 4]] }),
    learntWord(film, { id: 'film', createdAt: createdAt + 1 }),
    learntWord(
      { ...film, lemma: 'ocio', surface: 'ocio', translation: 'leisure', sentence: '' },
      { id: 'ocio', createdAt: createdAt + 2, state: 'suspended' },
    ),
    learntWord(
      { ...film, language: 'ar', lemma: 'كتاب', surface: 'كتابا', sentence: 'قرأت كتابا جميلا.' },
      { id: 'book', createdAt: createdAt + 3 },
    ),
  ];
};

async function openRoom({ page }: Panel, link: 'Export to Anki' | 'Import', heading: string): Promise<void> {
  await page.getByRole('link', { name: 'Words' }).click();
  await page.getByRole('link', { name: link }).click();
  await expect(page.getByRole('heading', { name: heading })).toBeFocused();
}

async function openExport(patter: PatterBrowser): Promise<Panel> {
  const panel = await openPanel(patter);
  await storeWords(panel.page, learntWords());
  await openRoom(panel, 'Export to Anki', 'Export words');
  return panel;
}

async function download(page: Page, press: Locator): Promise<{ name: string; content: Buffer }> {
  const [saved] = await Promise.all([page.waitForEvent('download'), press.click()]);
  return { name: saved.suggestedFilename(), content: readFileSync(await saved.path()) };
}

/** Nothing is to the side of the panel, however narrow it is. */
async function expectNarrow(page: Page): Promise<void> {
  for (const width of [320, 420, 600]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}

test('words are saved as an Anki package, which the panel writes by itself', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openExport(patter);
  const { page } = panel;
  await expectClean(page, 'the export');
  await expectNarrow(page);
  const { name, content } = await download(page, panel.button('Save 2 words'));
  expect(name).toMatch(/^patter-spanish-\d{4}-\d\d-\d\d\.apkg$/);
  await expect(page.getByText(`“${name}” was saved. Open it with Anki`)).toBeVisible();
  const files = unzipSync(new Uint8Array(content));
  const { Database } = await initSqlJs();
  const database = new Database(files['collection.anki2']);
  const [notes] = database.exec('SELECT guid, tags FROM notes ORDER BY guid');
  expect(notes?.values).toEqual([
    ['film', ' patter patter::A2 patter::noun '],
    ['relax', ' patter patter::verb '],
  ]);
  expect(database.exec('SELECT count(*) FROM cards')[0]?.values).toEqual([[6]]);
  expect(database.exec('SELECT count(*) FROM revlog')[0]?.values).toEqual([[1]]);

  await page.getByRole('radio', { name: 'All languages' }).check();
  await page.getByRole('switch', { name: 'Also suspended words' }).check();
  const all = await download(page, panel.button('Save 4 words'));
  expect(all.name).toMatch(/^patter-\d{4}-\d\d-\d\d\.apkg$/);

  const python = findAnki();
  if (python !== undefined) {
    const {
      imports,
      sound,
      notes: inAnki,
    } = importInAnki(python, [
      { name, content },
      { name: all.name, content: all.content },
    ]);
    expect(imports).toMatchObject([
      { new: 2, duplicate: 0 },
      { new: 2, duplicate: 2, updated: 0 },
    ]);
    expect(sound).toBe(true);
    expect(inAnki.find(({ guid }) => guid === 'relax')?.fields).toMatchObject({ Word: 'relajarse', Grammar: 'verb' });
    expect(inAnki.find(({ guid }) => guid === 'book')?.cards[0]?.deck).toBe('Patter::Arabic');
  }
});

test('words are saved as text for Anki and as a spreadsheet, which comes back in', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openExport(patter);
  const { page } = panel;
  await page.getByRole('radio', { name: 'Text for Anki (.txt)' }).check();
  const text = await download(page, panel.button('Save 2 words'));
  expect(text.name).toMatch(/\.txt$/);
  expect(text.content.toString()).toMatch(/^#separator:tab\n#html:true\n#notetype:Patter\n/);
  expect(text.content.toString()).toContain('Las comedias ayudan a <b>relajarse</b>.');
  await page.getByRole('radio', { name: 'Spreadsheet (.csv)' }).check();
  const sheet = await download(page, panel.button('Save 2 words'));
  expect(sheet.content.toString()).toContain('película,film,la,,noun,f,,Vimos una película muy divertida.');

  await openRoom(panel, 'Import', 'Import words');
  for (const [index, content] of [sheet.content, text.content].entries()) {
    await page
      .getByLabel('File with words')
      .setInputFiles({ name: `${index}.csv`, mimeType: 'text/csv', buffer: content });
    await expect(page.getByRole('status').filter({ hasText: /\S/ })).toHaveText(
      '0 new, 2 already there, 0 can not be read',
    );
    await expect(panel.button('Nothing new to import')).toBeDisabled();
    await panel.button('Import another file').click();
  }
});

test('a list is looked at, put right, imported and taken back', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await storeWords(page, learntWords());
  await openRoom(panel, 'Import', 'Import words');
  await expectClean(page, 'the import');
  const list = [
    'Palabra;Bedeutung;Satz',
    'la mesa;table;"La mesa; es grande."',
    'película;film;',
    ';nothing;',
    'la silla;chair;',
    'silla;chair;',
    `${'x'.repeat(201)};long;`,
  ].join('\r\n');
  const counts = page.getByRole('status').filter({ hasText: /\S/ });
  await page.getByLabel('File with words').setInputFiles({
    name: 'list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF${list}`, 'utf16le'),
  });
  await expect(counts).toHaveText('2 new, 1 already there, 3 can not be read');
  await page.getByText('What can not be read (3)').click();
  await expect(page.getByText('Line 4: the word is missing')).toBeVisible();
  await expect(page.getByText('Line 6: it stands in the file before')).toBeVisible();
  await expect(page.getByText('Line 7: it is too long')).toBeVisible();
  await expectClean(page, 'an import that is looked at');
  await expectNarrow(page);

  await page.getByRole('combobox', { name: 'Palabra' }).selectOption('Meaning');
  await page.getByRole('combobox', { name: 'Bedeutung' }).selectOption('Word');
  await expect(page.locator('.exchange-word').first()).toContainText('table');
  await page.getByRole('combobox', { name: 'Palabra' }).selectOption('Word');
  await page.getByRole('combobox', { name: 'Bedeutung' }).selectOption('Meaning');
  await expect(page.locator('.exchange-word').first()).toContainText(
    'la mesa noun, feminine table · La mesa; es grande.',
  );

  await panel.button('Import 2 words').click();
  const done = page.getByRole('group', { name: 'Import words' });
  await expect(done.getByRole('status')).toHaveText('2 words were imported. You will be asked about them.');
  await expect(done).toBeFocused();
  await expectClean(page, 'an import that is done');
  await expect(page.getByRole('link', { name: 'Words' })).toHaveAttribute('aria-current', 'true');
  await done.getByRole('button', { name: 'Back to the words' }).click();
  const words = page.getByRole('list', { name: 'Words' }).getByRole('listitem');
  await expect(words.first()).toContainText('la mesa noun, feminine');
  await expect(words.first()).toContainText('due now');
  await expectNarrow(page);
});

test('who comes back can import another list at once, and still take back the last one', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  const paste = async (list: string) => {
    await page.getByLabel('Or paste them here').fill(list);
    await panel.button('Read').click();
  };
  await openRoom(panel, 'Import', 'Import words');
  await paste('mesa\ttable\nsilla\tchair');
  await panel.button('Import 2 words').click();
  await expect(page.getByText('2 words were imported.')).toBeVisible();
  await openRoom(panel, 'Import', 'Import words');
  const last = page.getByText('2 words came in with the last import.');
  await expect(last).toBeVisible();
  await expectClean(page, 'the import, after another');
  await expectNarrow(page);
  await paste('libro\tbook');
  await expect(page.getByText('1 new, 0 already there, 0 can not be read')).toBeVisible();
  await expect(last).toBeHidden();
  await panel.button('Import another file').click();
  await expect(page.getByRole('heading', { name: 'Import words' })).toBeFocused();
  await expect(last).toBeVisible();
  await panel.button('Undo').press('Enter');
  await expect(page.getByText('The import was taken back.')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Import words' })).toBeFocused();
  await page.reload();
  await paste('libro\tbook');
  await panel.button('Import 1 word').click();
  await expect(page.getByText('1 word was imported. You will be asked about it.')).toBeVisible();
  await panel.button('Back to the words').click();
  await expect(page.getByRole('list', { name: 'Words' }).getByRole('listitem')).toHaveText([/libro/]);
});

test('an import is taken back at once', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await openRoom(panel, 'Import', 'Import words');
  await page.getByLabel('Or paste them here').fill('mesa\ttable\nsilla\tchair');
  await panel.button('Read').click();
  await panel.button('Import 2 words').click();
  await panel.button('Undo').click();
  await expect(page.getByText('The import was taken back.')).toBeVisible();
  await page.getByRole('link', { name: 'Words' }).click();
  await expect(page.getByText('No words yet.')).toBeVisible();
});

test.describe('a long list', () => {
  const total = 3_000;

  /** Has it looked at, and its import wait at the store until that is let go. */
  async function begin(patter: PatterBrowser): Promise<Panel> {
    await choose(patter, 'guided');
    const panel = await openPanel(patter);
    const { page } = panel;
    await openRoom(panel, 'Import', 'Import words');
    const list = Array.from(
      { length: total },
      (_, index) => `libro${index},"meaning, ${index}",Leímos un libro${index}.`,
    );
    await page
      .getByLabel('File with words')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list.join('\n')) });
    const press = panel.button('Import 3,000 words');
    await expect(press).toBeEnabled();
    await holdStore(page, 'knownWords');
    await press.click();
    await expect(page.getByText('0 of 3,000')).toBeVisible();
    return panel;
  }

  /** Has it stop behind the first words of it. */
  async function stop(panel: Panel): Promise<void> {
    await panel.button('Stop').click();
    await letGoOfStore(panel.page);
    await expect(
      panel.page.getByText('The import has stopped on the way. 1,000 of 3,000 words have come in.'),
    ).toBeVisible();
  }

  const countWords = async (patter: PatterBrowser) => (await keysOf(patter, 'words')).length;

  test('goes on while the learner is elsewhere, and is taken back from wherever it is', async ({ patter }) => {
    const panel = await begin(patter);
    const { page } = panel;
    await expect(page.getByRole('progressbar', { name: 'Import words' })).toBeVisible();
    await expectClean(page, 'an import on its way');
    await expectNarrow(page);
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
    await letGoOfStore(page);
    const ledger = () => page.evaluate(async () => (await chrome.storage.local.get('import'))['import'] as object);
    await expect.poll(ledger).toMatchObject({ state: 'done' });
    await page.getByRole('link', { name: 'Words' }).click();
    await expect(page.getByRole('list', { name: 'Words' }).getByRole('listitem').first()).toContainText('libro0');
    await expect(page.getByText('Importing…')).toBeHidden();
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await expect(page.getByText('3,000 words came in with the last import.')).toBeVisible();
    expect(await countWords(patter)).toBe(total);
    await panel.button('Undo').click();
    await expect(page.getByText('The import was taken back.')).toBeVisible();
    expect(await countWords(patter)).toBe(0);
    expect(await keysOf(patter, 'schedules')).toEqual([]);
    expect(await keysOf(patter, 'knownWords')).toEqual([]);
    await panel.button('Import another file').click();
    await expect(page.getByLabel('File with words')).toBeVisible();
  });

  test('makes way for a turn', async ({ patter, vendors }) => {
    vendors.script.silentMs = 600_000;
    const chat = await openPanel(patter);
    const panel = await begin(patter);
    await choose(patter, 'claude', { address: vendors.url });
    await chat.say('Hola');
    await letGoOfStore(panel.page);
    await expect(panel.page.getByText('1,000 of 3,000', { exact: true })).toBeVisible();
    await expect.poll(() => vendors.seen.length).toBe(1);
    expect(await countWords(patter)).toBe(1_000);
    await chat.button('Stop').click();
    await expect(panel.page.getByText('3,000 words were imported. You will be asked about them.')).toBeVisible();
    expect(await countWords(patter)).toBe(total);
  });

  test('that another panel settles leaves no list behind that is imported already', async ({ patter }) => {
    const panel = await begin(patter);
    await stop(panel);
    await panel.button('Go on').click();
    await expect(panel.button('Undo')).toBeVisible();
    const other = await openPanel(patter);
    await openRoom(other, 'Import', 'Import words');
    await other.page.getByLabel('Or paste them here').fill('mesa\ttable');
    await other.button('Read').click();
    await other.button('Import 1 word').click();
    await expect(other.button('Undo')).toBeVisible();
    await other.button('Import another file').click();
    await expect(panel.page.getByLabel('File with words')).toBeVisible();
    await expect(panel.page.getByRole('button', { name: /^Import .* words$/ })).toHaveCount(0);
  });

  test('is told of where it is stopped, and gone on with', async ({ patter }) => {
    const panel = await begin(patter);
    const { page } = panel;
    await stop(panel);
    await expect(page.getByRole('group', { name: 'Import words' })).toBeFocused();
    expect(await countWords(patter)).toBe(1_000);
    await expectClean(page, 'an import that has stopped');
    await expectNarrow(page);
    await panel.button('Go on').click();
    await expect(page.getByText('3,000 words were imported. You will be asked about them.')).toBeVisible();
    expect(await countWords(patter)).toBe(total);
  });

  test('is told of where its worker is killed and the panel closed, and has every word once in the end', async ({
    patter,
  }) => {
    const begun = await begin(patter);
    await stop(begun);
    await holdStore(begun.page, 'knownWords');
    await begun.button('Go on').click();
    await expect(begun.page.getByText('1,000 of 3,000', { exact: true })).toBeVisible();
    await patter.stopWorker();
    await begun.page.close();
    const panel = await openPanel(patter);
    const { page } = panel;
    await page.getByRole('link', { name: 'Words' }).click();
    await expect(page.getByText('The import has stopped on the way. 1,000 of 3,000 words have come in.')).toBeVisible();
    await expectClean(page, 'words while an import has stopped');
    await page.getByRole('link', { name: 'Look at it' }).click();
    await panel.button('Go on').click();
    await expect(page.getByText('3,000 words were imported. You will be asked about them.')).toBeVisible();
    expect(await countWords(patter)).toBe(total);
    expect(await keysOf(patter, 'schedules')).toHaveLength(total);
  });

  test('is told of to whoever looks on where its worker is killed', async ({ patter }) => {
    const begun = await begin(patter);
    const { page } = await openPanel(patter);
    await page.goto(`${patter.url('sidepanel.html')}#/import`);
    await expect(page.getByText('0 of 3,000')).toBeVisible();
    const held = holdStore(page, 'knownWords');
    await letGoOfStore(begun.page);
    await held;
    await expect(page.getByText('1,000 of 3,000', { exact: true })).toBeVisible();
    await begun.page.close();
    await patter.stopWorker();
    await expect(page.getByText('The import has stopped on the way. 1,000 of 3,000 words have come in.')).toBeVisible();
  });

  test('is told of in the room itself where its worker is killed, and can be taken back or kept', async ({
    patter,
  }) => {
    const panel = await begin(patter);
    const { page } = panel;
    await patter.stopWorker();
    await expect(page.getByText('The import has stopped on the way. 0 of 3,000 words have come in.')).toBeVisible();
    await letGoOfStore(page);
    await panel.button('Go on').click();
    await expect(page.getByText('3,000 words were imported. You will be asked about them.')).toBeVisible();
    await holdStore(page, 'words');
    await panel.button('Undo').click();
    await expect(page.getByText('3,000 left')).toBeVisible();
    await patter.stopWorker();
    const stopped = page.getByText(
      'Taking the import back has stopped on the way. 3,000 of its words are still there.',
    );
    await expect(stopped).toBeVisible();
    await letGoOfStore(page);
    await expectClean(page, 'taking an import back that has stopped');
    await panel.button('Take them back').click();
    await expect(page.getByText('The import was taken back.')).toBeVisible();
    expect(await countWords(patter)).toBe(0);
  });

  test('that has stopped is kept as it is where the learner wants it so', async ({ patter }) => {
    const panel = await begin(patter);
    await stop(panel);
    await panel.button('Keep them').click();
    await expect(panel.page.getByLabel('File with words')).toBeVisible();
    await panel.page.getByRole('link', { name: 'Words' }).click();
    await expect(panel.page.getByRole('list', { name: 'Words' }).getByRole('listitem').first()).toContainText('libro0');
    await expect(panel.page.getByText('has stopped')).toBeHidden();
    expect(await countWords(patter)).toBe(1_000);
  });
});

test('what is no list is told of, and nothing is changed', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await openRoom(panel, 'Import', 'Import words');
  await page.getByLabel('File with words').setInputFiles({
    name: 'words.xlsx',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\u0003\u0004 and so on'),
  });
  await expect(page.getByRole('alert')).toContainText('This file has no words that can be read');
  await expectClean(page, 'a file that can not be read');
});

test.describe('straight into Anki', () => {
  let anki: AnkiConnectServer;
  test.beforeEach(async () => {
    anki = await AnkiConnectServer.start();
  });
  test.afterEach(() => anki.close());

  async function openConnect(patter: PatterBrowser): Promise<Panel> {
    await choose(patter, 'guided', {}, { ankiAddress: anki.url });
    const panel = await openExport(patter);
    await panel.page.getByRole('radio', { name: 'Straight into Anki' }).check();
    await expect(panel.page.getByLabel('Address of AnkiConnect')).toHaveValue(anki.url);
    return panel;
  }

  test('words are added once, and counted', async ({ patter }) => {
    const panel = await openConnect(patter);
    const { page } = panel;
    await expectClean(page, 'the way into Anki');
    await expectNarrow(page);
    await panel.button('Add 2 words to Anki').click();
    await expect(page.getByText('2 words were added.')).toBeVisible();
    expect(anki.asked[0]).toBe('requestPermission');
    expect(anki.notes.map(({ deckName, fields }) => [deckName, fields.Word])).toEqual([
      ['Patter::Spanish', 'relajarse'],
      ['Patter::Spanish', 'la película'],
    ]);
    await page.getByRole('switch', { name: 'Also suspended words' }).check();
    await panel.button('Add 3 words to Anki').click();
    await expect(page.getByText('1 word was added, 2 were there already.')).toBeVisible();
    expect(anki.notes).toHaveLength(3);
    expect(anki.suspended.size).toBe(2);
  });

  test('who is not let in reads why, and can try again', async ({ patter }) => {
    anki.known = false;
    anki.permission = 'denied';
    const panel = await openConnect(patter);
    const { page } = panel;
    await panel.button('Add 2 words to Anki').click();
    await expect(page.getByRole('alert')).toContainText('Anki did not let Patter in');
    await expectClean(page, 'Anki that refuses');
    anki.permission = 'granted';
    await panel.button('Retry').click();
    await expect(page.getByText('2 words were added.')).toBeVisible();
  });

  test('a key that it wants is asked for, kept where only the worker reads it, and can be removed', async ({
    patter,
  }) => {
    anki.apiKey = 'open sesame';
    const panel = await openConnect(patter);
    const { page } = panel;
    await panel.button('Add 2 words to Anki').click();
    await expect(page.getByRole('alert')).toContainText('AnkiConnect wants a key');
    await expectClean(page, 'Anki that wants a key');
    const field = page.getByLabel('Key of AnkiConnect');
    await field.fill(' open sesame ');
    await panel.button('Add 2 words to Anki').click();
    await expect(page.getByText('2 words were added.')).toBeVisible();
    await expect(field).toHaveValue('');
    await expect(field).toHaveAccessibleDescription(/A key is saved\. It is never shown again\./);
    await page.reload();
    await page.getByRole('radio', { name: 'Straight into Anki' }).check();
    await expect(field).toHaveAccessibleDescription(/A key is saved/);
    await expect(field).toHaveValue('');
    await expectNarrow(page);
    await panel.button('Remove').click();
    await expect(field).toBeFocused();
    await expect(field).toHaveAccessibleDescription(/Only where “apiKey” is set/);
    await panel.button('Add 2 words to Anki').click();
    await expect(page.getByRole('alert')).toContainText('write it into “Key of AnkiConnect” here');
  });

  test('where Anki does not run it is said so', async ({ patter }) => {
    const panel = await openConnect(patter);
    await anki.close();
    await panel.button('Add 2 words to Anki').click();
    await expect(panel.page.getByRole('alert')).toContainText('Anki does not answer');
    await expect(panel.page.getByRole('alert')).toContainText('Start Anki on this computer');
  });
});

import type { Page } from 'playwright/test';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { TestVoice, testVoice } from '#tests/helpers/test-voice.ts';
import { film, relax } from '#tests/helpers/learnt-words.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, test, type Panel } from './patter.ts';
import { store } from './store-words.ts';

test.use({ beside: [testVoice] });

/** Has one card of a word be due, and no other. */
async function onlyDue(page: Page, id: string): Promise<void> {
  await page.evaluate(async (due) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
      open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
    });
    const changing = database.transaction('schedules', 'readwrite');
    const rows = changing.objectStore('schedules').openCursor();
    rows.addEventListener('success', () => {
      const cursor = rows.result;
      if (cursor === null) return;
      cursor.update({ ...cursor.value, shownFrom: cursor.value.id === due ? Date.now() - 1000 : Date.now() + 9e8 });
      cursor.continue();
    });
    await new Promise((resolve) => {
      changing.addEventListener('complete', resolve);
    });
    database.close();
  }, id);
  await page.reload();
}

/** A panel in which a word was just answered for the first time, in a language that has a voice. */
async function answerOnce(patter: PatterBrowser): Promise<Panel> {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax]);
  // The worker looks for voices when the settings change.
  await choose(patter, 'guided', { level: 'A2' });
  const worker = await patter.worker();
  await expect.poll(() => worker.evaluate(() => chrome.storage.local.get('heard'))).toEqual({ heard: ['es'] });
  await page.getByRole('link', { name: 'Words' }).click();
  await panel.button('Review 1 due word').click();
  await panel.button('Show the answer').click();
  await page.getByRole('button', { name: /^Easy/ }).click();
  await expect(page.getByRole('heading', { name: 'Done for now' })).toBeFocused();
  return panel;
}

test('a word is asked by ear from the day after it was first answered, and spoken when its card comes', async ({
  patter,
}) => {
  const voice = await TestVoice.in(patter.context);
  const panel = await answerOnce(patter);
  const { page } = panel;
  await expect.poll(async () => voice.texts()).toEqual([]);

  await page.getByRole('link', { name: 'Words', exact: true }).click();
  await onlyDue(page, 'word-es-relajarse/listen');
  await panel.button('Review 1 due word').click();
  const question = page.getByRole('group', { name: 'What do you hear, and what does it mean?' });
  await expect(question).toBeFocused();
  await expect.poll(() => voice.texts()).toEqual([relax.sentence]);
  await expect(page.getByText(relax.sentence)).toHaveCount(0);
  await expectClean(page, 'a card that is heard');
  await page.keyboard.press('r');
  await expect.poll(() => voice.texts()).toHaveLength(2);
  await question.getByRole('button', { name: 'Speak', exact: true }).click();
  await expect.poll(() => voice.texts()).toHaveLength(3);
  await panel.button('Show the answer').click();
  const answer = page.getByRole('group', { name: 'Answer' });
  await expect(answer).toContainText(relax.sentence);
  await expect(answer).toContainText(relax.translation);
  await expectClean(page, 'the answer to a card that is heard');
});

test('cards that are heard are passed over by who can not listen, and where there is no voice', async ({ patter }) => {
  await TestVoice.in(patter.context);
  const panel = await answerOnce(patter);
  const { page } = panel;
  const worker = await patter.worker();
  await page.getByRole('link', { name: 'Words', exact: true }).click();
  await onlyDue(page, 'word-es-relajarse/listen');
  await panel.button('Review 1 due word').click();
  await panel.button('Can’t listen now').click();
  await expect(page.getByRole('heading', { name: 'Done for now' })).toBeFocused();
  await worker.evaluate(() => chrome.storage.local.set({ heard: [] }));
  await page.getByRole('link', { name: 'Words', exact: true }).click();
  await expect(panel.button('Review: nothing is due')).toBeDisabled();
  await worker.evaluate(() => chrome.storage.local.set({ heard: ['es'] }));
  await expect(panel.button('Review 1 due word')).toBeEnabled();
});

test('an answer is typed by who wants to, checked, and rated with one key', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [film]);
  await openSettings(panel);
  await page.getByRole('switch', { name: 'Type the answer in a review' }).click();
  await onlyDue(page, 'word-es-película/produce');
  await page.getByRole('link', { name: 'Words' }).click();
  await panel.button('Review 1 due word').click();
  const field = page.getByLabel('Your answer');
  await expect(field).toBeFocused();
  await expectClean(page, 'an answer to be typed');
  // What is typed is no key: neither "1" nor "z" nor a space does anything else.
  await field.pressSequentially('la pelizula 1');
  await expect(field).toHaveValue('la pelizula 1');
  await field.fill('la pelicula');
  await field.press('Enter');
  const answer = page.getByRole('group', { name: 'Answer' });
  await expect(answer).toBeFocused();
  await expect(answer).toContainText('Right but for accents or capitals.');
  await expect(answer.locator('ins')).toHaveText('película');
  await expectClean(page, 'an answer that was typed');
  await expect(page.getByRole('button', { name: /^Hard/ })).toHaveClass(/primary/);
  await page.keyboard.press('2');
  await expect(answer).toHaveCount(0);
  await expect(field).toBeFocused();
  // What was typed is undone first; where nothing was, the last answer is.
  await field.pressSequentially('xy');
  await field.press('Control+z');
  await expect(field).not.toHaveValue('xy');
  await expect(page.getByText('2 of 2')).toBeVisible();
  await panel.button('Undo the last answer').click();
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(field).toBeFocused();
  await field.press('Enter');
  await expect(answer).toBeFocused();
  await expect(answer).not.toContainText('You typed');
  await page.keyboard.press('2');
  await expect(page.getByText('2 of 2')).toBeVisible();
  await expect(field).toBeFocused();
  await field.press('Control+z');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(field).toHaveValue('');
});

test('how much and how well words are reviewed is the learner’s choice', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax, { ...film, conversationId: 5 }]);
  await openSettings(panel);
  await expect(page.getByLabel('Remember rate')).toHaveValue('90');
  await page.getByLabel('Remember rate').fill('99');
  await page.getByLabel('Remember rate').press('Enter');
  await expect(page.getByText('Type a whole number from 70 to 97.')).toBeVisible();
  await page.getByLabel('Remember rate').fill('80');
  await page.getByLabel('Remember rate').press('Enter');
  await page.getByLabel('Reviews a day').fill('50');
  await page.getByLabel('Reviews a day').press('Enter');
  await expectClean(page, 'settings of words and review');
  const worker = await patter.worker();
  await expect
    .poll(() => worker.evaluate(async () => (await chrome.storage.local.get('settings'))['settings']))
    .toMatchObject({ retention: 80, reviewsPerDay: 50 });
  await page.getByRole('link', { name: 'Words' }).click();
  await expect(page.getByText('1 new from today’s chat')).toBeVisible();
  await page.getByRole('radio', { name: 'Known' }).check();
  await expect(page.getByRole('list', { name: 'Words' })).toHaveText('There are none.');
  await expectClean(page, 'words with a foot');
});

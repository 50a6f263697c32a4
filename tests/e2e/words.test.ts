import type { Locator } from 'playwright/test';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, press, test, type Panel } from './patter.ts';
import { store, storeWords } from './store-words.ts';

async function openWords({ page }: Panel): Promise<Locator> {
  await page.getByRole('link', { name: 'Words' }).click();
  await expect(page.getByRole('heading', { name: 'Words' })).toBeFocused();
  return page.getByRole('list', { name: 'Words' }).getByRole('listitem');
}

async function expectBadge(patter: PatterBrowser, text: string): Promise<void> {
  const worker = await patter.worker();
  await expect.poll(async () => worker.evaluate(() => chrome.action.getBadgeText({}))).toBe(text);
}

test('a word is learnt from its meaning, is not offered again, and is due', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script.pieces = ['¿Qué tal? Me gusta la zarzuela.'];
  vendors.script.asides = { gloss: { lemma: 'zarzuela', grammar: 'Noun, feminine', translation: 'Spanish operetta' } };
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.button('Look up words').click();
  await panel.page.getByRole('button', { name: 'zarzuela' }).click();
  const gloss = panel.page.locator('.gloss');
  await expect(gloss).toContainText('Spanish operetta');
  await panel.button('Learn').click();
  await expect(gloss).toContainText('Added to your words.');
  await expect(panel.button('Learn')).toHaveCount(0);
  await expectClean(panel.page, 'a word that is learnt');
  await expectBadge(patter, '1');
  await panel.page.keyboard.press('Escape');
  await panel.page.getByRole('button', { name: 'zarzuela' }).click();
  await expect(gloss).toContainText('Learning');
  await expect(panel.button('Learn')).toHaveCount(0);
  await panel.page.keyboard.press('Escape');

  const words = await openWords(panel);
  await expect(words).toHaveCount(1);
  await expect(words).toContainText('zarzuela noun');
  await expect(words).toContainText('Spanish operetta · Me gusta la zarzuela.');
  await expect(words).toContainText('due now');
  await expect(panel.page.getByText('1 learning · 0 known')).toBeVisible();
  await expect(panel.button('Review 1 due word')).toBeVisible();
});

test('suggestions are accepted, known already, or turned down', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  await store(panel.page, [relax, film, { ...film, lemma: 'ocio', translation: 'leisure' }], 'suggested');
  const words = await openWords(panel);
  await expect(words).toHaveCount(3);
  await expectClean(panel.page, 'suggestions');
  await panel.page.getByRole('radio', { name: 'Suggested (3)' }).check();
  await words.filter({ hasText: 'relajarse' }).getByRole('button', { name: 'Learn' }).press('Enter');
  await expect(words).toHaveCount(2);
  // The focus goes on to what takes the word's place.
  await expect(words.first().getByRole('button', { name: 'Learn' })).toBeFocused();
  await words.filter({ hasText: 'film ·' }).getByRole('button', { name: 'I know it' }).press('Enter');
  await expect(words).toHaveCount(1);
  await expect(words.getByRole('button', { name: 'I know it' })).toBeFocused();
  await words.getByRole('button', { name: 'Not now' }).press('Enter');
  await expect(words).toHaveText(['There are none.']);
  await expect(panel.page.getByRole('list', { name: 'Words' })).toBeFocused();
  await panel.page.getByRole('radio', { name: 'Due' }).check();
  await expect(words).toHaveCount(1);
  await expect(words).toContainText('relajarse');
  await expect(panel.page.getByText('1 learning · 1 known')).toBeVisible();
  await expect(words.getByRole('img', { name: 'Strength: 0 of 5' })).toHaveCount(1);
  await panel.page.getByRole('radio', { name: 'Known' }).check();
  await expect(words).toContainText('película');
  await expect(words.getByRole('img', { name: /^Strength/ })).toHaveCount(0);
  await expectBadge(patter, '1');
});

test('a double click answers one suggestion, not what takes its place', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const suggested = ['cine', 'ocio', 'obra'].map((lemma) =>
    Object.assign({}, film, { lemma, translation: `the ${lemma}` }),
  );
  await store(panel.page, suggested, 'suggested');
  const words = await openWords(panel);
  await panel.page.getByRole('radio', { name: 'Suggested (3)' }).check();
  await expect(words).toHaveCount(3);
  await words.first().getByRole('button', { name: 'Not now' }).hover();
  await press(panel.page, 1);
  await expect(words).toHaveText([/ocio/, /obra/]);
  await press(panel.page, 2);
  await words.first().getByRole('button', { name: 'Not now' }).press('Enter');
  await expect(words).toHaveText([/obra/]);
});

test('words are searched, edited, suspended, deleted and brought back', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax, film]);
  const words = await openWords(panel);
  const search = page.getByRole('searchbox', { name: 'Search words, meanings, sentences' });
  await search.fill('pelicula div');
  await expect(words).toHaveCount(1);
  await expect(words).toContainText('la película');
  await search.fill('zebra');
  await expect(words).toHaveText(['No word is found.']);
  await search.fill('');
  await expect(words).toHaveCount(2);

  await words.first().getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('form', { name: 'Edit “relajarse”' });
  await expect(form.getByLabel('Word')).toBeFocused();
  await expectClean(page, 'a word being edited');
  await form.getByLabel('Meaning').fill('  ');
  await form.getByLabel('Meaning').press('Enter');
  await expect(form.locator(':invalid')).toHaveCount(1);
  await form.getByLabel('Meaning').fill('to chill');
  await form.getByLabel('Meaning').press('Enter');
  await expect(words.first()).toContainText('to chill');
  await expect(words.first().getByRole('button', { name: 'Edit' })).toBeFocused();

  await words.first().getByRole('button', { name: 'Suspend' }).click();
  await expect(words.first()).toContainText('suspended');
  await expect(panel.button('Review 1 due word')).toBeVisible();
  await words.first().getByRole('button', { name: 'Resume' }).click();
  await expect(panel.button('Review 2 due words')).toBeVisible();

  await words.first().getByRole('button', { name: 'Delete' }).click();
  await expect(words).toHaveCount(1);
  await expect(page.getByText('“relajarse” was deleted')).toBeVisible();
  await expect(panel.button('Undo')).toBeFocused();
  await expectBadge(patter, '1');
  await panel.button('Undo').press('Enter');
  await expect(words).toHaveCount(2);
  await expect(words.first()).toContainText('to chill');
  await expectBadge(patter, '2');
});

test('a suggestion that is accepted where it stays in the list leaves the focus with it', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  await store(panel.page, [relax, film], 'suggested');
  const words = await openWords(panel);
  await words.first().getByRole('button', { name: 'Learn' }).press('Enter');
  await expect(words.first()).toContainText('due now');
  await expect(words.first().getByRole('button', { name: 'Edit' })).toBeFocused();
});

test('words are there where all of them are suspended', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  await store(panel.page, [relax], 'suspended');
  const words = await openWords(panel);
  await expect(words).toContainText('relajarse');
  await words.getByRole('button', { name: 'Resume' }).click();
  await expect(panel.button('Review 1 due word')).toBeVisible();
});

test('words are put in the order that is chosen, as long as the room is open', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  const day = 24 * 60 * 60 * 1000;
  const word = (lemma: string, { answers = [], state = 'learning' }: Partial<Parameters<typeof learntWord>[1]>) =>
    learntWord({ ...film, lemma, surface: lemma }, { id: lemma, createdAt: Date.now() - 9 * day, answers, state });
  const lately = Date.now() - 2 * day;
  await storeWords(page, [
    word('zumo', {
      answers: [
        [lately - day, 1],
        [lately, 1],
      ],
    }),
    word('ñandú', { answers: [[lately, 4]] }),
    word('nube', { state: 'known' }),
    word('árbol', { answers: [[lately, 3]] }),
    word('oso', {}),
  ]);
  const words = await openWords(panel);
  const lemmas = words.locator('.word-lemma');
  const order = page.getByRole('combobox', { name: 'Order' });
  await expect(order).toHaveValue('usual');
  await expect(order.getByRole('option', { selected: true })).toHaveText('Newest first');
  await order.selectOption('Alphabetical');
  await expect(lemmas).toHaveText(['la árbol', 'la nube', 'la ñandú', 'la oso', 'la zumo']);
  await expectClean(page, 'words in alphabetical order');
  await order.selectOption('Hardest first');
  await expect(lemmas).toHaveText([/zumo/, /árbol/, /ñandú/, /nube|oso/, /nube|oso/]);
  await order.selectOption('Due first');
  await expect(lemmas.first()).toHaveText('la oso');
  await expect(lemmas.last()).toHaveText('la nube');

  await order.selectOption('Alphabetical');
  await page.getByRole('radio', { name: 'Known' }).check();
  await expect(lemmas).toHaveText(['la nube']);
  await page.getByRole('radio', { name: 'All' }).check();
  await expect(lemmas).toHaveText(['la árbol', 'la nube', 'la ñandú', 'la oso', 'la zumo']);
  const search = page.getByRole('searchbox');
  await search.fill('vimos');
  await expect(lemmas).toHaveText(['la árbol', 'la nube', 'la ñandú', 'la oso', 'la zumo']);
  await order.selectOption('Best match');
  await search.fill('oso');
  await expect(lemmas).toHaveText(['la oso']);
  await search.fill('');
  await order.selectOption('Alphabetical');
  await expect(page.getByRole('list', { name: 'Words' })).toHaveAttribute('aria-busy', 'false');
  await expect(lemmas).toHaveText(['la árbol', 'la nube', 'la ñandú', 'la oso', 'la zumo']);

  // It is kept in order as words change.
  await words.filter({ hasText: 'árbol' }).getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Word', { exact: true }).fill('pájaro');
  await page.getByLabel('Word', { exact: true }).press('Enter');
  await expect(lemmas).toHaveText(['la nube', 'la ñandú', 'la oso', 'la pájaro', 'la zumo']);
  await words.filter({ hasText: 'ñandú' }).getByRole('button', { name: 'Delete' }).click();
  await expect(lemmas).toHaveText(['la nube', 'la oso', 'la pájaro', 'la zumo']);
  await panel.button('Undo').click();
  await expect(lemmas).toHaveText(['la nube', 'la ñandú', 'la oso', 'la pájaro', 'la zumo']);
});

test('a review is done with the keyboard alone, and its answers are taken back', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax, film]);
  // Not the worker has written them: it looks again when the settings change.
  await choose(patter, 'guided', { level: 'A2' });
  await expectBadge(patter, '2');
  await openWords(panel);
  await panel.button('Review 2 due words').press('Enter');
  await expect(page.getByRole('heading', { name: 'Review' })).toBeVisible();
  const bar = page.getByRole('progressbar', { name: 'Progress of the review' });
  const question = page.getByRole('group', { name: 'What does it mean?' });
  const answer = page.getByRole('group', { name: 'Answer' });
  await expect(question).toBeFocused();
  await expect(page.getByText('1 of 2')).toBeVisible();
  const first = (await question.locator('mark').textContent()) ?? '';
  await page.keyboard.press('3');
  await expect(answer).toHaveCount(0);
  await expectClean(page, 'a question');
  await page.keyboard.press('Space');
  await expect(answer).toBeFocused();
  await expect(page.getByRole('button', { name: /^Again 1 min/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Good 10 min/ })).toBeVisible();
  await expectClean(page, 'an answer');
  await page.keyboard.press('4');
  await expect(page.getByText('2 of 2')).toBeVisible();
  await expect(question).toBeFocused();
  await expect(question.locator('mark')).not.toHaveText(first);
  await expect(bar).toHaveAttribute('aria-valuenow', '1');
  await expectBadge(patter, '1');

  await page.keyboard.press('z');
  await expect(page.getByText('1 of 2')).toBeVisible();
  await expect(question.locator('mark')).toHaveText(first);
  await expectBadge(patter, '2');
  for (let count = 0; count < 2; count += 1) {
    await expect(question).toBeFocused();
    await page.keyboard.press('Space');
    await expect(answer).toBeFocused();
    await page.keyboard.press('4');
    await expect(answer).toHaveCount(0);
  }
  await expect(page.getByRole('heading', { name: 'Done for now' })).toBeFocused();
  await expect(page.getByText('2 answers given.')).toBeVisible();
  await expectClean(page, 'the end of a review');
  await expectBadge(patter, '');
  await page.keyboard.press('z');
  await expect(question).toBeFocused();
  await page.getByRole('link', { name: 'Words' }).click();
  await expect(panel.button('Review 1 due word')).toBeVisible();
});

test('a card that was forgotten comes back, and new ones stop where the day’s limit is', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax, film]);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('New cards a day').fill('1');
  await page.getByLabel('New cards a day').press('Enter');
  await openWords(panel);
  await panel.button('Review 1 due word').click();
  const question = page.getByRole('group', { name: 'What does it mean?' });
  const first = (await question.locator('mark').textContent()) ?? '';
  await panel.button('Show the answer').click();
  await page.getByRole('button', { name: /^Again/ }).click();
  await expect(question.locator('mark')).toHaveText(first);
  await expect(question).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('4');
  await expect(page.getByRole('heading', { name: 'Done for now' })).toBeFocused();
});

test('words and cards of right-to-left and unspaced languages read as they are written', async ({ patter }) => {
  await choose(patter, 'guided', { language: 'ja' });
  const panel = await openPanel(patter);
  const { page } = panel;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const film日 = { ...film, language: 'ja', lemma: '映画', surface: '映画', sentence: '昨日映画を見ました。' };
  const { article, gender, ...bare } = film日;
  const book = { ...bare, language: 'ar', lemma: 'كتاب', surface: 'كتابا', sentence: 'قرأت كتابا جميلا.' };
  await store(page, [bare, book]);
  expect([article, gender]).toEqual(['la', 'f']);
  const words = await openWords(panel);
  await page.getByRole('searchbox').fill('画を');
  await expect(words).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Arabic');
  await expect(words).toContainText('كتاب');
  await expectClean(page, 'words in two languages');
  await panel.button('Review 1 due word').click();
  await expect(page.getByRole('group', { name: 'What does it mean?' }).locator('mark')).toHaveText('كتابا');
  await expect(page.locator('.review-sentence')).toHaveCSS('direction', 'rtl');
  for (const width of [320, 420, 800]) {
    await page.setViewportSize({ width, height: 700 });
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test('a list of many words is read as it is scrolled', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const many = Array.from({ length: 120 }, (_, index) => ({ ...film, lemma: `palabra${119 - index}`, surface: 'x' }));
  await store(panel.page, many);
  const words = await openWords(panel);
  await expect(words.filter({ hasText: 'palabra100' })).toHaveCount(1);
  await expect(words.filter({ hasText: 'palabra0' })).toHaveCount(0);
  for (const last of ['palabra100', 'palabra50', 'palabra0']) {
    await words.filter({ hasText: last }).scrollIntoViewIfNeeded();
  }
  await expect(words).toHaveCount(120);
  await expect(panel.button('Review 10 due words')).toHaveCount(1);

  await panel.page.getByRole('combobox', { name: 'Order' }).selectOption('Alphabetical');
  await expect(words.first()).toContainText('palabra0');
  for (const last of ['palabra19', 'palabra69', 'palabra119']) {
    await words.filter({ hasText: last }).scrollIntoViewIfNeeded();
  }
  await expect(words).toHaveCount(120);
});

import type { Page } from 'playwright/test';
import { film, learntWord, relax } from '#tests/helpers/learnt-words.ts';
import { expectClean } from './axe.ts';
import { choose, expect, openPanel, test, type Panel } from './patter.ts';
import { longTitle, storeTalks } from './store-talks.ts';
import { storeWords } from './store-words.ts';

const day = 24 * 60 * 60 * 1000;

const correction = {
  corrected: 'Yo fui al cine con mis amigos',
  notes: [
    { original: 'fue', replacement: 'fui', category: 'verb_form', severity: 'wrong', explanation: '“Yo” takes fui.' },
    { original: 'mi', replacement: 'mis', category: 'agreement', severity: 'wrong', explanation: 'Amigos is plural.' },
  ],
  wellDone: '',
};

async function openProgress({ page }: Panel): Promise<void> {
  await page.getByRole('link', { name: 'Progress' }).click();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeFocused();
}

async function expectToFit(page: Page): Promise<void> {
  for (const width of [320, 360, 420, 600]) {
    await page.setViewportSize({ width, height: 700 });
    await expect.poll(async () => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}

test('what will be there is said where there is nothing yet, and one press leads to the conversation', async ({
  patter,
}) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openProgress(panel);
  await expect(page.getByText('Here you will see which days you talked')).toBeVisible();
  await expect(page.getByRole('img')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Progress' })).toHaveAttribute('aria-current', 'page');
  await expectClean(page, 'no progress');
  await expectToFit(page);
  await page.getByRole('link', { name: 'Talk' }).click();
  await expect(panel.message).toBeFocused();
});

test('a conversation, its mistakes and a review are seen in it, and the mistakes are practised', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.asides = { correct: correction };
  const panel = await openPanel(patter);
  const { page } = panel;
  const now = Date.now();
  await storeWords(page, [
    learntWord(film, { id: 'film', createdAt: now - 40 * day, answers: [[now - 40 * day, 4]] }),
    learntWord(relax, { id: 'relax', createdAt: now - 20 * day, state: 'known' }),
  ]);
  await panel.say('Yo fue al cine con mi amigos');
  await panel.settled();
  await expect(page.getByRole('note', { name: 'Correction' })).toContainText('“Yo” takes fui.');

  await openProgress(panel);
  const tiles = page.getByRole('main').getByRole('list').first().getByRole('listitem');
  await expect(tiles).toHaveText(['2 words known', '– remembered: not asked yet', '1 day in a row']);
  await expect(page.getByText('Spanish · since')).toBeVisible();
  await expect(
    page.getByRole('img', { name: /^You talked on 1 of the last \d+ days\. .*Last time: today\.$/ }),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /^From 1 on .+ to 2 today\.$/ })).toBeVisible();
  const mistakes = page.getByRole('region', { name: 'What you got wrong, last 30 days' }).getByRole('listitem');
  await expect(mistakes).toHaveText(['agreement1', 'verb form1']);

  await page.getByRole('button', { name: 'Practise: verb form' }).click();
  const drill = page.getByRole('dialog', { name: 'Practise: verb form' });
  await drill.getByRole('textbox').fill('fui');
  await drill.getByRole('textbox').press('Enter');
  await expect(drill).toContainText('Right!');
  await drill.getByRole('button', { name: 'Next' }).click();
  await drill.getByRole('button', { name: 'Show the answer' }).click();
  await drill.getByRole('button', { name: 'Next' }).click();
  await drill.getByRole('button', { name: 'Back to progress' }).click();
  await expect(drill).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Practise: verb form' })).toBeFocused();

  await page.getByRole('link', { name: 'Words' }).click();
  await panel.button('Review 1 due word').click();
  await panel.button('Show the answer').click();
  await page.getByRole('button', { name: /^Good/ }).click();
  await expect(page.getByRole('group', { name: 'Answer' })).toHaveCount(0);
  await openProgress(panel);
  await expect(tiles).toHaveText(['2 words known', '100% remembered', '1 day in a row']);
});

test('it follows what is done meanwhile in another panel', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  await storeTalks(panel.page, 'es', [{ ago: 1, messages: 2 }]);
  await openProgress(panel);
  const map = panel.page.getByRole('img', { name: /^You talked/ });
  await expect(map).toHaveAccessibleName(/^You talked on 1 of the last \d+ days\. Last time: yesterday\.$/);
  await expect(panel.page.getByText('1 day in a row')).toBeVisible();
  const other = await openPanel(patter);
  await other.say('Hola');
  await other.settled();
  await expect(map).toHaveAccessibleName(/^You talked on 2 of the last \d+ days\. Last time: today\.$/);
  await expect(panel.page.getByText('2 days in a row')).toBeVisible();
});

test('each language has its own, in as many weeks as there is room for, each from Sunday in American English', async ({
  patter,
}) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  const every = Array.from({ length: 400 }, (_, ago) => ({ ago, messages: 1 + (ago % 25) }));
  await storeTalks(page, 'es', every);
  await storeTalks(page, 'ar', [{ ago: 3, messages: 1 }]);
  await openProgress(panel);
  await expect(page.getByText('400 days in a row')).toBeVisible();
  const map = page.getByRole('img', { name: /^You talked/ });
  const days = map.locator('i');
  const past = map.locator('i[data-amount]');
  for (const [width, weeks] of [
    [360, 20],
    [600, 36],
  ] as const) {
    await page.setViewportSize({ width, height: 700 });
    await expect(days).toHaveCount(7 * weeks);
    const count = await past.count();
    await expect(map).toHaveAccessibleName(`You talked on ${count} of the last ${count} days. Last time: today.`);
    await expect(map.locator('i[data-amount="0"]')).toHaveCount(0);
  }
  await expect(days.first()).toHaveAttribute('title', /^Sunday/);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Arabic');
  await expect(map).toHaveAccessibleName(/^You talked on 1 of the last \d+ days\. Last time: 3 days ago\.$/);
  await expect(page.getByText('0 days in a row')).toBeVisible();
  await expect(page.getByText('No mistakes were put right.')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`everything in it can be read, fits from 320 px, and turns round from right to left (${scheme})`, async ({
    patter,
  }) => {
    await choose(patter, 'guided');
    const panel = await openPanel(patter);
    const { page } = panel;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const now = Date.now();
    const words = Array.from({ length: 30 }, (_, index) =>
      learntWord(
        { ...film, lemma: `palabra${index}` },
        { id: `w${index}`, createdAt: now - index * day, state: 'known' },
      ),
    );
    await storeWords(page, words);
    await storeTalks(
      page,
      'es',
      [0, 1, 2, 5, 9].map((ago) => ({ ago, messages: 1 + 5 * ago })),
    );
    await openProgress(panel);
    await expect(page.getByRole('img', { name: /to 30 today/ })).toBeVisible();
    await page.getByText('How this is counted').click();
    await expectClean(page, `progress in ${scheme}`);
    await expectToFit(page);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const days = page.getByRole('img', { name: /^You talked/ }).locator('i');
    const [first, last] = [await days.first().boundingBox(), await days.last().boundingBox()];
    expect(last?.x).toBeLessThan(first?.x ?? 0);
    await expect(page.locator('.curve')).toHaveCSS('transform', 'matrix(-1, 0, 0, 1, 0, 0)');
    await expectToFit(page);
  });
}

test('the ways to all rooms stand in one row beside every room’s title', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await storeWords(page, [learntWord(film, { id: 'film', createdAt: Date.now() })]);
  await storeTalks(page, 'es', [{ ago: 0, messages: 1 }]);
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(longTitle);
  for (const room of ['Chat', 'Words', 'Progress', 'Settings']) {
    const link = page.getByRole('link', { name: room, exact: true });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    for (const width of [320, 360, 420]) {
      await page.setViewportSize({ width, height: 700 });
      const places = async () => {
        const boxes = await page
          .getByRole('navigation')
          .getByRole('link')
          .evaluateAll((links) => links.map((each) => each.getBoundingClientRect().top));
        const bottom = await title.evaluate((heading) => heading.getBoundingClientRect().bottom);
        return boxes.map((top) => (top === boxes[0] && top < bottom ? 'beside' : 'below'));
      };
      await expect.poll(places, `${room} at ${width} px`).toEqual(['beside', 'beside', 'beside', 'beside']);
    }
  }
});

import { launchPatter, type PatterBrowser } from '#tests/helpers/chromium.ts';
import { learntWord, relax } from '#tests/helpers/learnt-words.ts';
import { choose, expect, openPanel, test as shared } from './patter.ts';
import { storeTalks } from './store-talks.ts';
import { storeWords } from './store-words.ts';

/** A browser of its own for each test: a clock that is put forward is so for all its pages, and can not be put back. */
const test = shared.extend<{ patter: PatterBrowser }>({
  patter: async ({}, use) => {
    const patter = await launchPatter();
    await use(patter);
    await patter.close();
  },
});

test('a panel that stays open sees words become due, and the next day begin', async ({ patter }) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const { page } = panel;
  await page.clock.install();
  const now = Date.now();
  await storeWords(page, [
    learntWord({ ...relax, conversationId: 5 }, { id: 'relax', createdAt: now, answers: [[now, 3]] }),
  ]);
  await page.getByRole('link', { name: 'Words' }).click();
  const words = page.getByRole('list', { name: 'Words' }).getByRole('listitem');
  await expect(words).toContainText(/in \d+ min/);
  await expect(panel.button('Review: nothing is due')).toBeDisabled();
  await expect(page.getByText('1 new from today’s chat')).toBeVisible();
  await page.getByRole('radio', { name: 'Due' }).check();
  await expect(words).toHaveText(['There are none.']);
  await page.clock.fastForward('12:00');
  await expect(panel.button('Review 1 due word')).toBeEnabled();
  await expect(page.locator('.badge')).toHaveAttribute('data-count', '1');
  await expect(words).toContainText('due now');
  await page.getByRole('radio', { name: 'All' }).check();
  await expect(words).toContainText('due now');
  await page.clock.fastForward('24:00:00');
  await expect(page.getByText('1 new from today’s chat')).toHaveCount(0);
});

test('a day lasts until four in the morning, when a panel that stays open sees the next one begin', async ({
  patter,
}) => {
  await choose(patter, 'guided');
  const panel = await openPanel(patter);
  const evening = new Date().setHours(23, 30, 0, 0);
  await panel.page.clock.install({ time: evening });
  await storeTalks(panel.page, 'es', [{ ago: 0, messages: 2 }], evening);
  await panel.page.getByRole('link', { name: 'Progress' }).click();
  const map = panel.page.getByRole('img', { name: /^You talked/ });
  await expect(map).toHaveAccessibleName(/Last time: today\.$/);
  await panel.page.clock.fastForward('02:00:00');
  await panel.page.reload();
  await expect(map).toHaveAccessibleName(/Last time: today\.$/);
  await panel.page.clock.fastForward('04:00:00');
  await expect(map).toHaveAccessibleName(/Last time: yesterday\.$/);
});

import { test as base, expect } from 'playwright/test';
import { launchPatter, type PatterBrowser } from '#tests/helpers/chromium.ts';
import { film, relax } from '#tests/helpers/learnt-words.ts';
import { expectClean } from './axe.ts';
import { openPanel, openSettings, test as refusing } from './patter.ts';
import { store } from './store-words.ts';

/** Notifications are allowed, as by a learner who was asked. */
const test = base.extend<{ patter: PatterBrowser }>({
  patter: async ({}, use) => {
    const patter = await launchPatter({ permissions: ['notifications'] });
    await use(patter);
    await patter.close();
  },
});

/** The time of day comes that the learner has chosen. */
async function ring(patter: PatterBrowser): Promise<void> {
  const worker = await patter.worker();
  await worker.evaluate(async () => {
    const { settings } = await chrome.storage.local.get<{ settings: { remindAt: number } }>('settings');
    await chrome.storage.local.set({ reminder: { at: settings?.remindAt, day: '2020-01-01' } });
    await chrome.alarms.create('reminder', { when: Date.now() });
  });
}

const shown = async (patter: PatterBrowser) => {
  const worker = await patter.worker();
  return worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()).length);
};

test('the learner is reminded at the chosen time, unless the panel is open, and no more once it is switched off', async ({
  patter,
}) => {
  const panel = await openPanel(patter);
  const { page } = panel;
  await store(page, [relax, film]);
  await openSettings(panel);
  const remind = page.getByRole('switch', { name: 'Remind me each day' });
  const time = page.getByLabel('Reminder at');
  await expect(time).toBeDisabled();
  await remind.click();
  await expect(remind).toBeChecked();
  await expect(time).toHaveValue('19:00');
  await time.fill('00:01');
  await expectClean(page, 'a reminder');
  const worker = await patter.worker();
  const alarm = () => worker.evaluate(async () => (await chrome.alarms.get('reminder'))?.scheduledTime ?? null);
  await expect.poll(async () => new Date((await alarm()) ?? 0).getMinutes()).toBe(1);

  await ring(patter);
  await expect
    .poll(() => worker.evaluate(async () => (await chrome.storage.local.get('reminder'))['reminder']))
    .not.toMatchObject({ day: '2020-01-01' });
  await expect.poll(async () => shown(patter)).toBe(0);

  const blank = await patter.context.newPage();
  await page.close();
  await ring(patter);
  await expect.poll(() => shown(patter)).toBe(1);
  await expect.poll(alarm).toBeGreaterThan(Date.now());

  // A click that is no gesture leads to a tab, for the side panel can not be opened.
  const opened = patter.context.waitForEvent('page');
  const id = await worker.evaluate(async () => Object.keys(await chrome.notifications.getAll())[0] ?? '');
  await worker.evaluate(
    (clicked) => (chrome.notifications.onClicked as unknown as { dispatch: (id: string) => void }).dispatch(clicked),
    id,
  );
  const review = await opened;
  await expect(review.getByRole('heading', { name: 'Review' })).toBeVisible();
  await expect.poll(() => shown(patter)).toBe(0);
  await blank.close();

  await review.getByRole('link', { name: 'Settings' }).click();
  await review.getByRole('switch', { name: 'Remind me each day' }).click();
  await expect(review.getByRole('switch', { name: 'Remind me each day' })).not.toBeChecked();
  await expect.poll(alarm).toBeNull();
});

refusing('a reminder that is not allowed stays off, and says why', async ({ patter }) => {
  const panel = await openPanel(patter);
  await panel.page.addInitScript(() => {
    Object.assign(chrome.permissions, { request: async () => false });
  });
  await panel.page.reload();
  const page = await openSettings(panel);
  const remind = page.getByRole('switch', { name: 'Remind me each day' });
  await remind.click();
  await expect(page.getByRole('alert')).toContainText('Your browser did not allow notifications');
  await expect(remind).not.toBeChecked();
  await expectClean(page, 'a reminder that was refused');
});

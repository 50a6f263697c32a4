import { expectClean } from './axe.ts';
import { choose, expect, openPanel, openSettings, test } from './patter.ts';

test('a tutor that is asked too fast says so, the message is kept, and a higher limit lets Retry answer it', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'claude', { address: vendors.url, requestsPerMinute: 1 });
  const panel = await openPanel(patter);
  await panel.say('Uno');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await panel.say('Dos');
  const alert = panel.page.getByRole('alert');
  await expect(alert).toContainText('limit of requests a minute');
  await expect(alert).toContainText(/wait \d+ seconds/);
  await panel.page.reload();
  await expect(panel.learner).toHaveText([/Uno/, /Dos/]);
  await expect(alert).toContainText('limit of requests a minute');
  expect(vendors.seen).toHaveLength(1);

  const page = await openSettings(panel);
  await page.getByLabel('Requests a minute').fill('600');
  await page.getByLabel('Requests a minute').press('Enter');
  await page.getByRole('link', { name: 'Chat' }).click();
  await panel.button('Retry').click();
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await expect(alert).toHaveCount(0);
});

test('a day’s budget that is used up says so, and raising it lets Retry answer', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, dailyTokens: 10 });
  const panel = await openPanel(patter);
  await panel.say('Uno');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await panel.say('Dos');
  const alert = panel.page.getByRole('alert');
  await expect(alert).toContainText('budget for Claude is used up');
  await expect(panel.learner).toHaveText([/Uno/, /Dos/]);
  expect(vendors.seen).toHaveLength(1);

  await alert.getByRole('link', { name: 'Open settings' }).click();
  const { page } = panel;
  await expect(page.getByRole('meter', { name: 'Used of today’s budget' })).toHaveJSProperty('value', 10);
  await page.getByLabel('Tokens a day').fill('');
  await page.getByLabel('Tokens a day').blur();
  await expect(page.getByRole('meter')).toHaveCount(0);
  await page.getByRole('link', { name: 'Chat' }).click();
  await panel.button('Retry').click();
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await expect(panel.learner).toHaveCount(2);
});

test('what a tutor uses is shown as it is used, a test of it included', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  const panel = await openPanel(patter);
  const page = await openSettings(panel);
  await expect(page.getByText('Today: 0 requests, 0 tokens')).toBeVisible();
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('Today: 1 request, 10 tokens')).toBeVisible();
  await page.getByLabel('Tutor', { exact: true }).selectOption('Gemini');
  await expect(page.getByText('Today: 0 requests, 0 tokens')).toBeVisible();
  await page.getByLabel('Tutor', { exact: true }).selectOption('Claude');
  await page.getByRole('link', { name: 'Chat' }).click();
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/estás/);
  await openSettings(panel);
  await expect(page.getByText('Today: 2 requests, 20 tokens')).toBeVisible();
});

test('a reply that is stopped is counted by estimate', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, correct: false });
  vendors.script.pieces = Array.from({ length: 200 }, (_, index) => `p${index} `);
  vendors.holdAt(6);
  const panel = await openPanel(patter);
  await panel.say('Cuenta');
  await expect(panel.tutor).toContainText('p5');
  await panel.button('Stop').click();
  await panel.settled();
  const page = await openSettings(panel);
  await expect(page.getByText(/^Today: 1 request, [\d,]{3,} tokens$/)).toBeVisible();
});

test('limits are kept over a reload, and what is none is refused at its field', async ({ patter, vendors }) => {
  await choose(patter, 'ollama', { address: vendors.url });
  const page = await openSettings(await openPanel(patter));
  await expect(page.getByRole('heading', { name: 'Limits' })).toBeVisible();
  const requests = page.getByLabel('Requests a minute');
  const tokens = page.getByLabel('Tokens a day');
  await expect(requests).toHaveValue('60');
  await expect(tokens).toHaveValue('');
  await requests.fill('12');
  await requests.press('Enter');
  await expect(requests).toBeFocused();
  await tokens.fill('50000');
  await tokens.blur();
  await expect(page.getByRole('meter')).toBeVisible();
  await page.reload();
  await expect(requests).toHaveValue('12');
  await expect(tokens).toHaveValue('50000');

  for (const none of ['0', '601', '2.5', '']) {
    await requests.fill(none);
    await requests.blur();
    await expect(page.getByRole('alert')).toContainText('from 1 to 600');
    await expect(requests).toHaveAttribute('aria-invalid', 'true');
  }
  await tokens.fill('-1');
  await tokens.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(2);
  await tokens.press('ControlOrMeta+a');
  await page.keyboard.type('1e');
  await tokens.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(2);
  await page.reload();
  await expect(requests).toHaveValue('12');
  await expect(tokens).toHaveValue('50000');
});

test('guided practice has no limits to set', async ({ patter }) => {
  const page = await openSettings(await openPanel(patter));
  await expect(page.getByLabel('Tutor', { exact: true })).toHaveValue('guided');
  await expect(page.getByRole('heading', { name: 'Limits' })).toHaveCount(0);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the limits are axe-clean with a budget and with a field that is refused (${scheme})`, async ({
    patter,
    vendors,
  }) => {
    await choose(patter, 'remote', { address: vendors.url, dailyTokens: 50_000 });
    const panel = await openPanel(patter);
    await panel.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await panel.page.reload();
    const page = await openSettings(panel);
    await page.getByLabel('Requests a minute').fill('0');
    await page.getByLabel('Requests a minute').blur();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('meter')).toBeVisible();
    await expectClean(page, scheme);
  });
}

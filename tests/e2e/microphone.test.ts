import { test, type Page } from 'playwright/test';
import { launchPatter, type LaunchOptions, type PatterBrowser } from '#tests/helpers/chromium.ts';
import { hear, sessions, standInForRecognition } from '#tests/helpers/speech-recognition.ts';
import { expectClean } from './axe.ts';
import { expect, Panel } from './patter.ts';

/** A Chromium of its own: what is answered for the microphone is the whole browser's. */
async function withMicrophone(
  microphone: LaunchOptions['microphone'],
  act: (patter: PatterBrowser) => Promise<void>,
): Promise<void> {
  const patter = await launchPatter({ microphone });
  try {
    await act(patter);
  } finally {
    await patter.close();
  }
}

async function openTab(patter: PatterBrowser): Promise<Page> {
  const tab = await patter.context.newPage();
  await tab.goto(patter.url('microphone.html'));
  await expect(tab.getByRole('heading', { name: 'Let Patter hear you' })).toBeVisible();
  return tab;
}

/** A panel with a stand-in for what recognises speech on this device: the permission is the browser's own. */
async function openPanel(patter: PatterBrowser): Promise<Panel> {
  const page = await patter.context.newPage();
  await standInForRecognition(page);
  await page.goto(patter.url('sidepanel.html'));
  const panel = new Panel(page);
  await expect(panel.message).toBeVisible();
  return panel;
}

test('the microphone is asked for in a tab, and the panel goes on once it is allowed', async () => {
  await withMicrophone('nobody', async (patter) => {
    const panel = await openPanel(patter);
    const opened = patter.context.waitForEvent('page');
    await panel.button('Record').click();
    const tab = await opened;
    await expect(tab.getByRole('heading', { name: 'Let Patter hear you' })).toBeVisible();
    await expectClean(tab, 'the microphone’s tab');
    await expect(panel.page.getByRole('status').filter({ hasText: 'Allow the microphone in the tab' })).toBeVisible();
    await expect(panel.button('Record')).toHaveAttribute('aria-pressed', 'true');
    await expectClean(panel.page, 'a panel that waits for the microphone');
    await expect.poll(async () => (await sessions(panel.page)).begun).toEqual([]);

    await patter.context.grantPermissions(['microphone']);
    await expect(tab.getByText('Patter can hear you now.')).toBeVisible();
    await expectClean(tab, 'a microphone that is allowed');
    await hear(panel.page, ['hola', true]);
    await expect(panel.message).toHaveValue('hola');
    const closed = tab.waitForEvent('close');
    await tab.getByRole('button', { name: 'Close this tab' }).click();
    await closed;
  });
});

test('waiting for the microphone can be left, and nothing is heard when it is allowed later', async () => {
  await withMicrophone('nobody', async (patter) => {
    const panel = await openPanel(patter);
    await panel.button('Record').click();
    await panel.button('Cancel').click();
    await expect(panel.button('Record')).toHaveAttribute('aria-pressed', 'false');
    await expect(panel.message).toBeFocused();
    await patter.context.grantPermissions(['microphone']);
    await panel.page.bringToFront();
    await expect.poll(() => panel.page.evaluate(microphoneState)).toBe('granted');
    await expect.poll(async () => (await sessions(panel.page)).begun).toEqual([]);
  });
});

test('a click in the tab has the browser ask; allowed is allowed in the panel', async () => {
  await withMicrophone('allowed', async (patter) => {
    const tab = await openTab(patter);
    await expect(tab.getByText('Patter can hear you now.')).toBeVisible();
    const panel = await openPanel(patter);
    await panel.button('Record').click();
    await hear(panel.page, ['buenos días', true]);
    await expect(panel.message).toHaveValue('buenos días');
  });
});

test('a microphone that was refused says how to allow it, in the tab and in the panel', async () => {
  await withMicrophone('nobody', async (patter) => {
    const tab = await openTab(patter);
    // Nobody answers this browser's question: it takes that for a refusal.
    await tab.getByRole('button', { name: 'Allow the microphone' }).click();
    const refused = tab.getByRole('alert');
    await expect(refused).toContainText('set “Microphone” to “Allow”');
    await expectClean(tab, 'a microphone that is refused');
    const opened = patter.context.waitForEvent('page');
    await refused.getByRole('button', { name: 'Open site settings' }).click();
    await expect.poll(async () => (await opened).url()).toMatch(/^chrome:\/\/settings\/content\/siteDetails/);

    const panel = await openPanel(patter);
    await panel.message.fill('Hola');
    await panel.button('Record').click();
    const alert = panel.page.getByRole('alert');
    await expect(alert).toContainText('Patter may not use the microphone');
    await expect(panel.message).toHaveValue('Hola');
    await expectClean(panel.page, 'a panel without a microphone');
    const again = patter.context.waitForEvent('page');
    await alert.getByRole('button', { name: 'Allow the microphone' }).click();
    await expect((await again).getByRole('alert')).toContainText('set “Microphone” to “Allow”');
    // As in the browser's settings: the panel notices, and goes on.
    await patter.context.grantPermissions(['microphone']);
    await hear(panel.page, ['qué tal', true]);
    await expect(panel.message).toHaveValue('Hola qué tal');
  });
});

test('a computer without a microphone is told from a refusal', async () => {
  await withMicrophone(undefined, async (patter) => {
    const tab = await openTab(patter);
    await tab.getByRole('button', { name: 'Allow the microphone' }).click();
    await expect(tab.getByRole('alert')).toContainText('No microphone was found');
    await expectClean(tab, 'no microphone');
  });
});

test('Chromium’s own recognition, which has no service here, ends in its plain word', async () => {
  await withMicrophone('allowed', async (patter) => {
    const panel = new Panel(await patter.openPanel());
    await panel.message.fill('Hola');
    await panel.button('Record').click();
    // Chromium could recognise Spanish itself, and asks before its maker's service hears anything.
    const question = panel.page.getByRole('group', { name: 'Who may turn your voice into text?' });
    await expect(question).toBeFocused();
    await expectClean(panel.page, 'where speech is recognised');
    await question.getByRole('button', { name: 'Allow the browser’s online service' }).click();
    const alert = panel.page.getByRole('alert');
    await expect(alert).toContainText(/microphone|speech service|recognise/);
    await expect(alert.getByRole('button', { name: 'Record again' })).toBeVisible();
    await expect(panel.message).toHaveValue('Hola');
    await expectClean(panel.page, 'no service');
  });
});

async function microphoneState(): Promise<string> {
  return (await navigator.permissions.query({ name: 'microphone' })).state;
}

import type { Page } from 'playwright/test';
import type { PatterBrowser } from '#tests/helpers/chromium.ts';
import {
  endSession,
  hear,
  sessions,
  setStandIn,
  standInForRecognition,
  type StandIn,
} from '#tests/helpers/speech-recognition.ts';
import { expectClean } from './axe.ts';
import { choose, expect, Panel, test } from './patter.ts';

test.use({ microphone: 'allowed' });

async function openPanel(patter: PatterBrowser, script: Partial<StandIn> = {}): Promise<Panel> {
  const page = await patter.context.newPage();
  await page.setViewportSize({ width: 420, height: 800 });
  await standInForRecognition(page, script);
  await page.goto(patter.url('sidepanel.html'));
  const panel = new Panel(page);
  await expect(panel.message).toBeVisible();
  return panel;
}

const stored = async (patter: PatterBrowser): Promise<unknown> =>
  (await patter.worker()).evaluate(async () => {
    const { settings } = await chrome.storage.local.get<{ settings?: { recognition?: string } }>('settings');
    return settings?.recognition;
  });

const isOn = (panel: Panel, on: boolean): Promise<void> =>
  expect(panel.button('Record')).toHaveAttribute('aria-pressed', String(on));

test('what is said appears as it is understood, is changed and sent', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, language: 'es' });
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.button('Record').click();
  await isOn(panel, true);
  await expect(page.getByText('Listening… Escape ends it.')).toBeVisible();
  await expectClean(page, 'listening');
  await hear(page, ['ayer fui', false]);
  await expect(panel.message).toHaveValue('ayer fui');
  await expect(page.locator('.composer-interim')).toHaveText('ayer fui');
  await expectClean(page, 'words that are not certain yet');
  await hear(page, ['ayer fui al cine', true], ['con', false]);
  await expect(panel.message).toHaveValue('ayer fui al cine con');
  await expect(page.locator('.composer-interim')).toHaveText('con');
  expect((await sessions(page)).begun).toEqual([
    { lang: 'es-ES', continuous: true, processLocally: true, maxAlternatives: 1 },
  ]);
  // The browser ends a session when it likes: the learner is heard on.
  await endSession(page);
  await hear(page, ['mis amigos', true]);
  await expect(panel.message).toHaveValue('ayer fui al cine con mis amigos');
  await page.keyboard.press('Escape');
  await isOn(panel, false);
  await expect(panel.message).toBeFocused();
  await expect.poll(async () => (await sessions(page)).begun).toHaveLength(2);
  await expect.poll(async () => (await sessions(page)).live).toBe(false);
  await panel.message.press('End');
  await panel.message.pressSequentially('.');
  await panel.message.press('Enter');
  await expect(panel.learner).toHaveText('ayer fui al cine con mis amigos.');
});

test('what is said goes to where the caret is, and leaves alone what is typed around it meanwhile', async ({
  patter,
}) => {
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.message.fill('Hola Ana, adiós');
  await panel.message.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(4, 4));
  await panel.button('Record').click();
  await hear(page, ['mi', false]);
  await expect(panel.message).toHaveValue('Hola mi Ana, adiós');
  // In front of it, behind it, and then in the midst of it: from then on it is the learner's own.
  await panel.message.press('Home');
  await panel.message.pressSequentially('¡');
  await hear(page, ['mi querida', false]);
  await expect(panel.message).toHaveValue('¡Hola mi querida Ana, adiós');
  await panel.message.press('End');
  await panel.message.pressSequentially('!');
  await hear(page, ['mi querida', true]);
  await expect(panel.message).toHaveValue('¡Hola mi querida Ana, adiós!');
  await panel.message.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(16, 16));
  await panel.message.press('Backspace');
  await panel.message.pressSequentially('o');
  await expect(panel.message).toHaveValue('¡Hola mi querido Ana, adiós!');
  await hear(page, ['tío', true]);
  await expect(panel.message).toHaveValue('¡Hola mi querido tío Ana, adiós!');
  await panel.button('Record').click();
  await isOn(panel, false);
  // Nothing of it was lost with the panel, either.
  await page.reload();
  await expect(panel.message).toHaveValue('¡Hola mi querido tío Ana, adiós!');
});

test('an input method is not disturbed in what it composes', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url, language: 'ja' });
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.button('Record').click();
  await hear(page, ['今日は', true]);
  await expect(panel.message).toHaveValue('今日は');
  await panel.message.focus();
  await panel.message.press('Home');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await hear(page, ['今日は', true], ['いい天気', true]);
  await expect(panel.message).toHaveValue('にほ今日は');
  await cdp.send('Input.insertText', { text: '日本' });
  await expect(panel.message).toHaveValue('日本今日はいい天気');
  await expect.poll(async () => (await sessions(page)).begun[0]?.lang).toBe('ja-JP');
});

test('sending ends a recording, with what was understood by then', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.button('Record').click();
  await hear(panel.page, ['me llamo Ana', false]);
  await expect(panel.message).toHaveValue('me llamo Ana');
  await panel.button('Send').click();
  await expect(panel.learner).toHaveText('me llamo Ana');
  await isOn(panel, false);
  await expect(panel.message).toHaveValue('');
  await expect.poll(async () => (await sessions(panel.page)).live).toBe(false);
});

test('a language is downloaded once for this device, if the learner wants that, and nothing goes elsewhere', async ({
  patter,
}) => {
  const panel = await openPanel(patter, { onDevice: 'downloadable', downloading: true });
  const { page } = panel;
  await panel.button('Record').click();
  const question = page.getByRole('group', { name: 'Who may turn your voice into text?' });
  await expect(question).toContainText('it downloads Spanish once, and what you say never leaves it');
  await question.getByRole('button', { name: 'On this device only' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Downloading Spanish for this device…' })).toBeVisible();
  await setStandIn(page, { downloading: false });
  await hear(page, ['hola', true]);
  await expect(panel.message).toHaveValue('hola');
  const { begun, installed } = await sessions(page);
  expect(installed).toEqual(['es-ES']);
  expect(begun.map(({ processLocally }) => processLocally)).toEqual([true]);
  await expect.poll(() => stored(patter)).toBe('on-device');
  // The next language is downloaded with the press that needs it, without a question.
  await page.keyboard.press('Escape');
  await isOn(panel, false);
  await setStandIn(page, { onDevice: 'downloadable' });
  await panel.button('Record').click();
  await expect.poll(async () => (await sessions(page)).begun.length).toBe(2);
  await expect(question).toHaveCount(0);
});

test('the online service hears nothing until the learner allows it, and that can be taken back in Settings', async ({
  patter,
}) => {
  const panel = await openPanel(patter, { onDevice: 'unavailable' });
  const { page } = panel;
  const question = page.getByRole('group', { name: 'Who may turn your voice into text?' });
  await panel.button('Record').click();
  await expect(question).toContainText('This browser can not do it for Spanish on this computer.');
  await expect(question.getByRole('button')).toHaveText(['Allow the browser’s online service', 'Not now']);
  await question.getByRole('button', { name: 'Not now' }).click();
  await expect(question).toHaveCount(0);
  await expect(panel.message).toBeFocused();
  await expect.poll(async () => (await sessions(page)).begun).toEqual([]);

  await panel.button('Record').click();
  await question.getByRole('button', { name: 'Allow the browser’s online service' }).click();
  await hear(page, ['hola', true]);
  await expect
    .poll(async () => (await sessions(page)).begun.map(({ processLocally }) => processLocally))
    .toEqual([false]);
  await expect.poll(() => stored(patter)).toBe('online');
  await page.keyboard.press('Escape');
  await isOn(panel, false);
  // Where the device can do it, it does, whatever was allowed.
  await setStandIn(page, { onDevice: 'available' });
  await panel.button('Record').click();
  await expect.poll(async () => (await sessions(page)).begun.at(-1)?.processLocally).toBe(true);
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Settings' }).click();
  const setting = page.getByLabel('What turns your voice into text');
  await expect(setting).toHaveValue('online');
  await setting.selectOption('On this device only');
  await expect.poll(() => stored(patter)).toBe('on-device');
  await expectClean(page, 'the setting');
});

for (const [error, words, action] of [
  ['not-allowed', 'Patter may not use the microphone', 'Allow the microphone'],
  ['audio-capture', 'No microphone was found', 'Record again'],
  ['network', 'The browser’s speech service could not be reached', 'Record again'],
  ['language-not-supported', 'This browser does not recognise this language', 'Record again'],
  ['service-not-allowed', 'This browser does not recognise speech for Patter', null],
  ['phrases-not-supported', 'This browser does not recognise speech for Patter', null],
  ['something-new', 'This browser does not recognise speech for Patter', null],
] as const) {
  test(`“${error}” has its plain word, and costs nothing that is written`, async ({ patter }) => {
    const panel = await openPanel(patter);
    const { page } = panel;
    await panel.message.fill('Hola');
    await panel.button('Record').click();
    await hear(page, ['qué', false]);
    await endSession(page, error);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(words);
    await expect(alert.getByRole('button')).toHaveText(action === null ? [] : [action]);
    await isOn(panel, false);
    await expect(panel.message).toHaveValue('Hola qué');
    await expectClean(page, error);
    // Who writes on has read it.
    await panel.message.press('End');
    await panel.message.pressSequentially(' tal');
    await expect(alert).toHaveCount(0);
    await expect(panel.message).toHaveValue('Hola qué tal');
  });
}

test('nobody who speaks is told of after some silence, and can record again', async ({ patter }) => {
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.button('Record').click();
  for (let silence = 1; silence <= 3; silence += 1) {
    await expect.poll(async () => (await sessions(page)).begun.length).toBe(silence);
    await endSession(page, 'no-speech');
  }
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Nothing was heard');
  await alert.getByRole('button', { name: 'Record again' }).click();
  await hear(page, ['hola', true]);
  await expect(panel.message).toHaveValue('hola');
  await expect(alert).toHaveCount(0);
});

test('a download that fails says so', async ({ patter }) => {
  const panel = await openPanel(patter, { onDevice: 'downloadable', installs: false });
  await panel.button('Record').click();
  await panel.button('On this device only').click();
  await expect(panel.page.getByRole('alert')).toContainText('The language could not be downloaded');
  await setStandIn(panel.page, { installs: true });
  await panel.page.getByRole('alert').getByRole('button', { name: 'Record again' }).click();
  await hear(panel.page, ['hola', true]);
  await expect(panel.message).toHaveValue('hola');
});

test('where a browser recognises no speech, nothing offers it', async ({ patter }) => {
  const page = await patter.context.newPage();
  await page.addInitScript(() => {
    Object.assign(globalThis, { SpeechRecognition: undefined, webkitSpeechRecognition: undefined });
  });
  await page.goto(patter.url('sidepanel.html'));
  const panel = new Panel(page);
  await expect(panel.message).toBeVisible();
  await expect(panel.button('Record')).toHaveCount(0);
});

test('recording is left with its conversation', async ({ patter }) => {
  const panel = await openPanel(patter);
  const { page } = panel;
  await panel.button('Record').click();
  await hear(page, ['hola', false]);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expectNobodyListens(page);
  await page.getByRole('link', { name: 'Chat' }).click();
  await expect(panel.message).toHaveValue('hola');
  await isOn(panel, false);
});

async function expectNobodyListens(page: Page): Promise<void> {
  await expect.poll(async () => (await sessions(page)).live).toBe(false);
}

import { choose, expect, openPanel, openSettings, test } from './patter.ts';
import { writeSlowly } from './worker.ts';

for (const { tutor, key } of [
  { tutor: 'Ollama', key: false },
  { tutor: 'Claude', key: true },
  { tutor: 'Gemini', key: true },
  { tutor: 'Tutor server', key: false },
]) {
  test(`${tutor} is set up, tested and talked to`, async ({ patter, vendors }) => {
    const panel = await openPanel(patter);
    const page = await openSettings(panel);
    await page.getByLabel('Tutor', { exact: true }).selectOption(tutor);
    await page.getByLabel('Server address').fill(vendors.url);
    if (key) await page.getByLabel('API key').fill('right');
    if (key) vendors.script.key = 'right';
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    const model = page.getByLabel('Model', { exact: true });
    if (tutor !== 'Tutor server') await expect(model).toHaveValue('patter-test');

    await page.getByRole('button', { name: 'Test' }).click();
    await expect(page.getByRole('status').filter({ hasText: '¿Cómo estás?' })).toBeVisible();
    expect(vendors.seen).toHaveLength(1);

    await page.getByRole('link', { name: 'Chat' }).click();
    await panel.say('Hola');
    await expect(panel.tutor).toHaveText(/estás/);
  });
}

test('models are asked for where the address is, however long it takes to keep it', async ({ patter, vendors }) => {
  const page = await openSettings(await openPanel(patter));
  await page.getByLabel('Tutor', { exact: true }).selectOption('Ollama');
  await expect(page.getByText('Ollama does not answer')).toBeVisible();
  await page.evaluate(() => {
    const send = chrome.runtime.sendMessage.bind(chrome.runtime);
    const { promise, resolve } = Promise.withResolvers<void>();
    const sendMessage = async (message: { command: string }): Promise<unknown> => {
      if (message.command === 'settings.save') await promise;
      return send(message);
    };
    Object.assign(chrome.runtime, { sendMessage });
    Object.assign(globalThis, { letGo: resolve });
  });
  await page.getByLabel('Server address').fill(vendors.url);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Ollama does not answer')).toHaveCount(0);
  await page.evaluate(() => (globalThis as unknown as { letGo: () => void }).letGo());
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('patter-test');
});

test('what is changed one after the other is kept, however slow the storage, when the panel is closed at once', async ({
  patter,
}) => {
  const page = await openSettings(await openPanel(patter));
  const worker = await patter.worker();
  await writeSlowly(patter);
  await page.getByLabel('Level', { exact: true }).selectOption('B1');
  await page.getByLabel('Language', { exact: true }).selectOption('it');
  await page.getByLabel('Correct my messages').uncheck();
  await page.close();
  await expect
    .poll(() => worker.evaluate(async () => (await chrome.storage.local.get('settings'))['settings']))
    .toMatchObject({ level: 'B1', language: 'it', correct: false });
});

test('Test says what is wrong with a key, a model and an address', async ({ patter, vendors }) => {
  const page = await openSettings(await openPanel(patter));
  await page.getByLabel('Tutor', { exact: true }).selectOption('Claude');
  await page.getByLabel('Server address').fill(vendors.url);
  await page.getByLabel('API key').fill('wrong');
  vendors.script.key = 'right';
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByLabel('Model', { exact: true }).fill('patter-test');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('alert')).toContainText('key');

  await page.getByLabel('API key').fill('right');
  await page.getByLabel('Model', { exact: true }).fill('no-such-model');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('alert')).toContainText('model');

  await page.getByLabel('Server address').fill('http://127.0.0.1:1');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('alert')).toContainText(/reach|answer/);
});

test('a press of Test is not lost where the field that it leaves is saved first', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  const page = await openSettings(await openPanel(patter));
  await page.getByLabel('Server address').fill('http://127.0.0.1:1');
  await page.getByRole('button', { name: 'Test' }).hover();
  await page.mouse.down();
  // A learner holds a button down for longer than the worker takes to save the address and to find nobody there.
  for (const command of ['tutor.models', 'tutor.models']) {
    await page.evaluate((asked) => chrome.runtime.sendMessage({ command: asked, input: { tutor: 'claude' } }), command);
  }
  await page.mouse.up();
  await expect(page.getByRole('alert')).toContainText('does not answer');
});

test('an address that is none is refused at its field, and nothing is changed', async ({ patter }) => {
  const page = await openSettings(await openPanel(patter));
  await page.getByLabel('Tutor', { exact: true }).selectOption('Ollama');
  const address = page.getByLabel('Server address');
  await address.fill('javascript:alert(1)');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('web address');
  await page.reload();
  await expect(address).toHaveValue('http://localhost:11434');
});

test('a key goes into the worker and never comes back to a page', async ({ patter, vendors }) => {
  const panel = await openPanel(patter);
  const page = await openSettings(panel);
  await page.getByLabel('Tutor', { exact: true }).selectOption('Gemini');
  await page.getByLabel('Server address').fill(vendors.url);
  await page.getByLabel('API key').fill('sk-very-secret');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('A key is saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('A key is saved.')).toBeVisible();
  await expect(page.getByLabel('API key')).toHaveValue('');
  expect(await page.content()).not.toContain('sk-very-secret');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('status').filter({ hasText: '¿Cómo estás?' })).toBeVisible();
  expect(vendors.seen[0]?.headers['x-goog-api-key']).toBe('sk-very-secret');
  expect(vendors.seen[0]?.path).not.toContain('sk-very-secret');
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('A key is saved.')).toHaveCount(0);
});

test('language, level and the learner’s language go to the tutor', async ({ patter, vendors }) => {
  const panel = await openPanel(patter);
  const page = await openSettings(panel);
  await page.getByLabel('Tutor', { exact: true }).selectOption('Ollama');
  await page.getByLabel('Server address').fill(vendors.url);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('patter-test');
  await page.getByLabel('Language', { exact: true }).selectOption({ label: 'German' });
  await page.getByLabel('Level', { exact: true }).selectOption('B2');
  await page.getByLabel('Your language').selectOption({ label: 'French' });
  await page.getByRole('link', { name: 'Chat' }).click();
  await panel.say('Guten Tag');
  await expect(panel.tutor).toHaveText(/estás/);
  const sent = JSON.stringify(vendors.seen[0]?.body);
  for (const named of ['German tutor', 'level B2', 'own language is French']) expect(sent).toContain(named);
});

test('a model is chosen with the keyboard alone, and Escape leaves the chosen one as it was', async ({
  patter,
  vendors,
}) => {
  const panel = await openPanel(patter);
  const page = await openSettings(panel);
  await page.getByLabel('Tutor', { exact: true }).selectOption('Ollama');
  await page.getByLabel('Server address').fill(vendors.url);
  await page.getByRole('button', { name: 'Save' }).click();
  const model = page.getByLabel('Model', { exact: true });
  await expect(model).toHaveValue('patter-test');
  await model.press('ArrowDown');
  await model.press('ArrowDown');
  await model.press('Enter');
  await expect(model).toHaveValue('patter-other');
  await model.fill('patter-t');
  await model.press('Escape');
  await expect(model).toHaveValue('patter-other');
  await page.reload();
  await expect(model).toHaveValue('patter-other');
});

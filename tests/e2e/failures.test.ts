import { choose, expect, openPanel, test } from './patter.ts';

const keyed = ['claude', 'gemini'] as const;

for (const tutor of keyed) {
  test(`a wrong ${tutor} key is said plainly, and the message is kept`, async ({ patter, vendors }) => {
    await choose(patter, tutor, { address: vendors.url, key: 'wrong' });
    vendors.script.key = 'right';
    const panel = await openPanel(patter);
    await panel.say('Hola');
    const alert = panel.page.getByRole('alert');
    await expect(alert).toContainText(/key/i);
    await expect(alert).not.toContainText('refused with');
    await expect(panel.learner).toHaveText(/Hola/);
    expect(vendors.seen).toHaveLength(0);
  });
}

for (const tutor of ['ollama', 'claude', 'gemini'] as const) {
  test(`a model that ${tutor} does not have is said plainly`, async ({ patter, vendors }) => {
    await choose(patter, tutor, { address: vendors.url, model: 'no-such-model' });
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await expect(panel.page.getByRole('alert')).toContainText(/model/i);
    await expect(panel.learner).toHaveText(/Hola/);
  });
}

for (const tutor of ['ollama', 'claude', 'gemini', 'remote'] as const) {
  test(`a ${tutor} server that is down: the message is kept, and Retry answers it once the server is back`, async ({
    patter,
    vendors,
  }) => {
    const port = Number(new URL(vendors.url).port);
    await choose(patter, tutor, { address: vendors.url });
    await vendors.close();
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await expect(panel.page.getByRole('alert')).toBeVisible();
    await expect(panel.learner).toHaveText(/Hola/);
    await vendors.listen(port);
    await panel.button('Retry').click();
    await expect(panel.tutor).toHaveText(/estás/);
    await panel.settled();
    await expect(panel.page.getByRole('alert')).toHaveCount(0);
    await expect(panel.learner).toHaveCount(1);
  });

  test(`a ${tutor} stream that breaks keeps its part and says so`, async ({ patter, vendors }) => {
    await choose(patter, tutor, { address: vendors.url });
    const panel = await openPanel(patter);
    const beforeCut = () => expect(panel.tutor).toHaveText(/dos/);
    vendors.script = { ...vendors.script, pieces: ['Uno ', 'dos ', 'tres '], cutAfter: 2, beforeCut };
    await panel.say('Cuenta');
    await expect(panel.page.getByRole('alert')).toBeVisible();
    await expect(panel.tutor).toContainText('Uno dos');
    await expect(panel.button('Retry')).toBeVisible();
  });
}

test('an Ollama that refuses extensions is spoken to all the same', async ({ patter, vendors }) => {
  await choose(patter, 'ollama', { address: vendors.url });
  vendors.script.checkOrigin = true;
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/estás/);
  expect(vendors.seen[0]?.headers.origin).not.toContain('chrome-extension');
});

test('an Ollama that still refuses gets the exact line to set', async ({ patter, vendors }) => {
  await choose(patter, 'ollama', { address: vendors.url });
  vendors.script.status = 403;
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.page.getByRole('alert')).toContainText(`OLLAMA_ORIGINS=chrome-extension://${patter.extensionId}`);
});

test('no page but Patter’s own gets past Ollama’s origin check', async ({ patter, vendors }) => {
  await choose(patter, 'ollama', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/estás/);
  const worker = await patter.worker();
  const rules = await worker.evaluate(() => chrome.declarativeNetRequest.getSessionRules());
  expect(rules.map(({ condition }) => condition.urlFilter)).toContain(`|${vendors.url}/`);
  for (const { condition } of rules) {
    expect(condition).toMatchObject({ initiatorDomains: [patter.extensionId], resourceTypes: ['xmlhttprequest'] });
  }
});

import { choose, expect, openPanel, test } from './patter.ts';

const wireFormats = [
  { tutor: 'ollama', path: '/api/chat' },
  { tutor: 'claude', path: '/v1/messages' },
  { tutor: 'gemini', path: '/v1beta/models/patter-test:streamGenerateContent' },
  { tutor: 'remote', path: '/chat/stream' },
] as const;

for (const { tutor, path } of wireFormats) {
  test(`talks with ${tutor}`, async ({ patter, vendors }) => {
    await choose(patter, tutor, { address: vendors.url });
    vendors.script.pieces = ['¡Hola! ', '¿Cómo te ', '**llamas**?'];
    vendors.script.delayMs = 30;
    const panel = await openPanel(patter);
    await panel.say('Buenos días');
    await expect(panel.learner).toHaveText(/Buenos días/);
    await expect(panel.tutor).toHaveText(/¡Hola! ¿Cómo te llamas\?/);
    await panel.settled();
    await expect(panel.tutor.locator('strong')).toHaveText('llamas');

    vendors.script.pieces = ['Encantado.'];
    await panel.say('Me llamo Ana');
    await expect(panel.tutor).toHaveCount(2);
    await expect(panel.tutor.last()).toHaveText(/Encantado\./);
    await panel.settled();
    expect(vendors.seen.map((seen) => seen.path)).toEqual([path, path]);
    expect(JSON.stringify(vendors.seen[1]?.body)).toContain('Me llamo Ana');
  });
}

test('gives the tutor server what the seed’s endpoint asks for', async ({ patter, vendors }) => {
  await choose(patter, 'remote', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/estás/);
  expect(vendors.seen[0]?.body).toEqual({
    conversation_id: expect.any(Number),
    user_message: 'Hola',
    language: 'spanish',
    difficulty_level: 'A1',
    learner_language: 'en',
    turn_id: expect.any(String),
    attempt_id: expect.any(String),
    late_corrections: true,
  });
});

test('guided practice answers with no key, no server and no network, and says what it is', async ({ patter }) => {
  const panel = await openPanel(patter);
  await patter.context.setOffline(true);
  await panel.say('Hola');
  await expect(panel.tutor).toHaveText(/practice/i);
  await panel.settled();
  await panel.say('Me llamo Ana');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await expect(panel.tutor.last()).toContainText('Ana');
  await patter.context.setOffline(false);
});

test('guided practice opens a scene that the learner picks, and corrects a usual slip', async ({ patter }) => {
  const panel = await openPanel(patter);
  await panel.page.getByRole('button', { name: /café/i }).click();
  await expect(panel.tutor).toHaveCount(1);
  await panel.settled();
  await expect(panel.learner).toHaveCount(0);

  await panel.say('En el terraza, por favor.');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await expect(panel.log.locator('del').first()).toHaveText('el');
  await expect(panel.log.locator('ins').first()).toHaveText('la');
  await expect(panel.log).toContainText('feminine');
  await panel.page.getByRole('switch', { name: /Corrections/ }).click();
  await expect(panel.log.locator('del, ins')).toHaveCount(0);
});

test('tokens arrive one by one, in an article that is busy until the last', async ({ patter, vendors }) => {
  await choose(patter, 'claude', { address: vendors.url });
  vendors.script.pieces = Array.from({ length: 12 }, (_, index) => `palabra${index} `);
  const goOn = vendors.holdAt(6);
  const panel = await openPanel(patter);
  await panel.say('Hola');
  const arriving = panel.log.locator('[aria-busy="true"]');
  await expect(arriving).toContainText('palabra5');
  await expect(arriving).not.toContainText('palabra6');
  await expect(panel.button('Stop')).toBeVisible();
  goOn();
  await expect(panel.tutor).toContainText('palabra11');
  await panel.settled();
});

test('the conversation is there after a reload, and the history goes with the next message', async ({
  patter,
  vendors,
}) => {
  await choose(patter, 'ollama', { address: vendors.url });
  const panel = await openPanel(patter);
  await panel.say('Me llamo Ana');
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.settled();
  await panel.page.reload();
  await expect(panel.learner).toHaveText(/Me llamo Ana/);
  await expect(panel.tutor).toHaveText(/estás/);
  await panel.say('¿Cómo me llamo?');
  await expect(panel.tutor.last()).toHaveText(/estás/);
  await panel.settled();
  const messages = vendors.seen[1]?.body['messages'] as { role: string; content: string }[];
  expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(messages[1]?.content).toBe('Me llamo Ana');
});

test('the real side panel opens and talks', async ({ patter }) => {
  const panel = await patter.openRealSidePanel();
  await expect.poll(() => panel.evaluate(() => document.querySelector('textarea') !== null)).toBe(true);
  await panel.evaluate(() => {
    const message = document.querySelector('textarea');
    message?.focus();
    document.execCommand('insertText', false, 'Hola');
  });
  const send = () => {
    const button = document.querySelector<HTMLButtonElement>('button[aria-label="Send"]:enabled');
    button?.click();
    return button !== null;
  };
  await expect.poll(() => panel.evaluate(send)).toBe(true);
  const reply = () => document.querySelector('article[aria-label="Tutor"]:not([aria-busy])')?.textContent ?? '';
  await expect.poll(() => panel.evaluate(reply)).toMatch(/practice.*¿/s);
  await panel.close();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { startCuttingProxy } from '#tests/helpers/cutting-proxy.ts';
import { startServerProcess, type ServerProcess } from '#tests/helpers/server-process.ts';
import { TestVoice, testVoice } from '#tests/helpers/test-voice.ts';
import { TutorClient } from '#tests/helpers/tutor-client.ts';
import { choose, expect, openPanel, test as base } from './patter.ts';

interface Servers {
  /** The tutor server itself, with guided practice. */
  server: ServerProcess;
  /** The same with a model, which says what `vendors` are told to. */
  modelServer: ServerProcess;
}

const test = base.extend<Servers>({
  server: ({}, use) => serving({}, use),
  modelServer: ({ vendors }, use) =>
    serving({ TUTOR: 'ollama', TUTOR_MODEL: 'patter-test', TUTOR_ADDRESS: vendors.url }, use),
});

test.use({ beside: [testVoice] });

async function serving(
  environment: Record<string, string>,
  use: (server: ServerProcess) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'patter-e2e-server-'));
  const server = await startServerProcess({ ...environment, DATABASE_FILE: join(folder, 'server.db') });
  await use(server);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** What the server has kept of its only conversation. */
async function keptBy({ address }: ServerProcess): Promise<string[]> {
  const client = new TutorClient(address);
  const { conversations } = (await client.json('/conversations')) as { conversations: { id: number }[] };
  const kept = await client.json(`/conversations/${conversations[0]?.id}/messages`);
  return (kept as { messages: { text: string }[] }).messages.map(({ text }) => text);
}

/** What the model of a tutor server makes of "Yo fue al cine." */
const putRight = {
  corrected: 'Yo fui al cine.',
  notes: [
    {
      original: 'fue',
      replacement: 'fui',
      before: 'Yo',
      category: 'verb_form',
      severity: 'wrong',
      explanation: 'With “yo” it is “fui”.',
      hint: 'Who went?',
    },
  ],
  wellDone: null,
};

test('a conversation with a tutor server that somebody hosts', async ({ patter, server }) => {
  await choose(patter, 'remote', { address: server.address });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.say('Me llamo Ana');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  await expect(panel.tutor.last()).toContainText('Ana');
  const kept = await keptBy(server);
  expect(kept).toHaveLength(4);
  expect(kept[2]).toBe('Me llamo Ana');
  const shown = await panel.tutor.last().innerText();
  expect(shown.replace(/\s+/g, ' ')).toContain(kept[3]?.replace(/\s+/g, ' '));
});

test('a connection that is cut in mid-stream, twice, costs not a character', async ({ patter, server }) => {
  const proxy = await startCuttingProxy(server.address, [4, 3]);
  try {
    await choose(patter, 'remote', { address: proxy.address });
    const panel = await openPanel(patter);
    await panel.say('Hola');
    await panel.settled();
    await expect(panel.tutor).toHaveCount(1);
    await expect.poll(async () => (await keptBy(server)).length).toBe(2);
    const [, whole = ''] = await keptBy(server);
    expect(proxy.connections()).toBeGreaterThanOrEqual(3);
    const shown = (await panel.tutor.innerText()).replace(/\s+/g, ' ');
    // Help is drawn as a quote, without its marks.
    expect(shown).toContain(whole.replace(/^> /gm, '').replace(/\s+/g, ' '));
    await expect(panel.button('Retry')).toHaveCount(0);
    await expect(panel.button('Continue')).toHaveCount(0);
    await expect.poll(() => server.log.filter((line) => line.includes('"turn"'))).toHaveLength(1);
  } finally {
    await proxy.close();
  }
});

test('a message is corrected by the server’s model, on the card that any tutor’s correction is on', async ({
  patter,
  vendors,
  modelServer,
}) => {
  vendors.script.asides = { correct: putRight };
  await choose(patter, 'remote', { address: modelServer.address });
  const panel = await openPanel(patter);
  await panel.say('Yo fue al cine.');
  await expect(panel.tutor).toContainText('estás');
  const card = panel.log.getByRole('note', { name: 'Correction' });
  await expect(card.locator('del').first()).toHaveText('fue');
  await expect(card.locator('ins').first()).toHaveText('fui');
  await expect(card).toContainText('With “yo” it is “fui”.');
  expect(vendors.seen).toHaveLength(1);
  expect(vendors.asides.map(({ name }) => name)).toEqual(['correct']);
});

test('a correction that the server’s model is slow with keeps neither the voice nor the learner waiting, and comes', async ({
  patter,
  vendors,
  modelServer,
}) => {
  const voice = await TestVoice.in(patter.context);
  // Longer than the server has a client wait that does not know better.
  vendors.script.asides = { correct: putRight };
  vendors.script.asideMs = 6_000;
  await choose(patter, 'remote', { address: modelServer.address, speakReplies: true });
  const panel = await openPanel(patter);
  await panel.say('Yo fue al cine.');
  await expect.poll(() => voice.texts()).toEqual(['¡Hola! ', '¿Cómo estás?']);
  await panel.settled();
  await panel.say('Muy bien');
  await expect(panel.tutor).toHaveCount(2);
  await panel.settled();
  const card = panel.log.getByRole('note', { name: 'Correction' });
  await expect(card).toHaveCount(0);
  // The first gave its place to the second reply, and is asked for again behind it.
  await expect(card.locator('ins').first()).toHaveText('fui', { timeout: 20_000 });
  // The server's own turn ends with its correction: the first was not over as it was spoken.
  const firstTurn = () => modelServer.log.find((line) => line.includes('"event":"turn"'));
  await expect.poll(firstTurn).toBeDefined();
  const [{ at: spokenAt } = { at: Number.NaN }] = await voice.asked();
  expect(Date.parse((JSON.parse(firstTurn() ?? '{}') as { time: string }).time)).toBeGreaterThan(spokenAt);
  expect((await keptBy(modelServer)).slice(0, 3)).toEqual(['Yo fue al cine.', '¡Hola! ¿Cómo estás?', 'Muy bien']);
});

test('many corrections that are still out leave a connection for the next message', async ({
  patter,
  vendors,
  modelServer,
}) => {
  vendors.script.asides = { correct: putRight };
  vendors.script.asideMs = 10 * 60_000;
  await choose(patter, 'remote', { address: modelServer.address });
  const panel = await openPanel(patter);
  // A browser opens six connections to a server.
  for (let count = 1; count <= 8; count += 1) {
    await panel.say(count === 1 ? 'Yo fue al cine.' : `Bien ${count}`);
    await expect(panel.tutor).toHaveCount(count);
    await panel.settled();
  }
  const card = panel.log.getByRole('note', { name: 'Correction' });
  await expect(card).toHaveCount(0);
  vendors.script.asideMs = 0;
  await panel.say('Adiós');
  await expect(card.locator('ins').first()).toHaveText('fui');
});

test('what a server’s model is asked for beside the replies comes back through the server', async ({
  patter,
  vendors,
  modelServer,
}) => {
  const suggestions = ['Bien.', 'Muy mal.', 'Así así.'].map((text) => ({ text, meaning: 'x' }));
  vendors.script.asides = { translate: { translation: 'Hello! How are you?' }, suggest: { suggestions } };
  await choose(patter, 'remote', { address: modelServer.address });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.button('Translate').click();
  await expect(panel.log.getByRole('group', { name: 'Translation' })).toHaveText(/Hello! How are you\?/);
  await panel.button('Ideas for an answer').click();
  await panel.page.getByRole('button', { name: 'Así así.' }).click();
  await expect(panel.message).toHaveValue('Así así.');
  expect(modelServer.log.join('\n')).not.toMatch(/Hola|Hello/);
});

test('a server with guided practice translates what it said, and says what it can not do', async ({
  patter,
  server,
}) => {
  await choose(patter, 'remote', { address: server.address });
  const panel = await openPanel(patter);
  await panel.say('Hola');
  await panel.settled();
  await panel.button('Translate').click();
  await expect(panel.log.getByRole('group', { name: 'Translation' })).toContainText("What's your name?");
  await panel.button('Ideas for an answer').click();
  const ideas = panel.page.getByRole('group', { name: 'Ideas for an answer' });
  await ideas.getByRole('button', { name: 'How do I say …?' }).click();
  await ideas.getByLabel('How do I say this in Spanish?').fill('I am hungry');
  await ideas.getByRole('button', { name: 'Ask' }).click();
  await expect(ideas.getByRole('alert')).toContainText('can not do that');
});

test('the server’s front page can be read by everybody', async ({ patter, server }) => {
  const page = await patter.context.newPage();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(server.address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Patter tutor server');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
});

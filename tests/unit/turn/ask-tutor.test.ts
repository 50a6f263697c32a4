import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { messageId, type Message } from '#lib/db/rows.ts';
import { createConversation } from '#lib/db/write/conversations.ts';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import type { Access } from '#lib/tutor/connect.ts';
import { createLanguageTools } from '#lib/tutor/level/language-tools.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';
import { askTutor } from '#lib/turn/ask-tutor.ts';
import { createBeside } from '#lib/turn/beside.ts';
import { databaseStore } from '#lib/turn/database-store.ts';
import { isLive } from '#lib/turn/view.ts';
import { bytesOf } from '#tests/helpers/bytes.ts';
import { readOwnFile } from '#tests/helpers/own-files.ts';
import { TurnWorld, type PanelInWorld } from '#tests/helpers/turn-world.ts';
import { until } from '#tests/helpers/until.ts';

const settings: Settings = { ...firstSettings('en'), tutor: 'remote' };
const correction = { corrected: 'Yo fui al cine', notes: [], wellDone: null };
const access: Access = {
  key: async () => 'key',
  allowed: async () => true,
  passOriginCheck: async () => undefined,
  readFile: readOwnFile,
  meter: { admit: async () => undefined, record: async () => undefined },
  lane: createLanes(),
};

/** The bodies that a tutor server's answers are written to, oldest first. */
let bodies: ReadableStreamDefaultController<Uint8Array>[];
/** How many connections are closed. */
let closed: number;
/** How many times the worker is held for what is done beside turns. */
let held: number;
let panel: PanelInWorld;

beforeEach(async () => {
  bodies = [];
  closed = 0;
  held = 0;
  vi.stubGlobal('fetch', async (_: unknown, { signal }: { signal: AbortSignal }) => {
    return new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          bodies.push(controller);
          signal.addEventListener('abort', () => {
            closed += 1;
            controller.error(signal.reason);
          });
        },
      }),
    );
  });
  await Promise.all(database.tables.map((table) => table.clear()));
  await createConversation({ id: 1, title: '', language: 'es', level: 'A2' }, 1);
  const tools = createLanguageTools(
    async () => '',
    async () => null,
  );
  const beside = createBeside(() => {
    held += 1;
    return () => (held -= 1);
  });
  const world = new TurnWorld(databaseStore, (question, signal) =>
    askTutor(question, settings, { access, tools, beside }, signal),
  );
  panel = world.openPanel();
});

afterEach(() => panel.close());

function write(...events: object[]): void {
  for (const event of events) bodies.at(-1)?.enqueue(bytesOf(`data: ${JSON.stringify(event)}\n\n`));
}

function row(turnId: string, role: Message['role']): Promise<Message | undefined> {
  return database.messages.get(messageId(turnId, role));
}

/** Sends a message that has its reply, but not its correction. */
async function hearBack(text: string, reply: string): Promise<void> {
  const asked = bodies.length;
  panel.client.send(text);
  await until(async () => bodies.length > asked);
  write({ token: reply }, { whole: true, full_text: reply });
  await until(async () => !isLive(panel.client.view()));
}

test('a turn ends with its text, and the correction is kept whenever it comes', async () => {
  await hearBack('Yo fue al cine', '¡Qué bien!');
  expect(await row('t1', 'tutor')).toMatchObject({ text: '¡Qué bien!', state: 'done' });
  expect(await row('t1', 'learner')).not.toHaveProperty('card');
  await hearBack('Hola', 'Hola.');
  expect([closed, held]).toEqual([0, 2]);
  const [first] = bodies;
  first?.enqueue(bytesOf(`data: ${JSON.stringify({ done: true, corrections: correction })}\n\n`));
  await until(async () => (await row('t1', 'learner'))?.card !== undefined);
  expect(await row('t1', 'learner')).toMatchObject({ card: { kind: 'edits', corrected: correction.corrected } });
  await until(async () => closed === 1 && held === 1);
});

test.each<[string, () => void]>([
  ['that breaks', () => bodies.at(-1)?.error(new TypeError('network error'))],
  ['that ends', () => bodies.at(-1)?.close()],
  ['that says what can not be used', () => write({ done: true, corrections: [5] })],
  ['that fails', () => write({ error: { code: 'storage', status: 500 } })],
])('behind a whole text a stream %s leaves a whole reply without a card', async (_, befall) => {
  await hearBack('Yo fue al cine', '¡Qué bien!');
  befall();
  await until(async () => held === 0);
  const { error, ...reply } = (await row('t1', 'tutor')) ?? {};
  expect(reply).toMatchObject({ text: '¡Qué bien!', state: 'done' });
  expect(error).toBeUndefined();
  expect(await row('t1', 'learner')).not.toHaveProperty('card');
  expect(bodies).toHaveLength(1);
});

test('a stopped reply has its connection closed, and nothing is read beside it', async () => {
  panel.client.send('Hola');
  await until(async () => bodies.length === 1);
  write({ token: '¡Ho' });
  await until(async () => panel.client.view().turn?.text === '¡Ho');
  panel.client.stop();
  await until(async () => closed === 1 && !isLive(panel.client.view()));
  expect(await row('t1', 'tutor')).toMatchObject({ text: '¡Ho', state: 'stopped' });
  expect(held).toBe(0);
});

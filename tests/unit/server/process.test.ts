import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runServerCommand, startServerProcess, type ServerProcess } from '#tests/helpers/server-process.ts';
import { TutorClient, seedCall, textOf, type TutorEvent } from '#tests/helpers/tutor-client.ts';

// Processes take their time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'patter-process-'));
const environment = { DATABASE_FILE: join(folder, 'server.db') };
let server: ServerProcess | undefined;

afterEach(async () => {
  await server?.stop('SIGKILL');
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** What is kept of the conversation of the seed's call. */
async function messages(client: TutorClient): Promise<{ role: string; text: string; state?: string }[]> {
  const kept = (await client.json('/conversations/1/messages')) as { messages: { role: string; text: string }[] };
  return kept.messages;
}

test('with nothing set, curl holds a conversation with guided practice', async () => {
  server = await startServerProcess(environment);
  const url = `${server.address}/chat/stream`;
  const curl = (body: object): string =>
    execFileSync('curl', ['-sN', url, '-H', 'Content-Type: application/json', '-d', JSON.stringify(body)], {
      encoding: 'utf8',
    });
  const lines = curl(seedCall)
    .split('\n')
    .filter((line) => line.startsWith('data: '));
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.slice(0, -1).every((line) => line.startsWith('data: {"token": "'))).toBe(true);
  expect(lines.at(-1)).toMatch(/^data: \{"done": true, "full_text": ".+", "corrections": (null|\{.*\})\}$/);
  expect(curl({ ...seedCall, user_message: 'Me llamo Ana' })).toContain('Ana');
  expect(server.log.join('\n')).not.toMatch(/Ana|Hola/);
});

test('kill -9 in mid-stream loses nothing that was done; the half-done turn is marked and can be retried', async () => {
  server = await startServerProcess(environment);
  const client = new TutorClient(server.address);
  const done = await client.events({ turn_id: 'first' });
  const half: TutorEvent[] = [];
  for await (const event of client.stream({ turn_id: 'second', user_message: 'Me llamo Ana' })) {
    half.push(event);
    break;
  }
  await server.stop('SIGKILL');

  server = await startServerProcess(environment);
  const again = new TutorClient(server.address);
  const [hola, reply, ana, broken] = await messages(again);
  expect([hola?.text, reply?.text, reply?.state]).toEqual(['Hola', done.at(-1)?.full_text, 'done']);
  expect(ana?.text).toBe('Me llamo Ana');
  expect(['failed', 'interrupted']).toContain(broken?.state);
  expect(await again.events({ turn_id: 'first' }, 0)).toMatchObject([
    { token: done.at(-1)?.full_text },
    { done: true },
  ]);
  expect((await again.events({ turn_id: 'second' }, half.at(-1)?.id)).at(-1)).toMatchObject({
    error: { code: 'interrupted', status: 503 },
  });
  const retried = await again.events({ turn_id: 'second', attempt_id: 'again' });
  expect(textOf(retried)).toContain('Ana');
  expect(await messages(again)).toMatchObject([{}, {}, { text: 'Me llamo Ana' }, { state: 'done' }]);
});

test('it stops when it is told to, after the reply', async () => {
  server = await startServerProcess(environment);
  const client = new TutorClient(server.address);
  const events = client.stream();
  const seen = [(await events.next()).value as TutorEvent];
  const stopped = server.stop('SIGTERM');
  for await (const event of events) seen.push(event);
  expect(seen.at(-1)).toMatchObject({ done: true });
  expect(await stopped).toBe(0);
  expect(server.log.at(-1)).toContain('"stopped"');
});

test('tokens are made, listed and revoked on the command line', async () => {
  expect(await runServerCommand([], { ...environment, HOST: '0.0.0.0' })).toMatchObject({
    code: 1,
    output: expect.stringContaining('npm run server -- token create NAME'),
  });
  const { code, output: token } = await runServerCommand(['token', 'create', 'ana'], environment);
  expect([code, token]).toEqual([0, expect.stringMatching(/^patter_\S+$/)]);
  server = await startServerProcess({ ...environment, HOST: '0.0.0.0' });
  const address = server.address.replace('0.0.0.0', '127.0.0.1');
  const status = async () =>
    (await new TutorClient(address, { authorization: `Bearer ${token}` }).request('GET', '/conversations')).status;
  expect(await status()).toBe(200);
  expect((await runServerCommand(['token', 'list'], environment)).output).toBe('ana');
  expect((await runServerCommand(['token', 'revoke', 'ana'], environment)).code).toBe(0);
  expect(await status()).toBe(401);
});

test.each<[string, string[], Record<string, string>]>([
  ['npm run server', ['oops'], {}],
  ['npm run server', ['token', 'create'], {}],
  ['PORT: ', [], { PORT: 'x' }],
  ['database can not be opened', [], { DATABASE_URL: 'postgres://patter:secret@127.0.0.1:1/x' }],
])('what it can not do it says: %s', async (words, args, variables) => {
  const { code, output } = await runServerCommand(args, { ...environment, ...variables });
  expect(code).toBe(1);
  expect(output).toContain(words);
  expect(output).not.toContain('secret');
});

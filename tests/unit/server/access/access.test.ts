import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTokens } from '#server/store/open.ts';
import { tokenCommand } from '#server/token-command.ts';
import { TutorClient, seedCall, textOf } from '#tests/helpers/tutor-client.ts';
import { startScriptedServer, type ScriptedServer } from '#tests/helpers/tutor-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'patter-access-'));
let files = 0;
const servers: ScriptedServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A server that knows these people, and their tokens. */
async function serverFor(names: readonly string[], environment: Record<string, string> = {}) {
  const store = { file: join(folder, `${(files += 1)}.db`) };
  const tokens = await openTokens(store);
  const made = await Promise.all(names.map((name) => tokenCommand(['create', name], tokens)));
  await tokens.close();
  const server = await startScriptedServer({ SHUTDOWN_SECONDS: '0', ...environment }, store);
  servers.push(server);
  const clients = made.map((token) => new TutorClient(server.address, { authorization: `Bearer ${token}` }));
  return { server, store, tokens: made, clients, anybody: new TutorClient(server.address) };
}

describe('access tokens', () => {
  test('are asked for once there are any, and each has its own conversations', async () => {
    const { server, anybody, clients } = await serverFor(['ana', 'bea']);
    expect((await anybody.post(seedCall)).status).toBe(401);
    expect((await anybody.request('GET', '/conversations')).status).toBe(401);
    const [ana, bea] = clients;
    const said = ana?.events();
    await server.tutor.asked(1);
    server.tutor.say('¡Hola, Ana!');
    server.tutor.finish();
    expect(textOf((await said) ?? [])).toBe('¡Hola, Ana!');
    expect(await ana?.json('/conversations')).toMatchObject({ conversations: [{ id: 1, language: 'es' }] });
    expect(await bea?.json('/conversations')).toEqual({ conversations: [], next: null });
    expect((await bea?.request('GET', '/conversations/1/messages'))?.status).toBe(404);
    expect((await bea?.request('DELETE', '/conversations/1'))?.status).toBe(404);
    expect((await ana?.request('DELETE', '/conversations/1'))?.status).toBe(204);
  });

  test('hold until they are revoked, at once', async () => {
    const { store, anybody, clients } = await serverFor(['ana']);
    const health = async () => (await clients[0]?.request('GET', '/health'))?.status;
    expect(await health()).toBe(200);
    const tokens = await openTokens(store);
    expect(await tokenCommand(['revoke', 'ana'], tokens)).toBe('Revoked: ana');
    expect(await tokenCommand(['list'], tokens)).toBe('ana (revoked)');
    await tokens.close();
    expect(await health()).toBe(401);
    expect((await anybody.post(seedCall)).status).toBe(401);
    expect((await anybody.request('GET', '/health')).status).toBe(200);
  });

  test('are nowhere but with those who have them', async () => {
    const { server, store, tokens: made, clients } = await serverFor(['ana']);
    await clients[0]?.json('/conversations');
    const [token = ''] = made;
    expect(token).toMatch(/^patter_[\w-]{43}$/);
    const tokens = await openTokens(store);
    expect(JSON.stringify(await tokens.tokens())).not.toContain(token);
    await tokens.close();
    expect(server.log.join('')).not.toContain(token);
  });
});

test('beyond this computer nobody listens without a token', async () => {
  await expect(startScriptedServer({ HOST: '0.0.0.0' })).rejects.toMatchObject({ code: 'auth' });
  const { server, anybody, clients } = await serverFor(['ana'], { HOST: '0.0.0.0' });
  expect(server.address).toContain('0.0.0.0');
  expect((await anybody.request('GET', '/conversations')).status).toBe(401);
  expect((await clients[0]?.request('GET', '/conversations'))?.status).toBe(200);
});

test.each([
  ['a proxy', { 'x-forwarded-for': '203.0.113.9' }],
  ['another kind of proxy', { forwarded: 'for=203.0.113.9' }],
])('without a token nobody comes in through %s', async (_, headers) => {
  const { anybody } = await serverFor([]);
  expect((await anybody.request('GET', '/conversations')).status).toBe(200);
  expect((await anybody.request('GET', '/conversations', headers)).status).toBe(401);
});

test('without a token nobody comes in by another name of this computer', async () => {
  const { server } = await serverFor([]);
  const { request } = await import('node:http');
  const status = (host: string) =>
    new Promise((resolve) => {
      request(`${server.address}/conversations`, { headers: { host } }, ({ statusCode }) => resolve(statusCode)).end();
    });
  expect(await status('localhost:8000')).toBe(200);
  expect(await status('127.0.0.1')).toBe(200);
  expect(await status('evil.example')).toBe(401);
  expect(await status('localhost.evil.example')).toBe(401);
});

describe('pages', () => {
  const ask = async (origin: string, method: string, environment: Record<string, string> = {}) => {
    const { anybody } = await serverFor([], environment);
    return anybody.request(method, '/conversations', { origin });
  };

  test.each(['chrome-extension://abc', 'moz-extension://abc'])('of %s may ask', async (origin) => {
    const preflight = await ask(origin, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Last-Event-ID');
    const answer = await ask(origin, 'GET');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  });

  test.each(['https://evil.example', 'null', 'http://localhost:8000', 'chrome-extension:evil'])(
    'of %s may not',
    async (origin) => {
      for (const method of ['OPTIONS', 'GET', 'DELETE']) {
        const answer = await ask(origin, method);
        expect(answer.status).toBe(403);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    },
  );

  test('of an origin that the host allows may ask, and others no more', async () => {
    const environment = { ALLOWED_ORIGINS: 'https://class.example' };
    expect((await ask('https://class.example', 'GET', environment)).status).toBe(200);
    expect((await ask('chrome-extension://abc', 'GET', environment)).status).toBe(403);
  });

  test('may read a stream', async () => {
    const { server } = await serverFor([]);
    const page = new TutorClient(server.address, { origin: 'chrome-extension://abc' });
    const response = await page.post(seedCall);
    expect(response.headers.get('access-control-allow-origin')).toBe('chrome-extension://abc');
    await response.body?.cancel();
  });
});

describe('limits', () => {
  test('of turns are each token’s own, and going on with one does not count', async () => {
    const { server, clients } = await serverFor(['ana', 'bea'], { TURNS_PER_MINUTE: '1' });
    const [ana, bea] = clients;
    const reply = ana?.events({ turn_id: 't' });
    await server.tutor.asked(1);
    server.tutor.finish();
    await reply;
    const refused = await ana?.post(seedCall);
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused?.json()).toMatchObject({ error: { status: 429, retry_after: expect.any(Number) } });
    expect(await ana?.events({ turn_id: 't' }, 0)).toMatchObject([{ error: { code: 'bad-output' } }]);
    expect((await bea?.post(seedCall))?.status).toBe(200);
  });

  test('of requests are each address’s own, as a trusted proxy says', async () => {
    const environment = { REQUESTS_PER_MINUTE: '1', TRUSTED_PROXIES: '127.0.0.1' };
    const { clients } = await serverFor(['ana'], environment);
    const from = async (forwarded: string) =>
      (await clients[0]?.request('GET', '/conversations', { 'x-forwarded-for': forwarded }))?.status;
    expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.2')).toBe(200);
    expect(await from('203.0.113.2')).toBe(429);
    expect(await from('198.51.100.7, 203.0.113.2')).toBe(429);
  });

  test('of requests are not got round by saying to be somebody else', async () => {
    const { clients } = await serverFor(['ana'], { REQUESTS_PER_MINUTE: '1' });
    const from = async (forwarded: string) =>
      (await clients[0]?.request('GET', '/conversations', { 'x-forwarded-for': forwarded }))?.status;
    expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.2')).toBe(429);
  });
});

test('commands that are none', async () => {
  const { store } = await serverFor([]);
  const tokens = await openTokens(store);
  for (const words of [[], ['create'], ['drop', 'x'], ['create', 'a', 'b'], ['revoke']]) {
    expect(await tokenCommand(words, tokens)).toBeUndefined();
  }
  expect(await tokenCommand(['revoke', 'nobody'], tokens)).toContain('no token');
  await tokens.close();
});

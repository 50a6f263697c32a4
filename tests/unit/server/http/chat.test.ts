import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { TutorClient, seedCall, textOf, type TutorEvent } from '#tests/helpers/tutor-client.ts';
import { startScriptedServer, type ScriptedServer } from '#tests/helpers/tutor-server.ts';
import { until } from '#tests/helpers/until.ts';

let server: ScriptedServer;
let client: TutorClient;

beforeEach(async () => {
  server = await startScriptedServer({ SHUTDOWN_SECONDS: '0', TURNS_PER_MINUTE: '1000' });
  client = new TutorClient(server.address);
});

afterEach(() => server.close());

/** What is kept of the conversation of the seed's call. */
async function messages(): Promise<{ role: string; text: string; state?: string; error?: string }[]> {
  const { messages: kept } = (await client.json('/conversations/1/messages')) as {
    messages: { role: string; text: string; state?: string }[];
  };
  return kept;
}

/** The tutor's whole answer to whatever it is asked next. */
async function answer(...texts: string[]): Promise<void> {
  await server.tutor.asked(server.tutor.requests.length + 1);
  server.tutor.say(...texts);
  server.tutor.finish();
}

describe('the seed’s call', () => {
  test('is answered word for word', async () => {
    const response = await client.post(seedCall);
    server.tutor.say('¡', 'Hola', '!');
    server.tutor.finish();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const lines = (await response.text()).split('\n').filter((line) => line.startsWith('data:'));
    expect(lines).toEqual([
      'data: {"token": "¡"}',
      'data: {"token": "Hola"}',
      'data: {"token": "!"}',
      'data: {"done": true, "full_text": "¡Hola!", "corrections": null}',
    ]);
  });

  test('gives each token as it comes', async () => {
    const events = client.stream();
    const first = events.next();
    await server.tutor.asked(1);
    server.tutor.say('¡Ho');
    expect((await first).value).toEqual({ id: 3, token: '¡Ho' });
    server.tutor.say('la!');
    expect((await events.next()).value).toEqual({ id: 6, token: 'la!' });
    server.tutor.finish();
    expect((await events.next()).value).toEqual({ id: 8, done: true, full_text: '¡Hola!', corrections: null });
    expect((await events.next()).done).toBe(true);
  });

  test('puts the conversation before it, and the server’s own prompt', async () => {
    void answer('¿Qué tal?');
    await client.events();
    void answer('Me alegro.');
    await client.events({
      user_message: 'Bien',
      difficulty_level: 'b1',
      language: 'es-MX',
      learner_language: 'German',
    });
    const [, second] = server.tutor.requests;
    expect(second?.messages).toEqual([
      { role: 'learner', text: 'Hola' },
      { role: 'tutor', text: '¿Qué tal?' },
      { role: 'learner', text: 'Bien' },
    ]);
    expect(second?.lesson).toMatchObject({ language: 'es-MX', level: 'B1', learnerLanguage: 'de', conversationId: 1 });
    expect(second?.system).toContain('Mexican Spanish tutor');
  });

  test('with nothing said lets the tutor begin', async () => {
    void answer('¡Bienvenida!');
    await client.events({ user_message: ' ' });
    expect(server.tutor.requests[0]?.messages).toEqual([]);
    expect(await messages()).toMatchObject([{ role: 'tutor', text: '¡Bienvenida!' }]);
  });

  test('hands corrections and a cut on', async () => {
    const corrections = { corrected: 'Hola.', notes: [], wellDone: null };
    const events = client.events();
    await server.tutor.asked(1);
    server.tutor.say('Sí');
    server.tutor.finish({ corrections, reason: 'length' });
    expect((await events).at(-1)).toMatchObject({ done: true, corrections, cut: 'length' });
    expect((await messages()).at(-1)).toMatchObject({ corrections });
  });
});

describe('whoever goes away', () => {
  test('finds the message at once, and the whole reply later', async () => {
    const events = client.stream();
    const first = events.next();
    await server.tutor.asked(1);
    expect(await messages()).toMatchObject([
      { role: 'learner', text: 'Hola' },
      { role: 'tutor', state: 'running' },
    ]);
    server.tutor.say('Uno, ');
    await first;
    await events.return(undefined);
    server.tutor.say('dos.');
    server.tutor.finish();
    await until(async () => (await messages()).at(-1)?.state === 'done');
    expect((await messages()).at(-1)).toMatchObject({ role: 'tutor', text: 'Uno, dos.' });
  });

  test('and comes back while it is arriving, misses nothing and gets nothing twice', async () => {
    const events = client.stream({ turn_id: 't' });
    const first = events.next();
    await server.tutor.asked(1);
    server.tutor.say('Uno, ');
    const seen = [(await first).value as TutorEvent];
    await events.return(undefined);
    server.tutor.say('dos, ');
    const rest = client.events({ turn_id: 't' }, seen[0]?.id);
    await until(async () => server.log.some((line) => line.includes('"request"') && line.includes('chat')));
    server.tutor.say('tres.');
    server.tutor.finish();
    expect(textOf([...seen, ...(await rest)])).toBe('Uno, dos, tres.');
    expect(server.tutor.requests).toHaveLength(1);
  });

  test('or long after it has ended', async () => {
    void answer('Uno, ', 'dos.');
    const whole = await client.events({ turn_id: 't' });
    for (const [index, { id }] of whole.entries()) {
      const rest = await client.events({ turn_id: 't' }, id);
      expect(textOf(whole.slice(0, index + 1)) + textOf(rest)).toBe('Uno, dos.');
    }
    expect(await client.events({ turn_id: 't' }, whole.at(-1)?.id)).toEqual([]);
    expect(server.tutor.requests).toHaveLength(1);
  });

  test('is not asked for by a turn that there is not', async () => {
    const response = await client.post({ ...seedCall, turn_id: 'none' }, { 'last-event-id': '3' });
    expect(response.status).toBe(404);
    expect(server.tutor.requests).toEqual([]);
  });
});

test('a conversation that is deleted takes its running reply along', async () => {
  const events = client.events();
  await server.tutor.asked(1);
  expect((await client.request('DELETE', '/conversations/1')).status).toBe(204);
  server.tutor.say('Uno');
  expect((await events).at(-1)).toMatchObject({ error: { code: 'interrupted' } });
  expect((await client.request('GET', '/conversations/1/messages')).status).toBe(404);
});

describe('the same turn again', () => {
  test('is the same reply, however often and when it is asked for', async () => {
    const both = [client.events({ turn_id: 't', attempt_id: 'a' }), client.events({ turn_id: 't', attempt_id: 'a' })];
    await server.tutor.asked(1);
    server.tutor.say('Uno.');
    server.tutor.finish();
    for (const events of await Promise.all(both)) expect(textOf(events)).toBe('Uno.');
    expect(textOf(await client.events({ turn_id: 't' }))).toBe('Uno.');
    expect(server.tutor.requests).toHaveLength(1);
    expect(await messages()).toHaveLength(2);
  });

  test('with another attempt is asked anew, of the same conversation', async () => {
    void answer('Uno.');
    await client.events({ turn_id: 't', attempt_id: 'a' });
    void answer('Otra cosa.');
    const again = await client.events({ turn_id: 't', attempt_id: 'b' });
    expect(textOf(again)).toBe('Otra cosa.');
    expect(server.tutor.requests[1]?.messages).toEqual([{ role: 'learner', text: 'Hola' }]);
    expect(await messages()).toMatchObject([{ text: 'Hola' }, { text: 'Otra cosa.' }]);
  });

  test('with another attempt puts an end to the one before', async () => {
    const first = client.events({ turn_id: 't', attempt_id: 'a' });
    await server.tutor.asked(1);
    server.tutor.say('Uno');
    const second = client.events({ turn_id: 't', attempt_id: 'b' });
    await server.tutor.asked(2);
    expect((await first).at(-1)).toMatchObject({ error: { code: 'interrupted' } });
    server.tutor.say('Dos');
    server.tutor.finish();
    expect(textOf(await second)).toBe('Dos');
  });

  test('whoever follows the turn is told that the reply before is void', async () => {
    void answer('Uno.');
    const first = await client.events({ turn_id: 't', attempt_id: 'a' });
    void answer('Dos.');
    await client.events({ turn_id: 't', attempt_id: 'b' });
    const rest = await client.events({ turn_id: 't' }, first.at(-1)?.id);
    expect(rest[0]).toMatchObject({ retract: true });
    expect(textOf(rest, 'Uno.')).toBe('Dos.');
  });
});

describe('what goes wrong with the tutor', () => {
  test.each([
    ['auth', 500, 'tutor-misconfigured'],
    ['rate-limited', 429, 'rate-limited'],
    ['unreachable', 502, 'server-error'],
    ['language-unsupported', 422, 'language-unsupported'],
  ] as const)('%s is told as %d', async (code, status, named) => {
    const events = client.events({ turn_id: 't' });
    await server.tutor.asked(1);
    server.tutor.say('Uno');
    const secret = new Error('key sk-secret at http://10.0.0.1');
    server.tutor.fail(new PatterError(code, { cause: secret, retryAfterMs: 1_500 }));
    expect((await events).at(-1)?.error).toEqual({ code: named, status, retry_after: 2 });
    expect((await messages()).at(-1)).toMatchObject({ text: 'Uno', state: 'interrupted', error: named });
    expect(await client.events({ turn_id: 't' })).toEqual(await events.then(([first, ...rest]) => [first, ...rest]));
    expect(server.log.join('')).not.toMatch(/secret|10\.0\.0\.1/);
  });

  test('text that was not meant for the reader is taken back', async () => {
    const events = client.events();
    await server.tutor.asked(1);
    server.tutor.say('Hmm.');
    server.tutor.retract();
    server.tutor.say('Hola');
    server.tutor.finish();
    expect(textOf(await events)).toBe('Hola');
    expect((await messages()).at(-1)).toMatchObject({ text: 'Hola' });
  });

  test('characters that no database takes do no harm', async () => {
    void answer('a\0b\ud800');
    const events = await client.events({ user_message: 'x\0y\ud800' });
    expect(textOf(events)).toBe('a\ufffdb\ufffd');
    expect(await messages()).toMatchObject([{ text: 'x\ufffdy\ufffd' }, { text: 'a\ufffdb\ufffd' }]);
  });
});

describe('a request that is not as it has to be', () => {
  test.each<[string, object]>([
    ['conversation_id', { conversation_id: 1.5 }],
    ['conversation_id', { conversation_id: 2 ** 53 }],
    ['conversation_id', { conversation_id: '1' }],
    ['user_message', { user_message: 'x'.repeat(20_001) }],
    ['user_message', { user_message: null }],
    ['language', { language: 'klingon' }],
    ['difficulty_level', { difficulty_level: 'A0' }],
    ['turn_id', { turn_id: 'a b' }],
    ['attempt_id', { attempt_id: '' }],
    ['learner_language', { learner_language: 'x' }],
    ['scene', { scene: 7 }],
  ])('%s: 422', async (field, given) => {
    const response = await client.post({ ...seedCall, ...given });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ error: { status: 422, issues: [{ field }] } });
    expect(server.tutor.requests).toEqual([]);
  });

  test.each([
    ['no JSON', 400, '{oops', {}],
    ['another type', 415, '{}', { 'content-type': 'text/plain' }],
    ['too much', 413, `"${'x'.repeat(270_000)}"`, {}],
  ])('%s: %d', async (_, status, body, headers) => {
    expect((await client.post(body, headers)).status).toBe(status);
  });

  test('a body of unknown length: 411', async () => {
    const body = new Blob([JSON.stringify(seedCall)]).stream();
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    expect((await fetch(`${server.address}/chat/stream`, init as RequestInit)).status).toBe(411);
  });

  test('an address that is none: 404', async () => {
    expect((await client.request('GET', '/nothing')).status).toBe(404);
  });
});

test('a client that does not read is kept no more than its place, and gets everything once it does', async () => {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  await once(socket, 'connect');
  const body = JSON.stringify({ ...seedCall, turn_id: 't' });
  socket.write(
    `POST /chat/stream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  await server.tutor.asked(1);
  socket.pause();
  const token = 'x'.repeat(50_000);
  // More than the sockets' own buffers hold, by far.
  for (let index = 0; index < 300; index += 1) server.tutor.say(token);
  server.tutor.finish();
  await until(async () => server.log.some((line) => line.includes('"turn"')));
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  socket.resume();
  await once(socket, 'close');
  const tokens = received.match(/^data: \{"token": "x+"\}$/gm) ?? [];
  expect(tokens.length).toBeLessThan(200);
  expect(tokens.join('').match(/x/g)?.length).toBe(300 * token.length);
  expect(received).toContain('"done": true');
}, 60_000);

test('a server that stops lets a reply arrive, and begins no other', async () => {
  const patient = await startScriptedServer({ SHUTDOWN_SECONDS: '60' });
  const reader = new TutorClient(patient.address);
  const events = reader.events();
  await patient.tutor.asked(1);
  patient.tutor.say('Uno, ');
  const closed = patient.close();
  await expect(reader.events({ conversation_id: 2 })).rejects.toThrow(/503|fetch failed/);
  patient.tutor.say('dos.');
  patient.tutor.finish();
  expect((await events).at(-1)).toMatchObject({ done: true, full_text: 'Uno, dos.' });
  await closed;
});

test('a server that waits no longer marks what has not arrived', async () => {
  const events = client.events();
  await server.tutor.asked(1);
  server.tutor.say('Uno, ');
  await server.close();
  expect((await events).at(-1)).toMatchObject({ error: { code: 'interrupted', status: 503 } });
  server = await startScriptedServer();
});

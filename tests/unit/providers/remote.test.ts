import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ChatRequest } from '#lib/providers/provider.ts';
import { createRemote } from '#lib/providers/remote.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import { translateTask } from '#lib/tutor/tasks/translate.ts';
import { bodyOf, bytesOf, splitBytes } from '#tests/helpers/bytes.ts';
import { chatRequest, readReply } from '#tests/helpers/read-reply.ts';
import { startReplayServer, type Replay, type ReplayServer } from '#tests/helpers/replay-server.ts';

const options = { signal: new AbortController().signal };

let server: ReplayServer | undefined;

afterEach(() => server?.close());

async function remote(replay: Replay, key?: string) {
  server = await startReplayServer(() => replay);
  return { provider: createRemote({ address: server.address, key }), requests: server.requests };
}

/** What comes out when a server sends these events. */
function outcomeOf(...events: unknown[]) {
  return readReply(sending(events), chatRequest());
}

/** The same part by part. */
function partsOf(...events: unknown[]) {
  return Array.fromAsync(sending(events).stream(chatRequest(), options));
}

function sending(events: readonly unknown[]) {
  const stream = events.map((event) => (typeof event === 'string' ? event : `data: ${JSON.stringify(event)}\n\n`));
  vi.stubGlobal('fetch', async () => new Response(bodyOf([bytesOf(stream.join(''))])));
  return createRemote({ address: 'http://127.0.0.1' });
}

test('a request says what a server that keeps the conversation needs to know', async () => {
  const { provider, requests } = await remote({ status: 500 });
  const messages = [
    { role: 'learner', text: 'Hola' },
    { role: 'tutor', text: '¿Qué tal?' },
    { role: 'learner', text: 'Bien' },
  ] as const;

  await readReply(provider, chatRequest({ messages }));

  expect(requests[0]).toMatchObject({ method: 'POST', url: '/chat/stream', headers: { accept: 'text/event-stream' } });
  expect(requests[0]?.headers).not.toHaveProperty('authorization');
  expect(requests[0]?.body).toEqual({
    conversation_id: 7,
    user_message: 'Bien',
    language: 'spanish',
    difficulty_level: 'A2',
    learner_language: 'en',
    turn_id: 'turn-1',
    attempt_id: expect.stringMatching(/^[\da-f-]{36}$/),
    late_corrections: true,
  });
});

test('and that nothing is to be corrected, where the learner does not want it', async () => {
  const { provider, requests } = await remote({ status: 500 });
  const { lesson } = chatRequest();
  await readReply(provider, chatRequest({ lesson: { ...lesson, corrections: false } }));
  expect(requests[0]?.body).toMatchObject({ corrections: false });
  expect(requests[0]?.body).not.toHaveProperty('late_corrections');
});

describe('the rest of a reply that broke off', () => {
  const { lesson } = chatRequest();
  const continuing = chatRequest({ lesson: { ...lesson, continues: true } });
  const events = (...said: unknown[]) => bytesOf(said.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));

  test('is what the server has of it: its model is not asked again', async () => {
    const { provider, requests } = await remote({
      chunks: [events({ token: 'Uno, ' }, { done: true, full_text: 'Uno, dos.' })],
    });
    expect(await readReply(provider, continuing)).toMatchObject({ text: 'Uno, dos.', error: undefined });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.body).not.toHaveProperty('attempt_id');
  });

  test('is whole with the text, whatever becomes of the correction', async () => {
    const { provider, requests } = await remote({
      chunks: [events({ token: 'Uno, ' }, { whole: true, full_text: 'Uno, dos.' }, { error: { code: 'storage' } })],
    });
    expect(await readReply(provider, continuing)).toMatchObject({ text: 'Uno, dos.', error: undefined });
    expect(requests).toHaveLength(1);
  });

  test('is asked for anew where the server has no more of it either', async () => {
    server = await startReplayServer(({ body }) => ({
      chunks: [
        (body as { attempt_id?: string }).attempt_id === undefined
          ? events({ token: 'Uno, ' }, { error: { code: 'interrupted', status: 503 } })
          : events({ token: 'Uno, ' }, { done: true, full_text: 'Uno, dos.' }),
      ],
    }));
    const provider = createRemote({ address: server.address });
    expect(await readReply(provider, continuing)).toMatchObject({ text: 'Uno, dos.', error: undefined });
    expect(server.requests).toHaveLength(2);
  });

  test('can not be had where the connection breaks again', async () => {
    const { provider, requests } = await remote({ chunks: [events({ token: 'Uno, ' })] });
    expect(await readReply(provider, continuing)).toMatchObject({ text: 'Uno, ', error: 'interrupted' });
    expect(requests).toHaveLength(1);
  });
});

test.each([
  ['pt-BR', 'portuguese'],
  ['zh-Hant-TW', 'chinese'],
  ['ja', 'japanese'],
])('%s is called %s', async (language, name) => {
  const { provider, requests } = await remote({ status: 500 });
  const { lesson } = chatRequest();
  await readReply(provider, chatRequest({ lesson: { ...lesson, language } }));
  expect(requests[0]?.body).toMatchObject({ language: name });
});

test('a key, where the server asks for one', async () => {
  const { provider, requests } = await remote({ status: 500 }, 'secret-key');
  await readReply(provider, chatRequest());
  await provider.models(options).catch(() => undefined);
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-key', 'Bearer secret-key']);
});

describe('whether a server is there', () => {
  test.each([200, 204, 404])('%d: it is', async (status) => {
    const { provider, requests } = await remote({ status });
    expect(await provider.models(options)).toEqual([]);
    expect(requests[0]).toMatchObject({ method: 'GET', url: '/health' });
  });

  test.each([
    [401, 'auth'],
    [503, 'overloaded'],
  ])('%d: it is, but not for us', async (status, code) => {
    const { provider } = await remote({ status });
    await expect(provider.models(options)).rejects.toMatchObject({ code });
  });
});

describe('corrections are handed on as they are', () => {
  test.each([[[]], [null], [{ items: [{ any: 'thing' }], score: 0.8 }]])('%j', async (corrections) => {
    const { finishes } = await outcomeOf({ token: 'Hola' }, { done: true, full_text: 'Hola', corrections });
    expect(finishes).toEqual([{ type: 'finish', reason: 'stop', corrections }]);
  });

  test('also behind the finish, once the server has said that the text is whole', async () => {
    const corrections = [{ any: 'thing' }];
    const parts = await partsOf(
      { token: 'Hola' },
      { whole: true, full_text: 'Hola tú', cut: 'length' },
      { token: 'x' },
      { retract: true },
      { whole: true, full_text: 'y' },
      { done: true, full_text: 'z', corrections },
    );
    expect(parts).toEqual([
      { type: 'text', text: 'Hola' },
      { type: 'text', text: ' tú' },
      { type: 'finish', reason: 'length', correctionsFollow: true },
      { type: 'corrections', corrections },
    ]);
  });

  test.each<[string, unknown[]]>([
    ['the end of the stream', []],
    ['an unreadable event', ['data: {oops\n\n']],
    ['an error', [{ error: { code: 'storage', status: 500 } }]],
    ['an event of that name', ['event: error\ndata: {}\n\n']],
  ])('a text that is whole has no need of them: %s', async (_, events) => {
    expect(await outcomeOf({ token: 'Hola' }, { whole: true, full_text: 'Hola' }, ...events)).toEqual({
      text: 'Hola',
      finishes: [{ type: 'finish', reason: 'stop', correctionsFollow: true }],
      error: undefined,
      thrown: undefined,
    });
  });

  test('or not at all', async () => {
    const { finishes } = await outcomeOf({ token: 'Hola' }, { done: true });
    expect(finishes).toEqual([{ type: 'finish', reason: 'stop' }]);
  });
});

test.each<[string, unknown[]]>([
  ['nothing unusual', [{ token: 'Hola ' }, { token: 'tú' }, { done: true, full_text: 'Hola tú' }]],
  ['the full text left out', [{ token: 'Hola ' }, { token: 'tú' }, { done: true }]],
  ['no tokens at all', [{ done: true, full_text: 'Hola tú' }]],
  ['an unreadable last token', [{ token: 'Hola ' }, 'data: {oops\n\n', { done: true, full_text: 'Hola tú' }]],
  ['an unreadable first token', ['data: {oops\n\n', { token: 'tú' }, { done: true, full_text: 'Hola tú' }]],
  ['tokens after the end', [{ token: 'Hola tú' }, { done: true, full_text: 'Hola tú' }, { token: '!' }]],
  [
    'other fields and events',
    [{ token: 'Hola ', id: 1 }, 'event: mood\ndata: {"mood": "good"}\n\n', { token: 'tú' }, { done: true }],
  ],
  [
    'an error field that is empty',
    [
      { token: 'Hola tú', error: null },
      { done: true, error: null },
    ],
  ],
])('%s', async (_, events) => {
  expect(await outcomeOf(...events)).toMatchObject({
    text: 'Hola tú',
    error: undefined,
    finishes: [{ reason: 'stop' }],
  });
});

test('text that was wrong is taken back', async () => {
  vi.stubGlobal(
    'fetch',
    async () => new Response('data: {"token": "Holla"}\n\ndata: {"done": true, "full_text": "Hola"}\n\n'),
  );
  const parts = await Array.fromAsync(createRemote({ address: 'http://127.0.0.1' }).stream(chatRequest(), options));
  expect(parts.map(({ type }) => type)).toEqual(['text', 'retract', 'text', 'finish']);
});

describe('faults', () => {
  test.each<[string, unknown, string]>([
    ['an error in words', { error: 'The model is gone' }, 'server-error'],
    ['an error with a status', { error: { message: 'Slow down', status: 429 } }, 'rate-limited'],
    ['an event named error', 'event: error\ndata: oops\n\n', 'server-error'],
  ])('%s', async (_, event, error) => {
    expect(await outcomeOf({ token: 'Hola ' }, event, { done: true })).toMatchObject({
      text: 'Hola ',
      error,
      finishes: [],
    });
  });

  test('an end without done', async () => {
    expect(await outcomeOf({ token: 'Hola ' })).toMatchObject({ text: 'Hola ', error: 'interrupted' });
  });

  test('something else altogether', async () => {
    expect(await outcomeOf('<!DOCTYPE html><html></html>')).toMatchObject({ text: '', error: 'interrupted' });
  });
});

describe('what is asked for beside the replies', () => {
  const { lesson } = chatRequest();
  const taskRequest = (task: ChatRequest['lesson']['task']) =>
    chatRequest({
      lesson: { ...lesson, language: 'es-MX', ...(task && { task }) },
      responseSchema: { type: 'object' },
    });
  const translate = taskRequest({ name: 'translate', subject: '¿Qué tal?', waited: true });

  test('goes to a route of its own, and its JSON comes back as it is', async () => {
    const json = '{"translation": "How are you?"}';
    const { provider, requests } = await remote({ chunks: splitBytes(bytesOf(json), 5) }, 'secret-key');
    expect(await readReply(provider, translate)).toMatchObject({
      text: json,
      error: undefined,
      finishes: [{ reason: 'stop' }],
    });
    expect(requests).toMatchObject([
      { method: 'POST', url: '/tasks/translate', headers: { authorization: 'Bearer secret-key' } },
    ]);
    expect(requests[0]?.body).toEqual({
      text: '¿Qué tal?',
      language: 'es-MX',
      difficulty_level: 'A2',
      learner_language: 'en',
      messages: [{ role: 'learner', text: 'Hola' }],
    });
  });

  test('brings as much of the conversation along as a server takes', async () => {
    const { provider, requests } = await remote({ chunks: [bytesOf('{}')] });
    const messages = Array.from({ length: 300 }, (_, index) => ({
      role: 'tutor' as const,
      text: `${index} `.repeat(900),
    }));
    await readReply(provider, { ...translate, messages });
    const sent = (requests[0]?.body as { messages: { text: string }[] } | undefined)?.messages ?? [];
    expect(sent.at(-1)).toEqual(messages.at(-1));
    expect(sent).toEqual(messages.slice(-sent.length));
    expect(JSON.stringify(requests[0]?.body).length).toBeLessThan(100_000);
  });

  test('of a word says in which sentence it stands', async () => {
    const { provider, requests } = await remote({ chunks: [bytesOf('{}')] });
    await readReply(provider, taskRequest({ name: 'gloss', subject: 'tal', sentence: '¿Qué tal?', waited: true }));
    expect(requests).toMatchObject([{ url: '/tasks/gloss', body: { text: 'tal', sentence: '¿Qué tal?' } }]);
  });

  const unsupported = { error: { status: 422, code: 'task-unsupported', message: '…' } };
  const badField = { error: { status: 422, code: 'bad-request', message: '…', issues: [] } };
  test.each<[string, Replay, string]>([
    ['a server without the route', { status: 404 }, 'task-unsupported'],
    ['a server that has another at its place', { status: 405 }, 'task-unsupported'],
    ['a tutor that can not', { status: 422, chunks: [bytesOf(JSON.stringify(unsupported))] }, 'task-unsupported'],
    ['a field that is not right', { status: 422, chunks: [bytesOf(JSON.stringify(badField))] }, 'bad-request'],
    ['no access', { status: 401 }, 'auth'],
    ['a broken server', { status: 500 }, 'server-error'],
    ['a page in its place', { headers: { 'content-type': 'text/html' } }, 'bad-stream'],
    ['a connection that is cut', { chunks: [bytesOf('{"transl')], ending: 'reset' }, 'interrupted'],
  ])('%s', async (_, replay, error) => {
    const { provider, requests } = await remote(replay);
    expect(await readReply(provider, translate)).toMatchObject({ error, finishes: [] });
    expect(requests).toHaveLength(1);
  });

  test.each(['', 'oops', '[]', '{"translation": 5}', '{"error": {"code": "overloaded"}}'])(
    'an answer that is none: %s',
    async (text) => {
      const { provider, requests } = await remote({ chunks: [bytesOf(text)] });
      const context = { waited: true, conversationId: 7, turnId: 't', lesson, messages: [] };
      const answer = runTask(translateTask('¿Qué tal?', lesson), { provider, model: '' }, context, options.signal);
      await expect(answer).rejects.toMatchObject({ code: 'bad-output' });
      expect(requests).toHaveLength(1);
    },
  );
});

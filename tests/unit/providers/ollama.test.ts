import { afterEach, describe, expect, test } from 'vitest';
import { createOllama } from '#lib/providers/ollama.ts';
import { bytesOf } from '#tests/helpers/bytes.ts';
import { chatRequest, readReply } from '#tests/helpers/read-reply.ts';
import { startReplayServer, type Replay, type ReplayServer } from '#tests/helpers/replay-server.ts';
import { until } from '#tests/helpers/until.ts';

const options = { signal: new AbortController().signal };

let server: ReplayServer | undefined;

afterEach(() => server?.close());

async function ollama(replay: Replay) {
  server = await startReplayServer(() => replay);
  return { provider: createOllama({ address: server.address }), requests: server.requests };
}

const lines = (...objects: unknown[]): Replay => ({
  headers: { 'content-type': 'application/x-ndjson' },
  chunks: objects.map((object) => bytesOf(`${typeof object === 'string' ? object : JSON.stringify(object)}\n`)),
});
const json = (value: unknown, status = 200): Replay => ({
  status,
  headers: { 'content-type': 'application/json' },
  chunks: [bytesOf(JSON.stringify(value))],
});
const say = (content: string) => ({ message: { role: 'assistant', content }, done: false });
const done = { message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' };

test('a request holds everything but the end the same from turn to turn', async () => {
  const { provider, requests } = await ollama(lines(done));
  const history = [
    { role: 'learner', text: 'Hola' },
    { role: 'tutor', text: '¿Qué tal?' },
    { role: 'learner', text: 'Bien' },
  ] as const;
  const responseSchema = { type: 'object' };

  await readReply(provider, chatRequest({ model: 'gemma3:4b', messages: history, maxTokens: 300, responseSchema }));

  expect(requests[0]).toMatchObject({ method: 'POST', url: '/api/chat' });
  expect(requests[0]?.body).toEqual({
    model: 'gemma3:4b',
    stream: true,
    think: false,
    keep_alive: '30m',
    options: { num_ctx: 8192, num_predict: 300, temperature: 0.2 },
    format: responseSchema,
    messages: [
      { role: 'system', content: 'You are a tutor.' },
      { role: 'user', content: 'Hola' },
      { role: 'assistant', content: '¿Qué tal?' },
      { role: 'user', content: 'Bien\n\nAnswer in Spanish.' },
    ],
  });
});

test('a tutor that speaks first is asked by the reminder', async () => {
  const { provider, requests } = await ollama(lines(done));
  await readReply(provider, chatRequest({ messages: [], system: '' }));
  expect(requests[0]?.body).toMatchObject({ messages: [{ role: 'user', content: 'Answer in Spanish.' }] });
});

test('warming up loads the model with what a chat asks of it', async () => {
  const { provider, requests } = await ollama(json({ ...done, done_reason: 'load' }));
  await provider.warm?.('gemma3:4b', options);
  expect(requests[0]?.body).toEqual({
    model: 'gemma3:4b',
    messages: [],
    stream: false,
    think: false,
    keep_alive: '30m',
    options: { num_ctx: 8192 },
  });
});

test('warming up ends with the signal', async () => {
  const { provider, requests } = await ollama({ ending: 'stall' });
  const controller = new AbortController();
  const warming = provider.warm?.('gemma3:4b', { signal: controller.signal });
  const ended = expect(warming).rejects.toMatchObject({ code: 'cancelled' });
  await until(async () => requests.length > 0);
  controller.abort();
  await ended;
  expect(await requests[0]?.ended).toBe('client-left');
});

test('the models that are installed', async () => {
  const { provider, requests } = await ollama(json({ models: [{ name: 'gemma3:4b', model: 'gemma3:4b' }] }));
  expect(await provider.models(options)).toEqual([{ id: 'gemma3:4b', name: 'gemma3:4b' }]);
  expect(requests[0]).toMatchObject({ method: 'GET', url: '/api/tags' });
});

test.each(['Something else', '{"status": "ok"}', 'null'])('a list that is none: %s', async (text) => {
  const { provider } = await ollama({ chunks: [bytesOf(text)] });
  await expect(provider.models(options)).rejects.toMatchObject({ code: 'bad-stream' });
});

test('what the model used', async () => {
  const { provider } = await ollama(lines(say('Hola'), { ...done, prompt_eval_count: 40, eval_count: 3 }));
  const { finishes } = await readReply(provider, chatRequest());
  expect(finishes).toEqual([{ type: 'finish', reason: 'stop', usage: { input: 40, output: 3 } }]);
});

describe('endings', () => {
  test.each([
    ['text in the last line', [say('Hallo '), { ...done, message: { content: 'du' } }]],
    ['a reason without `done`', [say('Hallo '), say('du'), { message: { content: '' }, done_reason: 'stop' }]],
    ['the older protocol', [{ response: 'Hallo ' }, { response: 'du', done: true }]],
  ])('%s', async (_, sent) => {
    const { provider } = await ollama(lines(...sent));
    expect(await readReply(provider, chatRequest())).toMatchObject({
      text: 'Hallo du',
      error: undefined,
      finishes: [{ reason: 'stop' }],
    });
  });
});

describe('what nobody reads', () => {
  test('may be nested more deeply than can be written again', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const line = `{"message":{"content":"Hallo","tool_calls":${deep}},"context":${deep},"done":true}`;
    const { provider } = await ollama(lines(line));
    expect(await readReply(provider, chatRequest())).toMatchObject({ text: 'Hallo', error: undefined });
  });

  test.each([
    ['an error that is none', { ...say('Hallo '), error: null }],
    ['the success of something else', { ...say('Hallo '), status: 'success' }],
  ])('%s', async (_, first) => {
    const { provider } = await ollama(lines(first, say('du'), done));
    expect(await readReply(provider, chatRequest())).toMatchObject({ text: 'Hallo du', error: undefined });
  });
});

test('counts that are no numbers are left out', async () => {
  const { provider } = await ollama(
    lines('{"message":{"content":"a"},"done":true,"eval_count":1,"prompt_eval_count":1e999}'),
  );
  const { finishes } = await readReply(provider, chatRequest());
  expect(finishes).toEqual([{ type: 'finish', reason: 'stop' }]);
});

describe('reasoning', () => {
  test('in its own field or in tags is never shown', async () => {
    const thinking = { message: { role: 'assistant', content: '', thinking: 'Greet.' }, done: false };
    const { provider } = await ollama(lines(thinking, say('<thi'), say('nk>Greet'), say('.</think>\n\n¡Hola!'), done));
    expect(await readReply(provider, chatRequest())).toMatchObject({ text: '¡Hola!', finishes: [{ reason: 'stop' }] });
  });

  test('without an opening tag is taken back once, and held back from then on', async () => {
    const { provider } = await ollama(lines(say('Okay.'), say('</think>'), say('\n\n¡Hola!'), done));
    const request = chatRequest({ model: 'leaks-now:1b' });
    const parts = () => Array.fromAsync(provider.stream(request, options), ({ type }) => type);

    expect(await parts()).toEqual(['text', 'retract', 'text', 'finish']);
    expect(await parts()).toEqual(['text', 'finish']);
  });

  test.each(['qwen3:4b', 'qwen3:30b-a3b-thinking-2507-q4_K_M', 'hf.co/someone/QwQ:latest'])(
    'of %s is held back from the first time on',
    async (model) => {
      const { provider } = await ollama(lines(say('Okay.'), say('</think>\n¡Hola!'), done));
      const parts = await Array.fromAsync(provider.stream(chatRequest({ model }), options));
      expect(parts).toMatchObject([{ type: 'text', text: '¡Hola!' }, { type: 'finish' }]);
    },
  );

  test('is not waited for where a model does not leak', async () => {
    const { provider } = await ollama({ ...lines(say('¡Hola!')), ending: 'stall' });
    const parts = provider.stream(chatRequest({ model: 'qwen3:4b-instruct' }), options);
    for await (const part of parts) {
      expect(part).toEqual({ type: 'text', text: '¡Hola!' });
      break;
    }
  });
});

describe('faults', () => {
  test.each([
    ['a line that can not be read', [say('Das '), '{"message"', done], 'Das ', 'bad-stream'],
    ['a line that is no object', [say('Das '), 'null', done], 'Das ', 'bad-stream'],
    ['no memory in mid-stream', [say('Das '), { error: 'cudaMalloc failed: out of memory' }], 'Das ', 'overloaded'],
    ['another error in mid-stream', [say('Das '), { error: 'unexpected EOF' }], 'Das ', 'server-error'],
    ['an end without a last line', [say('Das ')], 'Das ', 'interrupted'],
  ])('%s', async (_, sent, text, error) => {
    const { provider } = await ollama(lines(...sent));
    expect(await readReply(provider, chatRequest())).toMatchObject({ text, error, finishes: [] });
  });

  test.each([
    [404, "model 'gemma9' not found", 'model-missing'],
    [500, 'model requires more system memory (8.4 GiB) than is available (3.1 GiB)', 'overloaded'],
    [503, 'server busy, please try again. maximum pending requests exceeded', 'overloaded'],
    [400, 'the input length exceeds the context length', 'too-long'],
    [400, '"gemma3" does not support thinking', 'bad-request'],
  ])('%d %s', async (status, error, code) => {
    const { provider } = await ollama(json({ error }, status));
    expect(await readReply(provider, chatRequest())).toMatchObject({ error: code });
  });

  test('403 without a body is its check of the origin', async () => {
    const { provider } = await ollama({ status: 403 });
    await expect(provider.models(options)).rejects.toMatchObject({ code: 'blocked', status: 403 });
  });
});

test('what was said so far is read ahead, with one token said that nobody waits for', async () => {
  const { provider, requests } = await ollama(
    json({ ...done, message: { role: 'assistant', content: '¡' }, prompt_eval_count: 40, eval_count: 1 }),
  );
  const messages = [
    { role: 'learner', text: 'Hola' },
    { role: 'tutor', text: '¿Qué tal?' },
  ] as const;
  const used = await provider.promptCache?.fill(chatRequest({ model: 'gemma3:4b', messages }), options);
  expect(used).toEqual({ input: 40, output: 1 });
  expect(requests[0]?.body).toEqual({
    model: 'gemma3:4b',
    stream: false,
    think: false,
    keep_alive: '30m',
    options: { num_ctx: 8192, num_predict: 1 },
    messages: [
      { role: 'system', content: 'You are a tutor.' },
      { role: 'user', content: 'Hola' },
      { role: 'assistant', content: '¿Qué tal?' },
    ],
  });
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { createClaude } from '#lib/providers/claude.ts';
import { bodyOf, bytesOf } from '#tests/helpers/bytes.ts';
import { chatRequest, readReply } from '#tests/helpers/read-reply.ts';
import { startReplayServer, type Replay, type ReplayServer } from '#tests/helpers/replay-server.ts';

const options = { signal: new AbortController().signal };

let server: ReplayServer | undefined;

afterEach(() => server?.close());

async function claude(answer: (url: string) => Replay) {
  server = await startReplayServer(({ url }) => answer(url));
  return { provider: createClaude({ address: server.address, key: 'secret-key' }), requests: server.requests };
}

const json = (value: unknown, status = 200): Replay => ({
  status,
  headers: { 'content-type': 'application/json' },
  chunks: [bytesOf(JSON.stringify(value))],
});

type Event = Record<string, unknown> & { type: string };

const start = { type: 'message_start', message: { role: 'assistant', usage: { input_tokens: 5, output_tokens: 1 } } };
const textStart = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
const say = (text: string) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
const ending = (stop_reason: string): Event[] => [
  { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];
const frame = (event: Event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** What comes out when a server sends this. */
function outcomeOf(stream: string) {
  vi.stubGlobal('fetch', async () => new Response(bodyOf([bytesOf(stream)])));
  return readReply(createClaude({ address: 'http://127.0.0.1', key: 'key' }), chatRequest());
}

test('a request keeps its beginning, lets it be cached, and reminds at the very end', async () => {
  const { provider, requests } = await claude(() => json({}, 500));
  const messages = [
    { role: 'learner', text: 'Hola' },
    { role: 'learner', text: '¿Qué tal?' },
    { role: 'tutor', text: 'Bien.' },
    { role: 'learner', text: 'Yo va.' },
  ] as const;
  const responseSchema = { type: 'object', properties: {}, additionalProperties: false };

  await readReply(provider, chatRequest({ model: 'claude-x', messages, maxTokens: 300, responseSchema }));

  const text = (value: string) => ({ type: 'text', text: value });
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: '/v1/messages',
    headers: { authorization: 'Bearer secret-key', 'anthropic-dangerous-direct-browser-access': 'true' },
  });
  expect(requests[0]?.body).toEqual({
    model: 'claude-x',
    max_tokens: 300,
    stream: true,
    system: [{ type: 'text', text: 'You are a tutor.', cache_control: { type: 'ephemeral' } }],
    messages: [
      { role: 'user', content: [text('Hola'), text('¿Qué tal?')] },
      { role: 'assistant', content: [text('Bien.')] },
      {
        role: 'user',
        content: [{ ...text('Yo va.'), cache_control: { type: 'ephemeral' } }, text('Answer in Spanish.')],
      },
    ],
    output_config: { format: { type: 'json_schema', schema: responseSchema } },
  });
});

test('an empty system prompt is left out', async () => {
  const { provider, requests } = await claude(() => json({}, 500));
  await readReply(provider, chatRequest({ system: '' }));
  expect(requests[0]?.body).not.toHaveProperty('system');
});

test('the models, from all pages', async () => {
  const page = (id: string, has_more: boolean) =>
    json({ data: [{ type: 'model', id, display_name: id.toUpperCase() }], has_more, first_id: id, last_id: id });
  const { provider, requests } = await claude((url) =>
    url.includes('after_id=a') ? page('b', false) : page('a', true),
  );

  expect(await provider.models(options)).toEqual([
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ]);
  expect(requests).toHaveLength(2);
});

test('a list without an end is not read for ever', async () => {
  const data = Array.from({ length: 100 }, (_, index) => ({ id: `m${index}`, display_name: 'M' }));
  const { provider } = await claude(() => json({ data, has_more: true, last_id: 'm99' }));
  expect(await provider.models(options)).toHaveLength(1_000);
});

test('what was read from the cache is part of the input', async () => {
  const usage = { input_tokens: 5, cache_read_input_tokens: 900, cache_creation_input_tokens: 20, output_tokens: 1 };
  const events = [{ type: 'message_start', message: { usage } }, textStart, say('Hola'), ...ending('end_turn')];
  const { finishes } = await outcomeOf(events.map(frame).join(''));
  expect(finishes).toEqual([{ type: 'finish', reason: 'stop', usage: { input: 925, output: 9, cached: 900 } }]);
});

test.each([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['pause_turn', 'stop'],
  ['a_reason_of_the_future', 'stop'],
  ['constructor', 'stop'], // a name that every object has
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'refused'],
])('the stop reason %s is %s', async (stopReason, reason) => {
  const outcome = await outcomeOf([start, textStart, say('Hola'), ...ending(stopReason)].map(frame).join(''));
  expect(outcome).toMatchObject({ text: 'Hola', error: undefined, finishes: [{ reason }] });
});

describe('what gateways do to a stream', () => {
  const whole = [start, textStart, say('Hola '), say('tú'), ...ending('end_turn')];

  test.each<[string, string]>([
    ['a repeated start', [start, ...whole].map(frame).join('')],
    [
      'a start in the middle',
      [start, textStart, say('Hola '), start, textStart, say('tú'), ...ending('end_turn')].map(frame).join(''),
    ],
    ['no start at all', whole.slice(1).map(frame).join('')],
    ['a block that was never opened', [start, say('Hola '), say('tú'), ...ending('end_turn')].map(frame).join('')],
    [
      'text in the opening of a block',
      [start, { ...textStart, content_block: { type: 'text', text: 'Hola ' } }, say('tú'), ...ending('end_turn')]
        .map(frame)
        .join(''),
    ],
    [
      'no counts',
      [
        { type: 'message_start', message: {} },
        textStart,
        say('Hola '),
        say('tú'),
        { type: 'message_delta', delta: {} },
        { type: 'message_stop' },
      ]
        .map(frame)
        .join(''),
    ],
    ['no names of events', whole.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')],
    ['another vendor’s end', `${whole.map(frame).join('')}data: [DONE]\n\n`],
    [
      'another vendor’s end before the last event',
      `${whole.slice(0, -1).map(frame).join('')}data: [DONE]\n\n${frame({ type: 'message_stop' })}`,
    ],
    ['events of the future', whole.map((event) => frame(event) + frame({ type: 'hint', text: 'x' })).join('')],
  ])('%s', async (_, stream) => {
    expect(await outcomeOf(stream)).toMatchObject({
      text: 'Hola tú',
      error: undefined,
      finishes: [{ reason: 'stop' }],
    });
  });
});

test('what nobody reads may be nested more deeply than can be written again', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const events = [
    { type: 'message_start', message: { container: '@', usage: { service_tier: '@' } } },
    say('Hola'),
    { type: 'message_delta', delta: { stop_reason: 'max_tokens', container: '@' }, usage: { server_tool_use: '@' } },
    { type: 'message_stop' },
  ];
  const stream = events.map(frame).join('').replaceAll('"@"', deep);
  expect(await outcomeOf(stream)).toMatchObject({ text: 'Hola', error: undefined, finishes: [{ reason: 'length' }] });
});

test('counts that are no numbers are left out', async () => {
  const first = frame({ type: 'message_start', message: { usage: { input_tokens: '@', output_tokens: 1 } } });
  for (const count of ['1e999', 'null', '"5"']) {
    const stream = first.replace('"@"', count) + [say('Hola'), ...ending('end_turn')].map(frame).join('');
    expect((await outcomeOf(stream)).finishes).toEqual([{ type: 'finish', reason: 'stop' }]);
  }
});

test('thinking and tools are not shown, however broken', async () => {
  const block = (index: number, content_block: object, delta: object): Event[] => [
    { type: 'content_block_start', index, content_block },
    { type: 'content_block_delta', index, delta },
    { type: 'content_block_stop', index },
  ];
  const events = [
    start,
    ...block(0, { type: 'thinking', thinking: '' }, { type: 'thinking_delta', thinking: 'Greet.' }),
    ...block(1, { type: 'tool_use', input: {} }, { type: 'input_json_delta', partial_json: '{"a' }),
    ...block(2, { type: 'text', text: '' }, { type: 'text_delta', text: 'Hola' }),
    ...ending('tool_use'),
  ];
  expect(await outcomeOf(events.map(frame).join(''))).toMatchObject({ text: 'Hola', finishes: [{ reason: 'stop' }] });
});

describe('faults', () => {
  const begun = [start, textStart, say('Hola ')].map(frame).join('');

  test.each([
    ['authentication_error', 'auth'],
    ['permission_error', 'auth'],
    ['billing_error', 'quota'],
    ['not_found_error', 'model-missing'],
    ['request_too_large', 'too-long'],
    ['rate_limit_error', 'rate-limited'],
    ['timeout_error', 'server-error'],
    ['api_error', 'server-error'],
    ['overloaded_error', 'overloaded'],
    ['invalid_request_error', 'bad-request'],
    ['an_error_of_the_future', 'server-error'],
    ['constructor', 'server-error'], // a name that every object has
  ])('%s in mid-stream is %s', async (type, code) => {
    const outcome = await outcomeOf(begun + frame({ type: 'error', error: { type, message: 'x' } }));
    expect(outcome).toMatchObject({ text: 'Hola ', error: code, finishes: [] });
  });

  test('an event that is no JSON', async () => {
    expect(await outcomeOf(`${begun}data: {oops\n\n`)).toMatchObject({ text: 'Hola ', error: 'bad-stream' });
  });

  test('an end without the last event', async () => {
    const stream = begun + ending('end_turn').slice(0, 1).map(frame).join('');
    expect(await outcomeOf(stream)).toMatchObject({ text: 'Hola ', error: 'interrupted', finishes: [] });
  });

  test.each([
    [400, { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' }, 'too-long'],
    [400, { type: 'invalid_request_error', message: 'Your credit balance is too low' }, 'quota'],
    [400, { type: 'invalid_request_error', message: 'temperature is not supported' }, 'bad-request'],
    [403, { type: 'permission_error', message: 'no' }, 'auth'],
    [429, { type: 'rate_limit_error', message: 'slow down' }, 'rate-limited'],
    [429, { type: 'rate_limit_error', details: { error_code: 'enforced_spend_limit_reached' } }, 'quota'],
    [500, 'not an object', 'server-error'],
  ])('%d %j is %s', async (status, error, code) => {
    const { provider, requests } = await claude(() => json({ type: 'error', error }, status));
    expect(await readReply(provider, chatRequest())).toMatchObject({ error: code, thrown: { status } });
    expect(requests).toHaveLength(1);
  });

  test('a key that no header can carry', async () => {
    const { requests } = await claude(() => json({}));
    const provider = createClaude({ address: server?.address ?? '', key: '“secret”' });
    expect(await readReply(provider, chatRequest())).toMatchObject({ error: 'auth' });
    expect(requests).toEqual([]);
  });
});

describe('what was said so far', () => {
  const messages = [
    { role: 'learner', text: 'Hola' },
    { role: 'tutor', text: '¿Qué tal?' },
  ] as const;

  test('is written to the cache without a word being said', async () => {
    const usage = { input_tokens: 4, cache_creation_input_tokens: 5_000, cache_read_input_tokens: 0, output_tokens: 0 };
    const { provider, requests } = await claude(() =>
      json({ id: 'm', type: 'message', role: 'assistant', content: [], stop_reason: 'max_tokens', usage }),
    );
    const used = await provider.promptCache?.fill(chatRequest({ model: 'claude-x', messages }), options);
    expect(used).toEqual({ input: 5_004, output: 0, cached: 0 });
    const mark = { cache_control: { type: 'ephemeral' } };
    expect(requests[0]?.body).toEqual({
      model: 'claude-x',
      max_tokens: 0,
      system: [{ type: 'text', text: 'You are a tutor.', ...mark }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Hola' }] },
        { role: 'assistant', content: [{ type: 'text', text: '¿Qué tal?', ...mark }] },
        { role: 'user', content: '…' },
      ],
    });
  });

  test('is left alone by a gateway that has no cache', async () => {
    const { provider } = await claude(() =>
      json({ type: 'error', error: { type: 'invalid_request_error', message: 'max_tokens: 0' } }, 400),
    );
    await expect(provider.promptCache?.fill(chatRequest({ messages }), options)).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});

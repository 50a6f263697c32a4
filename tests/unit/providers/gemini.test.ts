import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGemini } from '#lib/providers/gemini.ts';
import { bodyOf, bytesOf, splitBytes } from '#tests/helpers/bytes.ts';
import { chatRequest, readReply } from '#tests/helpers/read-reply.ts';
import { slowBody } from '#tests/helpers/slow-body.ts';
import { startReplayServer, type Replay, type ReplayServer } from '#tests/helpers/replay-server.ts';

const options = { signal: new AbortController().signal };

let server: ReplayServer | undefined;

afterEach(() => server?.close());

async function gemini(answer: (url: string) => Replay) {
  server = await startReplayServer(({ url }) => answer(url));
  return { provider: createGemini({ address: server.address, key: 'secret-key' }), requests: server.requests };
}

const json = (value: unknown, status = 200): Replay => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  chunks: [bytesOf(JSON.stringify(value))],
});

const chunk = (text: string, finishReason?: string) => ({
  candidates: [{ content: { parts: [{ text }], role: 'model' }, ...(finishReason && { finishReason }), index: 0 }],
});
const frame = (value: unknown) => `data: ${JSON.stringify(value)}\r\n\r\n`;

/** What comes out when a server sends this, whole and in small pieces. */
async function outcomeOf(stream: string) {
  const outcomes = [];
  for (const size of [Infinity, 5]) {
    vi.stubGlobal('fetch', async () => new Response(bodyOf(splitBytes(bytesOf(stream), size))));
    outcomes.push(await readReply(createGemini({ address: 'http://127.0.0.1', key: 'key' }), chatRequest()));
  }
  const [whole, pieces] = outcomes;
  expect(pieces).toMatchObject({ text: whole?.text, error: whole?.error, finishes: whole?.finishes });
  return whole;
}

test('a request keeps its beginning, and reminds at the very end', async () => {
  const { provider, requests } = await gemini(() => json({}, 500));
  const messages = [
    { role: 'tutor', text: '¡Hola!' },
    { role: 'learner', text: 'Yo va.' },
  ] as const;
  const responseSchema = { type: 'object', additionalProperties: false };

  await readReply(provider, chatRequest({ model: 'gemini-x', messages, responseSchema }));

  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: '/v1beta/models/gemini-x:streamGenerateContent?alt=sse',
    headers: { 'x-goog-api-key': 'secret-key', 'content-type': 'application/json' },
  });
  expect(requests[0]?.body).toEqual({
    systemInstruction: { role: 'system', parts: [{ text: 'You are a tutor.' }] },
    contents: [
      { role: 'user', parts: [{ text: '…' }] },
      { role: 'model', parts: [{ text: '¡Hola!' }] },
      { role: 'user', parts: [{ text: 'Yo va.' }, { text: 'Answer in Spanish.' }] },
    ],
    generationConfig: {
      maxOutputTokens: expect.any(Number),
      temperature: 0.2,
      responseMimeType: 'application/json',
      responseJsonSchema: responseSchema,
    },
  });
});

test('the models that chat, from all pages', async () => {
  const model = (id: string, ...supportedGenerationMethods: string[]) => ({
    name: `models/${id}`,
    displayName: id.toUpperCase(),
    supportedGenerationMethods,
  });
  const { provider, requests } = await gemini((url) =>
    url.includes('pageToken=next')
      ? json({ models: [model('b', 'generateContent')] })
      : json({
          models: [model('a', 'countTokens', 'generateContent'), model('embed', 'embedContent')],
          nextPageToken: 'next',
        }),
  );

  expect(await provider.models(options)).toEqual([
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ]);
  expect(requests.map(({ headers }) => headers['x-goog-api-key'])).toEqual(['secret-key', 'secret-key']);
});

test('a list without an end is not read for ever', async () => {
  const { provider, requests } = await gemini(() => json({ models: [], nextPageToken: 'again' }));
  expect(await provider.models(options)).toEqual([]);
  expect(requests).toHaveLength(10);
});

test('thoughts, code and signatures are not shown', async () => {
  const parts = [
    { text: 'Greet.', thought: true },
    { executableCode: { language: 'PYTHON', code: 'print(1)' } },
    { codeExecutionResult: { output: '1' } },
    { text: 'Uno, ' },
    { text: 'dos' },
    { text: '', thoughtSignature: 'abc' },
  ];
  const stream = frame({ candidates: [{ content: { parts }, finishReason: 'STOP' }] });
  expect(await outcomeOf(stream)).toMatchObject({ text: 'Uno, dos', finishes: [{ reason: 'stop' }] });
});

test('thoughts count as output, and the cache as input', async () => {
  const usageMetadata = {
    promptTokenCount: 100,
    cachedContentTokenCount: 80,
    candidatesTokenCount: 7,
    thoughtsTokenCount: 40,
  };
  const outcome = await outcomeOf(frame({ ...chunk('Hola', 'STOP'), usageMetadata }));
  expect(outcome?.finishes).toEqual([
    { type: 'finish', reason: 'stop', usage: { input: 100, output: 47, cached: 80 } },
  ]);
});

test('counts that are no numbers are left out', async () => {
  const stream = frame({ ...chunk('Hola', 'STOP'), usageMetadata: { promptTokenCount: '@' } });
  for (const count of ['1e999', 'null', '"5"']) {
    expect((await outcomeOf(stream.replace('"@"', count)))?.finishes).toEqual([{ type: 'finish', reason: 'stop' }]);
  }
});

test.each([
  ['STOP', 'stop'],
  ['OTHER', 'stop'],
  ['FINISH_REASON_2030', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'refused'],
  ['RECITATION', 'refused'],
  ['LANGUAGE', 'refused'],
  ['BLOCKLIST', 'refused'],
  ['PROHIBITED_CONTENT', 'refused'],
  ['SPII', 'refused'],
  ['IMAGE_SAFETY', 'refused'],
])('the finish reason %s is %s, and its chunk’s text stays', async (finishReason, reason) => {
  expect(await outcomeOf(frame(chunk('Hola ')) + frame(chunk('tú', finishReason)))).toMatchObject({
    text: 'Hola tú',
    error: undefined,
    finishes: [{ reason }],
  });
});

test('a length limit that was reached before the first word', async () => {
  expect(await outcomeOf(frame({ candidates: [{ finishReason: 'MAX_TOKENS' }] }))).toMatchObject({
    text: '',
    finishes: [{ reason: 'length' }],
  });
});

test('a prompt that is blocked', async () => {
  expect(await outcomeOf(frame({ promptFeedback: { blockReason: 'OTHER' } }))).toMatchObject({
    text: '',
    error: undefined,
    finishes: [{ reason: 'refused' }],
  });
});

test('text after the last chunk counts, and does not undo a refusal', async () => {
  expect(await outcomeOf(frame(chunk('a', 'STOP')) + frame(chunk('b', 'STOP')))).toMatchObject({ text: 'ab' });
  expect(await outcomeOf(frame(chunk('a', 'SAFETY')) + frame(chunk('', 'STOP')))).toMatchObject({
    finishes: [{ reason: 'refused' }],
  });
});

describe('a connection that stays open after the last chunk', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** How a reply in these pieces ends, and after how many milliseconds. */
  async function endingOf(pieces: readonly string[], everyMs = 1) {
    vi.stubGlobal('fetch', async (_: string, { signal }: { signal: AbortSignal }) => {
      return new Response(slowBody(pieces.map(bytesOf), everyMs, signal));
    });
    const provider = createGemini({ address: 'http://127.0.0.1', key: 'key' });
    const reply = readReply(provider, chatRequest()).then((outcome) => ({ ...outcome, at: Date.now() }));
    const begun = Date.now();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(vi.getTimerCount()).toBe(0);
    const { at, ...outcome } = await reply;
    return { ...outcome, after: at - begun };
  }

  test('is closed, and the reply is complete', async () => {
    expect(await endingOf([frame(chunk('Hola', 'STOP'))])).toMatchObject({
      text: 'Hola',
      error: undefined,
      finishes: [{ reason: 'stop' }],
      after: 2_000,
    });
  });

  test('may bring a second last chunk', async () => {
    const pieces = [
      frame(chunk('Ho', 'STOP')),
      frame({ ...chunk('la', 'STOP'), usageMetadata: { promptTokenCount: 9 } }),
    ];
    expect(await endingOf(pieces, 1_500)).toMatchObject({
      text: 'Hola',
      finishes: [{ reason: 'stop', usage: { input: 9 } }],
      after: 3_500,
    });
  });

  test('is not kept open by what is no text', async () => {
    const last = frame(chunk('', 'STOP'));
    expect(await endingOf([frame(chunk('Hola', 'STOP')), last, last, last, last], 1_000)).toMatchObject({
      text: 'Hola',
      finishes: [{ reason: 'stop' }],
      after: 2_000,
    });
  });

  test('may bring an error', async () => {
    const pieces = [frame(chunk('Hola', 'STOP')), '{"error": {"code": 429}}\n'];
    expect(await endingOf(pieces)).toMatchObject({ text: 'Hola', error: 'rate-limited', finishes: [] });
  });
});

test('what Google’s own reader fails on', async () => {
  const stream = `: hi\n\ndata:${JSON.stringify(chunk('Olá \u2028'))}\n\nevent: x\nid: 1\ndata: {"candidates": [{"content":\ndata: {"parts": [{"text": "\\ud83d"}]}}]}\r\rdata: ${JSON.stringify(chunk('X')).replace('X', '\\ude00')}\r\n\n${frame(chunk('!', 'STOP'))}data: [DONE]\n\n`;
  expect(await outcomeOf(stream)).toMatchObject({
    text: 'Olá \u2028😀!',
    error: undefined,
    finishes: [{ reason: 'stop' }],
  });
});

describe('faults', () => {
  const exhausted = {
    error: { code: 429, message: 'Quota exceeded', details: [{ '@type': 'RetryInfo', retryDelay: '34.4s' }] },
  };

  test.each([
    ['an event', frame(exhausted)],
    ['bare JSON', JSON.stringify(exhausted)],
    ['bare JSON in lines', `${JSON.stringify(exhausted, null, 2)}\n`],
  ])('an error in mid-stream, as %s', async (_, error) => {
    expect(await outcomeOf(frame(chunk('Das ist ', 'STOP')) + error)).toMatchObject({
      text: 'Das ist ',
      error: 'rate-limited',
      finishes: [],
      thrown: { retryAfterMs: 34_400 },
    });
  });

  test.each([
    ['two points', '1.2.3s'],
    ['more digits than a number holds', `${'9'.repeat(400)}s`],
    ['less than nothing', '-1s'],
    ['no number', 's'],
  ])('a wait that is none: %s', async (_, retryDelay) => {
    const outcome = await outcomeOf(frame({ error: { code: 429, details: [{ retryDelay }] } }));
    expect(outcome).toMatchObject({ error: 'rate-limited', thrown: { retryAfterMs: undefined } });
  });

  test('stray lines are not collected for ever', async () => {
    const space = `${' '.repeat(32 * 1024)}\n`.repeat(3);
    const error = `${JSON.stringify(exhausted)}\n`;
    expect(await outcomeOf(frame(chunk('Hola', 'STOP')) + space + error)).toMatchObject({
      text: 'Hola',
      error: undefined,
    });
  });

  test.each([
    ['an end without a finish reason', frame(chunk('Das ')), 'Das ', 'interrupted'],
    ['nothing but counts', frame({ usageMetadata: { promptTokenCount: 1 } }), '', 'interrupted'],
    ['an event that is no JSON', `${frame(chunk('Das '))}data: {oops\n\n`, 'Das ', 'bad-stream'],
  ])('%s', async (_, stream, text, error) => {
    expect(await outcomeOf(stream)).toMatchObject({ text, error, finishes: [] });
  });

  const perDay = { violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] };
  test.each([
    [400, { message: 'API key not valid.', details: [{ reason: 'API_KEY_INVALID' }] }, 'auth', undefined],
    [400, { message: 'The input token count (2000000) exceeds the maximum' }, 'too-long', undefined],
    [400, { message: 'Invalid value' }, 'bad-request', undefined],
    [403, { message: 'unregistered callers' }, 'auth', undefined],
    [404, { message: 'models/x is not found' }, 'model-missing', undefined],
    [429, { message: 'Quota exceeded', details: [{ retryDelay: '48s' }] }, 'rate-limited', 48_000],
    [429, { message: 'Quota exceeded', details: [perDay, { retryDelay: '48s' }] }, 'quota', undefined],
    [503, { message: 'The model is overloaded.' }, 'overloaded', undefined],
  ])('%d %j is %s', async (status, error, code, retryAfterMs) => {
    const { provider } = await gemini(() => json({ error: { code: status, ...error } }, status));
    expect(await readReply(provider, chatRequest())).toMatchObject({ error: code, thrown: { status, retryAfterMs } });
  });
});

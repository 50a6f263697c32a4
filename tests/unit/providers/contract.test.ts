import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PatterError } from '#lib/errors/patter-error.ts';
import type { StreamPart } from '#lib/providers/provider.ts';
import { longestLine } from '#lib/providers/read-body.ts';
import { adapters, errorText, replies, statuses } from '#tests/helpers/adapters.ts';
import { bodyOf, bytesOf, splitBytes } from '#tests/helpers/bytes.ts';
import { chatRequest, readReply, type Outcome } from '#tests/helpers/read-reply.ts';
import { slowBody } from '#tests/helpers/slow-body.ts';
import { startReplayServer, type Replay, type ReplayServer } from '#tests/helpers/replay-server.ts';

const config = { address: 'http://127.0.0.1', key: 'secret-key' };

let server: ReplayServer | undefined;

afterEach(async () => {
  vi.useRealTimers();
  await server?.close();
});

async function serve(replay: Replay): Promise<ReplayServer> {
  server = await startReplayServer(() => replay);
  return server;
}

/** Answers every fetch with these bytes, without a network in between. */
function stubBody(pieces: readonly Uint8Array[]): void {
  vi.stubGlobal('fetch', async () => new Response(bodyOf(pieces)));
}

describe.each(Object.entries(adapters))('%s', (vendor, { create, format, errorInside, keyRequired, ...adapter }) => {
  const contentType = { 'content-type': format === 'sse' ? 'text/event-stream' : 'application/x-ndjson' };
  const fixture = (name: string): Uint8Array =>
    readFileSync(new URL(`../../fixtures/streams/${vendor}/${name}.${format}`, import.meta.url));
  const fixtureText = (name: string): string => new TextDecoder().decode(fixture(name));

  describe.each(adapter.replies)('a reply: %s', (name) => {
    const { text, reason } = replies[name];

    test.each([Infinity, 1, 2, 3, 7, 64])('in pieces of %d bytes', async (size) => {
      const { address } = await serve({ headers: contentType, chunks: splitBytes(fixture(name), size) });

      const outcome = await readReply(create({ ...config, address }), chatRequest());

      expect(outcome).toMatchObject({ text, error: undefined, finishes: [{ reason }] });
    });

    test('no part ends in half a character', async () => {
      stubBody([fixture(name)]);
      const parts = await Array.fromAsync(
        create(config).stream(chatRequest(), { signal: new AbortController().signal }),
      );

      expect(parts.filter((part) => part.type === 'text' && !part.text.isWellFormed())).toEqual([]);
      expect(parts.filter(({ type }) => type === 'finish')).toHaveLength(1);
    });
  });

  if (format === 'sse') {
    test.each([
      ['LF', '\n'],
      ['CR', '\r'],
      ['CRLF', '\r\n'],
    ])('lines that end in %s', async (_, lineEnd) => {
      const bytes = bytesOf(fixtureText('scripts').replaceAll('\n', lineEnd));
      for (const size of [1, 2, 3, 7]) {
        stubBody(splitBytes(bytes, size));
        const outcome = await readReply(create(config), chatRequest());
        expect(outcome).toMatchObject({ text: replies.scripts.text, error: undefined, finishes: [{ reason: 'stop' }] });
      }
    });

    test('comments, pings and unknown fields between events', async () => {
      const noise = '\n\n: keep-alive\n\nevent: ping\ndata: {"type": "ping"}\n\nnonsense: 1\n\n';
      stubBody([bytesOf(fixtureText('greeting').replaceAll('\n\n', noise))]);

      expect(await readReply(create(config), chatRequest())).toMatchObject({
        text: replies.greeting.text,
        error: undefined,
        finishes: [{ reason: 'stop' }],
      });
    });
  }

  test('an error inside the stream comes after the text', async () => {
    const { address } = await serve({ headers: contentType, chunks: splitBytes(fixture('error'), 7) });

    expect(await readReply(create({ ...config, address }), chatRequest())).toMatchObject({
      text: errorText,
      error: errorInside,
      finishes: [],
    });
  });

  test('a cut at any byte leaves a complete reply or an interrupted one', async () => {
    const bytes = fixture('greeting');
    const { text } = replies.greeting;
    const complete: number[] = [];
    for (let end = 0; end < bytes.length; end += 1) {
      stubBody([bytes.subarray(0, end)]);
      const outcome = await readReply(create(config), chatRequest());
      if (outcome.finishes.length > 0) {
        expect({ end, ...outcome }).toMatchObject({ text, error: undefined });
        complete.push(end);
      } else {
        expect({ end, ...outcome }).toMatchObject({ error: 'interrupted' });
        expect(text.startsWith(outcome.text)).toBe(true);
      }
    }
    // Only what follows the last event may be missing: a line end.
    expect(complete.filter((end) => end < bytes.length - 1)).toEqual([]);
  });

  test.each(['end', 'reset'] as const)('a connection that breaks in mid-stream: %s', async (ending) => {
    const bytes = fixture('greeting');
    const { address } = await serve({ headers: contentType, chunks: [bytes.subarray(0, bytes.length / 2)], ending });

    const outcome = await readReply(create({ ...config, address }), chatRequest());

    expect(outcome).toMatchObject({ error: 'interrupted', finishes: [] });
    expect(outcome.text).not.toBe('');
  });

  describe('ending it early closes the connection', () => {
    const firstHalf = () => fixture('greeting').subarray(0, fixture('greeting').length * 0.75);

    test('by the signal, while the tutor is silent', async () => {
      const { address, requests } = await serve({ headers: contentType, chunks: [firstHalf()], ending: 'stall' });
      const controller = new AbortController();
      const parts = create({ ...config, address }).stream(chatRequest(), { signal: controller.signal });
      const read = async () => {
        for await (const part of parts) if (part.type === 'text') setTimeout(() => controller.abort(), 10);
      };

      await expect(read()).rejects.toMatchObject({ name: 'PatterError', code: 'cancelled' });
      expect(await requests[0]?.ended).toBe('client-left');
    });

    test('by the signal, before there are headers', async () => {
      const arrived = Promise.withResolvers<void>();
      const controller = new AbortController();
      vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
        arrived.resolve();
        return new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')));
        });
      });
      const outcome = readReply(create(config), chatRequest(), controller.signal);
      await arrived.promise;
      controller.abort();

      expect(await outcome).toMatchObject({ error: 'cancelled', text: '' });
    });

    test('by leaving the loop', async () => {
      const { address, requests } = await serve({ headers: contentType, chunks: [firstHalf()], ending: 'stall' });
      const signal = new AbortController().signal;
      const seen: StreamPart[] = [];
      for await (const part of create({ ...config, address }).stream(chatRequest(), { signal })) {
        seen.push(part);
        break;
      }

      expect(seen).toMatchObject([{ type: 'text' }]);
      expect(await requests[0]?.ended).toBe('client-left');
    });

    test('by the signal, with parts that have arrived and are not read yet', async () => {
      stubBody([fixture('greeting')]);
      const controller = new AbortController();
      const read = async () => {
        for await (const part of create(config).stream(chatRequest(), { signal: controller.signal })) {
          expect(part.type).toBe('text');
          controller.abort();
        }
      };

      await expect(read()).rejects.toMatchObject({ code: 'cancelled' });
    });
  });

  describe('nothing is sent', () => {
    test('when the signal is aborted already', async () => {
      const { address, requests } = await serve({});
      const provider = create({ ...config, address });

      expect(await readReply(provider, chatRequest(), AbortSignal.abort())).toMatchObject({ error: 'cancelled' });
      await expect(provider.models({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
      expect(requests).toEqual([]);
    });

    if (keyRequired) {
      test('without a key', async () => {
        const { address, requests } = await serve({});
        const provider = create({ address });

        expect(await readReply(provider, chatRequest())).toMatchObject({ error: 'key-missing' });
        await expect(provider.models({ signal: new AbortController().signal })).rejects.toMatchObject({
          code: 'key-missing',
        });
        expect(requests).toEqual([]);
      });
    }
  });

  test.each(Object.entries({ ...statuses, ...adapter.statuses }))('HTTP status %s is %s', async (status, code) => {
    const { address, requests } = await serve({ status: Number(status) });

    const outcome = await readReply(create({ ...config, address }), chatRequest());

    expect(outcome).toMatchObject({ error: code, text: '', thrown: { status: Number(status) } });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['in seconds', () => '7', 7_000],
    ['as a date', () => new Date(Date.now() + 30_000).toUTCString(), 30_000],
  ])('Retry-After %s', async (_, header, expected) => {
    const { address } = await serve({ status: 429, headers: { 'retry-after': header() } });

    const { thrown, error } = await readReply(create({ ...config, address }), chatRequest());

    expect(error).toBe('rate-limited');
    expect(Math.abs(((thrown as PatterError).retryAfterMs ?? 0) - expected)).toBeLessThan(5_000);
  });

  test('a web page is no answer', async () => {
    const page = bytesOf('<!doctype html><title>Sign in</title>\n');
    const { address } = await serve({ headers: { 'content-type': 'text/html; charset=utf-8' }, chunks: [page] });

    expect(await readReply(create({ ...config, address }), chatRequest())).toMatchObject({ error: 'bad-stream' });
  });

  test('an empty answer is an interrupted one', async () => {
    const { address } = await serve({ headers: contentType });

    expect(await readReply(create({ ...config, address }), chatRequest())).toMatchObject({ error: 'interrupted' });
  });

  describe('a line that is too long', () => {
    const huge = bytesOf(`${adapter.say('x'.repeat(50_000_000))}${adapter.ending}`);

    test('is refused as soon as it is', async () => {
      const pieces = splitBytes(huge, 64 * 1024).values();
      let pulled = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const { value = new Uint8Array() } = pieces.next();
          pulled += value.length;
          controller.enqueue(value);
        },
      });
      vi.stubGlobal('fetch', async () => new Response(body));

      expect(await readReply(create(config), chatRequest())).toMatchObject({ text: '', error: 'bad-stream' });
      expect(pulled).toBeLessThan(longestLine + 4 * 64 * 1024);
    });

    test('is refused even where it has arrived already', async () => {
      vi.stubGlobal('fetch', async () => new Response(huge.slice()));
      const decode = vi.spyOn(TextDecoder.prototype, 'decode');
      const parse = vi.spyOn(JSON, 'parse');

      expect(await readReply(create(config), chatRequest())).toMatchObject({ text: '', error: 'bad-stream' });
      const decoded = decode.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
      expect(decoded).toBeLessThan(longestLine + 4 * 64 * 1024);
      expect(parse).not.toHaveBeenCalled();
    });
  });

  test('no more is read than is asked for', async () => {
    let sent = 0;
    const piece = fixture('greeting').subarray(0, fixture('greeting').length * 0.75);
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(piece);
      },
    });
    vi.stubGlobal('fetch', async () => new Response(endless));
    const parts = create(config).stream(chatRequest(), { signal: new AbortController().signal });

    for await (const _ of parts) {
      for (let turn = 0; turn < 10; turn += 1) await setImmediate();
      break;
    }

    expect(sent).toBeLessThan(4);
  });

  describe('a tutor that is silent for too long', () => {
    const { limits, say, ending, pings } = adapter;

    /** Answers every fetch with these pieces, one every so many milliseconds, and leaves the connection open. */
    function stubSlowBody(pieces: Iterable<string>, everyMs = 1): void {
      vi.stubGlobal('fetch', async (_: string, init: { signal: AbortSignal }) => {
        return new Response(slowBody(Iterator.from(pieces).map(bytesOf), everyMs, init.signal));
      });
    }

    function* endless(pieces: readonly string[]): Generator<string> {
      for (;;) yield* pieces;
    }

    /** How a reply ends that must still be awaited a millisecond before the time is up. */
    async function outcomeAfter(ms: number, outcome: Promise<Outcome>): Promise<Outcome> {
      const settled = vi.fn<() => void>();
      void outcome.then(settled);
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(settled).toHaveBeenCalled();
      expect(vi.getTimerCount()).toBe(0);
      return outcome;
    }

    beforeEach(() => {
      vi.useFakeTimers();
    });

    test('before its headers', async () => {
      vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      });
      const outcome = await outcomeAfter(limits.headersMs, readReply(create(config), chatRequest()));
      expect(outcome).toMatchObject({ text: '', error: 'timeout', finishes: [] });
    });

    test('after its headers', async () => {
      stubSlowBody(['\n']);
      const outcome = await outcomeAfter(limits.firstTextMs, readReply(create(config), chatRequest()));
      expect(outcome).toMatchObject({ text: '', error: 'timeout', finishes: [] });
    });

    test('in mid-stream', async () => {
      stubSlowBody([say('Hola ')]);
      const outcome = await outcomeAfter(limits.betweenTextMs, readReply(create(config), chatRequest()));
      expect(outcome).toMatchObject({ text: 'Hola ', error: 'timeout', finishes: [] });
    });

    test('but for comments and pings', async () => {
      stubSlowBody(endless(pings), 1_000);
      const outcome = await outcomeAfter(limits.firstTextMs, readReply(create(config), chatRequest()));
      expect(outcome).toMatchObject({ text: '', error: 'timeout', finishes: [] });
    });

    test('and is stopped by the learner', async () => {
      stubSlowBody([say('Hola ')]);
      const controller = new AbortController();
      const outcome = readReply(create(config), chatRequest(), controller.signal);
      await vi.advanceTimersByTimeAsync(limits.betweenTextMs - 1);
      controller.abort();
      expect(await outcome).toMatchObject({ text: 'Hola ', error: 'cancelled' });
      expect(vi.getTimerCount()).toBe(0);
    });

    test('is not one that is only slow', async () => {
      const words = Array.from({ length: 10 }, (_, index) => `${index} `);
      stubSlowBody([...words.map(say), ending], limits.betweenTextMs - 1);
      const outcome = readReply(create(config), chatRequest());
      await vi.advanceTimersByTimeAsync((words.length + 1) * limits.betweenTextMs);
      expect(await outcome).toMatchObject({ text: words.join(''), error: undefined, finishes: [{ reason: 'stop' }] });
      expect(vi.getTimerCount()).toBe(0);
    });
  });

  test('a text without an end is cut', async () => {
    let closed = false;
    const piece = bytesOf(adapter.say('x'.repeat(1_500)));
    vi.stubGlobal('fetch', async (_: string, { signal }: { signal: AbortSignal }) => {
      signal.addEventListener('abort', () => (closed = true));
      return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(piece) }));
    });

    const { text, error, finishes } = await readReply(create(config), chatRequest());

    expect({ length: text.length, error, finishes }).toEqual({
      length: 1_000_000,
      error: undefined,
      finishes: [{ type: 'finish', reason: 'length' }],
    });
    expect(closed).toBe(true);
  });

  test('nothing answers at the address', async () => {
    const { address, close } = await startReplayServer(() => ({}));
    await close();
    const provider = create({ ...config, address });

    expect(await readReply(provider, chatRequest())).toMatchObject({ error: 'unreachable' });
    await expect(provider.models({ signal: new AbortController().signal })).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  test('a gateway may put a path before the vendor’s, and the key is never part of it', async () => {
    const { address, requests } = await serve({ headers: contentType, chunks: [fixture('greeting')] });
    const provider = create({ ...config, address: `${address}/gateway/one` });

    expect(await readReply(provider, chatRequest())).toMatchObject({ error: undefined });
    await provider.models({ signal: new AbortController().signal }).catch(() => undefined);

    expect(requests).toHaveLength(2);
    for (const { url } of requests) {
      expect(url).toMatch(/^\/gateway\/one\/\w/);
      expect(url).not.toContain(config.key);
    }
  });

  test('each token is handed on as it arrives', async () => {
    const { address } = await serve({
      headers: contentType,
      chunks: [fixture('greeting').subarray(0, fixture('greeting').length * 0.75)],
      ending: 'stall',
    });
    const controller = new AbortController();
    const parts = create({ ...config, address }).stream(chatRequest(), { signal: controller.signal });

    const first = await parts[Symbol.asyncIterator]().next();

    expect(first.value).toMatchObject({ type: 'text' });
    controller.abort();
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { guardRequest, guardStream } from '#lib/providers/guard.ts';
import type { StreamPart } from '#lib/providers/provider.ts';
import { readText } from '#lib/providers/read-body.ts';
import type { TimeLimits } from '#lib/providers/time-limits.ts';
import { bytesOf } from '#tests/helpers/bytes.ts';
import { slowBody } from '#tests/helpers/slow-body.ts';

const never = { signal: new AbortController().signal };
const explain = () => ({});
const limits: TimeLimits = { headersMs: 1_000, firstTextMs: 2_000, betweenTextMs: 3_000 };

function guarded(...parts: StreamPart[]): AsyncGenerator<StreamPart> {
  return guardStream(never, explain, limits, async function* produce() {
    yield* parts;
  });
}

const text = (value: string): StreamPart => ({ type: 'text', text: value });
const finish: StreamPart = { type: 'finish', reason: 'stop' };

test('what follows a finish is dropped', async () => {
  expect(await Array.fromAsync(guarded(text('a'), finish, text('b'), finish))).toEqual([text('a'), finish]);
});

describe('behind a finish that announces corrections', () => {
  const whole: StreamPart = { ...finish, correctionsFollow: true };
  const corrections: StreamPart = { type: 'corrections', corrections: { any: 'thing' } };

  test('they come once, and nothing else does', async () => {
    expect(await Array.fromAsync(guarded(text('a'), whole, corrections, corrections))).toEqual([
      text('a'),
      whole,
      corrections,
    ]);
    expect(await Array.fromAsync(guarded(text('a'), whole, text('b'), corrections))).toEqual([text('a'), whole]);
    expect(await Array.fromAsync(guarded(whole))).toEqual([whole]);
  });

  test('nothing is thrown any more', async () => {
    const caller = new AbortController();
    const parts = (fail: () => void) =>
      guardStream(caller, explain, limits, async function* produce() {
        yield whole;
        fail();
        yield corrections;
      });
    const broken = parts(() => {
      throw new PatterError('interrupted');
    });
    expect(await Array.fromAsync(broken)).toEqual([whole]);
    expect(await Array.fromAsync(parts(() => caller.abort()))).toEqual([whole]);
  });
});

test('an end without a finish is an interruption', async () => {
  await expect(Array.fromAsync(guarded(text('a')))).rejects.toMatchObject({ code: 'interrupted' });
});

test('text comes out whole', async () => {
  const [high = '', low = ''] = '🍅'.split('');
  expect(await Array.fromAsync(guarded(text(high), text(low), finish))).toEqual([text('🍅'), finish]);
});

test('a fault of our own is a bug', async () => {
  const parts = guardStream(never, explain, limits, async function* produce() {
    yield text('a');
    throw new TypeError('x is undefined');
  });
  await expect(Array.fromAsync(parts)).rejects.toMatchObject({ name: 'PatterError', code: 'bug' });
});

test('the adapter is not even asked once the signal is aborted', async () => {
  const asked: string[] = [];
  const aborted = { signal: AbortSignal.abort() };
  const parts = guardStream(aborted, explain, limits, async function* produce() {
    asked.push('stream');
    yield finish;
  });
  await expect(Array.fromAsync(parts)).rejects.toMatchObject({ code: 'cancelled' });
  const answer = guardRequest(aborted, explain, async () => asked.push('request'));
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  expect(asked).toEqual([]);
});

test('a signal that lives on is left without listeners', async () => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  const watched = Object.assign(signal, {
    addEventListener: (_: string, listener: unknown) => listeners.add(listener),
    removeEventListener: (_: string, listener: unknown) => listeners.delete(listener),
  });
  const during: number[] = [];
  await guardRequest({ signal: watched }, explain, async () => during.push(listeners.size));
  expect(during).toEqual([1]);
  expect(listeners.size).toBe(0);
});

test('the reason of a failed fetch survives a client that hides it', async () => {
  const answer = guardRequest(never, explain, async (fetch) => {
    await fetch('http://127.0.0.1:1/').catch(() => undefined);
    throw new Error('Request timed out.');
  });
  await expect(answer).rejects.toBeInstanceOf(PatterError);
  await expect(answer).rejects.toMatchObject({ code: 'unreachable' });
});

describe('time limits', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Answers every fetch with a body that gives a piece now and then, and stays open until the connection is closed. */
  function stubBody(pieces: readonly string[], everyMs: number): void {
    vi.stubGlobal('fetch', async (_: string, { signal }: { signal: AbortSignal }) => {
      return new Response(slowBody(pieces.map(bytesOf), everyMs, signal));
    });
  }

  /** An adapter that takes every piece of the body for a text, and `!` for the end. */
  async function* adapter(fetch: typeof globalThis.fetch): AsyncGenerator<StreamPart> {
    const { body } = await fetch('http://127.0.0.1/');
    for await (const piece of readText(body)) yield piece === '!' ? finish : text(piece);
  }

  /** What has come of the parts so far, and in the end. */
  function follow(parts: AsyncIterable<StreamPart>) {
    const read = { parts: [] as StreamPart[], ended: undefined as unknown };
    const reading = async () => {
      for await (const part of parts) read.parts.push(part);
      return 'finished';
    };
    reading().then(
      (ended) => (read.ended = ended),
      (error: unknown) => (read.ended = error),
    );
    return read;
  }

  test('the headers are waited for', async () => {
    vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const read = follow(guardStream(never, explain, limits, adapter));
    await vi.advanceTimersByTimeAsync(limits.headersMs - 1);
    expect(read.ended).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(read.ended).toMatchObject({ name: 'PatterError', code: 'timeout' });
  });

  test('the first text is waited for from the headers on', async () => {
    vi.stubGlobal('fetch', async (_: string, { signal }: { signal: AbortSignal }) => {
      await new Promise((resolve) => setTimeout(resolve, limits.headersMs - 1));
      return new Response(slowBody([], 1, signal));
    });
    const read = follow(guardStream(never, explain, limits, adapter));
    await vi.advanceTimersByTimeAsync(limits.headersMs + limits.firstTextMs - 2);
    expect(read.ended).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(read.ended).toMatchObject({ code: 'timeout' });
  });

  test('every text is waited for anew', async () => {
    stubBody(['a', 'b', 'c'], limits.betweenTextMs - 1);
    const read = follow(guardStream(never, explain, limits, adapter));
    await vi.advanceTimersByTimeAsync(3 * limits.betweenTextMs - 3);
    expect(read).toEqual({ parts: [text('a'), text('b'), text('c')], ended: undefined });
    await vi.advanceTimersByTimeAsync(1);
    expect(read.ended).toMatchObject({ code: 'timeout' });
  });

  test('what is to follow a finish is the reader’s to wait for', async () => {
    stubBody(['a', 'b'], limits.betweenTextMs - 1);
    const whole: StreamPart = { ...finish, correctionsFollow: true };
    const corrections: StreamPart = { type: 'corrections', corrections: null };
    const parts = guardStream(never, explain, limits, async function* produce(fetch) {
      for await (const part of adapter(fetch)) {
        yield part;
        yield whole;
        // As a connection that breaks is made anew.
        await fetch('http://127.0.0.1/').catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 100 * limits.betweenTextMs));
        yield corrections;
      }
    });
    const read = follow(parts);
    await vi.advanceTimersByTimeAsync(102 * limits.betweenTextMs);
    expect(read).toEqual({ parts: [text('a'), whole, corrections], ended: 'finished' });
  });

  test('half a character and an empty text are silence', async () => {
    stubBody(['a', 'b', 'c', 'd'], limits.firstTextMs - 1);
    const parts = guardStream(never, explain, limits, async function* produce(fetch) {
      for await (const part of adapter(fetch)) yield text(part.type === 'text' && part.text === 'a' ? '\ud83c' : '');
    });
    const read = follow(parts);
    await vi.advanceTimersByTimeAsync(limits.firstTextMs);
    expect(read).toMatchObject({ parts: [], ended: { code: 'timeout' } });
  });

  test('a reader who takes his time is not held against the tutor', async () => {
    stubBody(['a'], 1);
    const parts = guardStream(never, explain, limits, adapter);
    expect(await parts.next()).toEqual({ done: false, value: text('a') });
    expect(vi.getTimerCount()).toBe(1); // the body's own
    await vi.advanceTimersByTimeAsync(10 * limits.betweenTextMs);
    const read = follow(parts);
    await vi.advanceTimersByTimeAsync(limits.betweenTextMs - 1);
    expect(read.ended).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(read.ended).toMatchObject({ code: 'timeout' });
  });

  test.each<[string, (error: unknown) => void]>([
    ['hides it', () => undefined],
    [
      'says something else',
      () => {
        throw new Error('Connection error.');
      },
    ],
  ])('it is a timeout even where a vendor’s client %s', async (_, rethrow) => {
    stubBody(['a'], 1);
    const parts = guardStream(never, explain, limits, async function* produce(fetch) {
      try {
        yield* adapter(fetch);
      } catch (error) {
        rethrow(error);
      }
    });
    const read = follow(parts);
    await vi.advanceTimersByTimeAsync(limits.betweenTextMs);
    expect(read).toMatchObject({ parts: [text('a')], ended: { code: 'timeout' } });
  });

  test('a reply that is complete when its time is up stays complete', async () => {
    stubBody(['a'], 1);
    const parts = guardStream(never, explain, limits, async function* produce(fetch) {
      try {
        yield* adapter(fetch);
      } catch {
        yield finish;
      }
    });
    const read = follow(parts);
    await vi.advanceTimersByTimeAsync(limits.betweenTextMs);
    expect(read).toEqual({ parts: [text('a'), finish], ended: 'finished' });
  });

  test('an adapter may hang up sooner', async () => {
    stubBody(['a'], 1);
    const parts = guardStream(never, explain, limits, async function* produce(fetch, hangUpAfter) {
      try {
        for await (const part of adapter(fetch)) {
          yield part;
          hangUpAfter(10);
        }
      } catch (error) {
        expect(error).toMatchObject({ code: 'interrupted' });
        yield finish;
      }
    });
    const read = follow(parts);
    await vi.advanceTimersByTimeAsync(9);
    expect(read.ended).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(read).toEqual({ parts: [text('a'), finish], ended: 'finished' });
  });

  test('an abort while the tutor is silent is no timeout', async () => {
    stubBody(['a'], 1);
    const controller = new AbortController();
    const read = follow(guardStream({ signal: controller.signal }, explain, limits, adapter));
    await vi.advanceTimersByTimeAsync(limits.betweenTextMs - 1);
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(read.ended).toMatchObject({ code: 'cancelled' });
  });

  test.each<[string, (parts: AsyncGenerator<StreamPart>) => Promise<unknown>]>([
    ['a finish', (parts) => Array.fromAsync(parts)],
    ['leaving the loop', async (parts) => (await parts.next(), parts.return(undefined))],
    ['an error thrown in', async (parts) => (await parts.next(), parts.throw(new Error('x')).catch(() => undefined))],
  ])('no timer outlives %s', async (_, end) => {
    stubBody(['a', 'b', '!'], 1);
    const ended = end(guardStream(never, explain, limits, adapter));
    await vi.advanceTimersByTimeAsync(10);
    await ended;
    expect(vi.getTimerCount()).toBe(0);
  });
});

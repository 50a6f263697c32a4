import { describe, expect, test } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import { guardRequest, guardStream } from '#lib/providers/guard.ts';
import type { StreamPart } from '#lib/providers/provider.ts';

const never = { signal: new AbortController().signal };
const explain = () => ({});

function guarded(...parts: StreamPart[]): AsyncGenerator<StreamPart> {
  return guardStream(never, explain, async function* produce() {
    yield* parts;
  });
}

const text = (value: string): StreamPart => ({ type: 'text', text: value });
const finish: StreamPart = { type: 'finish', reason: 'stop' };

describe('half a character', () => {
  const [high = '', low = ''] = '🍅'.split('');

  test('waits for its other half', async () => {
    expect(await Array.fromAsync(guarded(text(`a${high}`), text(`${low}b`), finish))).toEqual([
      text('a'),
      text('🍅b'),
      finish,
    ]);
  });

  test('makes no part of its own', async () => {
    expect(await Array.fromAsync(guarded(text(high), text(''), text(low), finish))).toEqual([text('🍅'), finish]);
  });

  test('is given out at the end where nothing follows', async () => {
    expect(await Array.fromAsync(guarded(text(`a${high}`), finish))).toEqual([text('a'), text(high), finish]);
  });

  test('goes with the text that is taken back', async () => {
    expect(await Array.fromAsync(guarded(text(`a${high}`), { type: 'retract' }, text('b'), finish))).toEqual([
      text('a'),
      { type: 'retract' },
      text('b'),
      finish,
    ]);
  });
});

test('empty text is not handed on', async () => {
  expect(await Array.fromAsync(guarded(text(''), finish))).toEqual([finish]);
});

test('what follows a finish is dropped', async () => {
  expect(await Array.fromAsync(guarded(text('a'), finish, text('b'), finish))).toEqual([text('a'), finish]);
});

test('an end without a finish is an interruption', async () => {
  await expect(Array.fromAsync(guarded(text('a')))).rejects.toMatchObject({ code: 'interrupted' });
});

test('a fault of our own is a bug', async () => {
  const parts = guardStream(never, explain, async function* produce() {
    yield text('a');
    throw new TypeError('x is undefined');
  });
  await expect(Array.fromAsync(parts)).rejects.toMatchObject({ name: 'PatterError', code: 'bug' });
});

test('the adapter is not even asked once the signal is aborted', async () => {
  const asked: string[] = [];
  const aborted = { signal: AbortSignal.abort() };
  const parts = guardStream(aborted, explain, async function* produce() {
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

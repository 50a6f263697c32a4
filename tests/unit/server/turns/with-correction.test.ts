import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import { withCorrection } from '#server/turns/with-correction.ts';

const correction: Correction = { corrected: 'Yo fui.', notes: [], wellDone: null };
const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

async function* reply(...parts: (TurnPart | PatterError)[]): AsyncGenerator<TurnPart> {
  for (const part of parts) {
    if (part instanceof PatterError) throw part;
    yield part;
  }
}

const hello: TurnPart = { type: 'text', text: 'Hola' };

/** A correction that a test gives, or does not. */
function asked() {
  const { promise, resolve } = Promise.withResolvers<Correction | null>();
  const correct = vi.fn<(signal: AbortSignal) => Promise<Correction | null>>(() => promise);
  return { correct, give: resolve, signal: () => correct.mock.calls[0]?.[0] };
}

const finish: TurnPart = { type: 'finish', cut: 'length' };
const whole: TurnPart = { type: 'finish', cut: 'length', correctionFollows: true };

test.each([
  ['is there', correction, { ...finish, correction }],
  ['can not be had', null, finish],
])('a correction of which it is known at the finish that it %s comes with it', async (_, given, end) => {
  const { correct, give } = asked();
  give(given);
  const parts = withCorrection(reply(hello, finish), { correct, beside: true, patience: 'usual' }, never);
  expect(await Array.fromAsync(parts)).toEqual([hello, end]);
  expect(correct).toHaveBeenCalledTimes(1);
});

test.each([true, false])('one that is still out comes behind the finish (beside: %s)', async (beside) => {
  const { correct, give } = asked();
  const parts = withCorrection(reply(hello, finish), { correct, beside, patience: 'usual' }, never);
  expect((await parts.next()).value).toEqual(hello);
  expect((await parts.next()).value).toEqual(whole);
  give(correction);
  expect(await Array.fromAsync(parts)).toEqual([{ type: 'correction', correction }]);
  expect(correct).toHaveBeenCalledTimes(1);
});

test('it is asked for once the reply has begun, or after its last word', async () => {
  for (const [beside, times] of [
    [true, 1],
    [false, 0],
  ] as const) {
    const { correct, give } = asked();
    const parts = withCorrection(reply(hello, finish), { correct, beside, patience: 'usual' }, never);
    expect(correct).not.toHaveBeenCalled();
    expect((await parts.next()).value).toEqual(hello);
    expect(correct).toHaveBeenCalledTimes(times);
    expect((await parts.next()).value).toEqual(whole);
    give(null);
    expect(await parts.next()).toEqual({ done: true, value: undefined });
    expect(correct).toHaveBeenCalledTimes(1);
  }
});

test.each([
  [true, 'usual', 5_000],
  [false, 'usual', 5_000],
  [true, 'late', 300_000],
  [false, 'late', 300_000],
] as const)('is waited for only so long (beside: %s, %s)', async (beside, patience, ms) => {
  const { correct, signal } = asked();
  const parts = withCorrection(reply(hello, finish), { correct, beside, patience }, never);
  await parts.next();
  // The reply may take as long as it likes: only after its finish is anything waited for.
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await parts.next()).value).toEqual(whole);
  const end = vi.fn<(end: unknown) => void>();
  const ended = parts.next().then(end);
  await vi.advanceTimersByTimeAsync(ms - 100);
  expect(end).not.toHaveBeenCalled();
  expect(signal()?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  await ended;
  expect(end).toHaveBeenCalledWith({ done: true, value: undefined });
  expect(signal()?.reason).toMatchObject({ code: 'timeout' });
});

test('nor where the server stops', async () => {
  const { correct, signal } = asked();
  const stop = new AbortController();
  const parts = withCorrection(reply(finish), { correct, beside: true, patience: 'usual' }, stop.signal);
  expect((await parts.next()).value).toEqual(whole);
  const end = parts.next();
  stop.abort();
  expect((await end).done).toBe(true);
  expect(signal()?.aborted).toBe(true);
});

test.each([true, false])('is not asked for where no reply comes (beside: %s)', async (beside) => {
  const { correct } = asked();
  const parts = withCorrection(reply(new PatterError('overloaded')), { correct, beside, patience: 'usual' }, never);
  await expect(Array.fromAsync(parts)).rejects.toMatchObject({ code: 'overloaded' });
  expect(correct).not.toHaveBeenCalled();
});

test.each([true, false])('is not wanted for a reply that fails (beside: %s)', async (beside) => {
  const { correct, signal } = asked();
  const parts = withCorrection(
    reply(hello, new PatterError('overloaded')),
    { correct, beside, patience: 'usual' },
    never,
  );
  await expect(Array.fromAsync(parts)).rejects.toMatchObject({ code: 'overloaded' });
  expect(correct).toHaveBeenCalledTimes(beside ? 1 : 0);
  expect(signal()?.aborted ?? true).toBe(true);
});

test('nor once nobody reads the parts', async () => {
  const { correct, signal } = asked();
  const parts = withCorrection(reply(hello, finish), { correct, beside: true, patience: 'usual' }, never);
  await parts.next();
  await parts.return(undefined);
  expect(signal()?.aborted).toBe(true);
});

import { describe, expect, test, vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import { untilWhole } from '#lib/turn/until-whole.ts';

const correction: Correction = { corrected: 'Yo fui.', notes: [], wellDone: null };
const hello: TurnPart = { type: 'text', text: 'Hola' };
const whole: TurnPart = { type: 'finish', correctionFollows: true };

/** A tutor that says what a test gives it. */
class Saying {
  #controller: ReadableStreamDefaultController<TurnPart> | undefined;
  readonly #said = new ReadableStream<TurnPart>({ start: (controller) => void (this.#controller = controller) });
  /** Whether nobody reads it any more. */
  left = false;

  give(...parts: TurnPart[]): void {
    for (const part of parts) this.#controller?.enqueue(part);
  }

  fail(error: PatterError): void {
    this.#controller?.error(error);
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TurnPart> {
    const stop = (): void => this.fail(new PatterError('cancelled'));
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      for await (const part of this.#said) yield part;
    } finally {
      this.left = true;
    }
  }
}

/** A reply that is read up to its finish, and what comes behind it as far as a test has it read. */
function start() {
  const tutor = new Saying();
  const turn = new AbortController();
  const patience = new AbortController();
  const keep = vi.fn<(kept: Correction) => Promise<void>>(async () => undefined);
  const beside: Promise<void>[] = [];
  const parts = untilWhole(
    (signal) => tutor.parts(signal),
    turn.signal,
    (read) => beside.push(read(patience.signal, keep)),
  );
  return { tutor, turn, patience, keep, beside, parts };
}

describe('a reply', () => {
  test('ends with its finish, and the correction is kept whenever it comes', async () => {
    const { tutor, keep, beside, parts } = start();
    tutor.give(hello, whole);
    expect(await Array.fromAsync(parts)).toEqual([hello, whole]);
    expect(keep).not.toHaveBeenCalled();
    tutor.give({ type: 'correction', correction });
    await Promise.all(beside);
    expect(keep).toHaveBeenCalledExactlyOnceWith(correction);
    expect(tutor.left).toBe(true);
  });

  test('that is stopped once it is whole has its correction all the same', async () => {
    const { tutor, turn, keep, beside, parts } = start();
    tutor.give(hello, whole);
    await Array.fromAsync(parts);
    turn.abort();
    tutor.give({ type: 'correction', correction });
    await Promise.all(beside);
    expect(keep).toHaveBeenCalledTimes(1);
  });

  test('is not waited for longer than somebody has patience', async () => {
    const { tutor, patience, keep, beside, parts } = start();
    tutor.give(hello, whole);
    await Array.fromAsync(parts);
    patience.abort();
    await Promise.allSettled(beside);
    expect(keep).not.toHaveBeenCalled();
    expect(tutor.left).toBe(true);
  });

  test('with nothing to follow is left at its finish', async () => {
    const { tutor, beside, parts } = start();
    const finish: TurnPart = { type: 'finish', correction };
    tutor.give(hello, finish, { type: 'correction', correction });
    expect(await Array.fromAsync(parts)).toEqual([hello, finish]);
    expect(beside).toEqual([]);
    expect(tutor.left).toBe(true);
  });

  test('ends as its tutor fails, as it is stopped, and as nobody reads it', async () => {
    const failing = start();
    failing.tutor.give(hello);
    await failing.parts.next();
    failing.tutor.fail(new PatterError('overloaded'));
    await expect(failing.parts.next()).rejects.toMatchObject({ code: 'overloaded' });
    const stopped = start();
    stopped.tutor.give(hello);
    await stopped.parts.next();
    stopped.turn.abort();
    await expect(stopped.parts.next()).rejects.toMatchObject({ code: 'cancelled' });
    const unread = start();
    unread.tutor.give(hello);
    await unread.parts.next();
    await unread.parts.return(undefined);
    for (const { tutor, beside } of [failing, stopped, unread]) {
      expect(tutor.left).toBe(true);
      expect(beside).toEqual([]);
    }
  });

  test('is not even begun once it is stopped', async () => {
    const { turn, parts } = start();
    turn.abort();
    await expect(parts.next()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

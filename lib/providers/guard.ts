import { classify } from '#lib/errors/classify.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { boundFetch, type Explain } from './bound-fetch.ts';
import { Deadline } from './deadline.ts';
import type { CallOptions, ProviderConfig, StreamPart } from './provider.ts';
import { showableParts } from './reply-text.ts';
import type { TimeLimits } from './time-limits.ts';

/**
 * Closes the connection in so many milliseconds, in place of the time limits: what is read from it then is `interrupted`.
 * The next text calls it off.
 */
export type HangUpAfter = (ms: number) => void;

/**
 * Holds an adapter's parts to the contract of `Provider.stream`: nothing is sent once the signal is aborted, exactly
 * one finish ends the text, only PatterErrors are thrown, and none behind it, the text is waited for no longer than the
 * limits say, what follows it as long as the caller likes, and the connection is closed however the iteration ends. The
 * adapter need only send everything through the `fetch` it is given, and wait for nothing else once `ended` is aborted.
 */
export async function* guardStream(
  { signal }: CallOptions,
  explain: Explain,
  limits: TimeLimits,
  produce: (fetch: typeof globalThis.fetch, hangUpAfter: HangUpAfter, ended: AbortSignal) => AsyncGenerator<StreamPart>,
): AsyncGenerator<StreamPart> {
  const connection = new Connection(signal, explain);
  const deadline = new Deadline();
  let finished = false;
  const timeOutAfter = (ms: number): void => {
    if (!finished) deadline.set(ms, () => connection.fail(new PatterError('timeout')));
  };
  const timedFetch: typeof globalThis.fetch = async (input, init) => {
    timeOutAfter(limits.headersMs);
    const response = await connection.fetch(input, init);
    timeOutAfter(limits.firstTextMs);
    return response;
  };
  const parts = produce(timedFetch, (ms) => deadline.set(ms, () => connection.close()), connection.ended);
  try {
    signal.throwIfAborted();
    for await (const part of showableParts(parts)) {
      signal.throwIfAborted();
      if (finished && part.type !== 'corrections') return;
      // While the reader takes its time, it is not the tutor who is waited for.
      deadline.clear();
      yield part;
      if (part.type === 'corrections' || (part.type === 'finish' && part.correctionsFollow !== true)) return;
      finished ||= part.type === 'finish';
      timeOutAfter(limits.betweenTextMs);
    }
    if (!finished) throw new PatterError('interrupted');
  } catch (error) {
    // The text is whole: it does not fail by what was to follow.
    if (finished) return;
    throw classify(connection.failure ?? error, signal);
  } finally {
    deadline.clear();
    connection.close();
  }
}

/** The same for a question with one answer. @throws {PatterError} and nothing else. */
export async function guardRequest<Answer>(
  { signal }: CallOptions,
  explain: Explain,
  ask: (fetch: typeof globalThis.fetch) => Promise<Answer>,
): Promise<Answer> {
  const connection = new Connection(signal, explain);
  try {
    signal.throwIfAborted();
    return await ask(connection.fetch);
  } catch (error) {
    const failure = classify(connection.failure ?? error, signal);
    // What came was no answer to the question: a cut body, or one of another form.
    throw failure.code === 'bug' ? new PatterError('bad-stream', { cause: error }) : failure;
  } finally {
    connection.close();
  }
}

/** @throws {PatterError} `key-missing`; `auth` for what no header can carry, and so can be nobody's key. */
export function requireKey({ key }: ProviderConfig): string {
  if (!key) throw new PatterError('key-missing');
  if (!/^[\x21-\x7e]+$/.test(key)) throw new PatterError('auth');
  return key;
}

/** Ends with the caller's signal or when it is closed, and leaves no listener behind on a signal that lives on. */
class Connection {
  readonly #caller: AbortSignal;
  readonly #explain: Explain;
  readonly #controller = new AbortController();
  readonly #abort = () => this.#controller.abort();
  #failure: unknown;

  constructor(caller: AbortSignal, explain: Explain) {
    this.#caller = caller;
    this.#explain = explain;
    if (caller.aborted) this.#abort();
    else caller.addEventListener('abort', this.#abort, { once: true });
  }

  get ended(): AbortSignal {
    return this.#controller.signal;
  }

  /** What it failed of first since its last answer. Vendors' clients do not pass on every error that they are given. */
  get failure(): unknown {
    return this.#failure;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    try {
      const response = await boundFetch(this.#controller.signal, this.#explain)(input, init);
      this.#failure = undefined;
      return response;
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
  };

  /** Ends it for a reason of its own. */
  fail(failure: PatterError): void {
    this.#failure ??= failure;
    this.#abort();
  }

  close(): void {
    this.#caller.removeEventListener('abort', this.#abort);
    this.#abort();
  }
}

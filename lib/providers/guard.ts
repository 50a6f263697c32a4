import { classify } from '#lib/errors/classify.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { boundFetch, type Explain } from './bound-fetch.ts';
import type { CallOptions, ProviderConfig, StreamPart } from './provider.ts';

/**
 * Holds an adapter's parts to the contract of `Provider.stream`: nothing is sent once the signal is aborted, exactly
 * one finish ends the parts, only PatterErrors are thrown, no text part ends in half a character, and the connection is
 * closed however the iteration ends. The adapter need only send everything through the `fetch` it is given.
 */
export async function* guardStream(
  { signal }: CallOptions,
  explain: Explain,
  produce: (fetch: typeof globalThis.fetch) => AsyncGenerator<StreamPart>,
): AsyncGenerator<StreamPart> {
  const connection = new Connection(signal, explain);
  const parts = produce(connection.fetch);
  let half = '';
  try {
    signal.throwIfAborted();
    for await (const part of parts) {
      signal.throwIfAborted();
      if (part.type === 'text') {
        const text = half + part.text;
        half = trailingHalf(text);
        const whole = text.slice(0, text.length - half.length);
        if (whole !== '') yield { type: 'text', text: whole };
        continue;
      }
      if (part.type === 'finish' && half !== '') yield { type: 'text', text: half };
      half = '';
      yield part;
      if (part.type === 'finish') return;
    }
    throw new PatterError('interrupted');
  } catch (error) {
    throw classify(connection.failure ?? error, signal);
  } finally {
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

/** Vendors split a text between any two UTF-16 units: the first half of a surrogate pair waits for the second. */
function trailingHalf(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : '';
}

/** Ends with the caller's signal or when it is closed, and leaves no listener behind on a signal that lives on. */
class Connection {
  /** Why the last fetch failed. Anthropic's client does not pass on every error that it is given. */
  failure: unknown;
  readonly #caller: AbortSignal;
  readonly #explain: Explain;
  readonly #controller = new AbortController();
  readonly #abort = () => this.#controller.abort();

  constructor(caller: AbortSignal, explain: Explain) {
    this.#caller = caller;
    this.#explain = explain;
    if (caller.aborted) this.#abort();
    else caller.addEventListener('abort', this.#abort, { once: true });
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    try {
      return await boundFetch(this.#controller.signal, this.#explain)(input, init);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  };

  close(): void {
    this.#caller.removeEventListener('abort', this.#abort);
    this.#abort();
  }
}

import * as z from 'zod/mini';
import { PatterError } from '#lib/errors/patter-error.ts';

/** The version of AnkiConnect's interface that is spoken. */
const version = 6;

/** A person answers in Anki's own window whether Patter may come in. In milliseconds. */
const permissionMs = 120_000;
/** Anki does one thing after the other, and a sync may be before this one. In milliseconds. */
const callMs = 60_000;

const answerSchema = z.object({ result: z.unknown(), error: z.nullable(z.string()) });

const permissionSchema = z.object({
  permission: z.string(),
  requireApikey: z.optional(z.boolean()),
  version: z.optional(z.number()),
});

export interface ConnectOptions {
  /** Where AnkiConnect listens, without a trailing slash. */
  address: string;
  /** What the add-on's `apiKey` has to be, where it has one. */
  key?: string | undefined;
  fetch: typeof fetch;
  /** Whether the learner has allowed Patter to reach the address. */
  allowed: () => Promise<boolean>;
}

/** Anki's add-on AnkiConnect, through which a running Anki can be spoken to (https://git.sr.ht/~foosoft/anki-connect). */
export class AnkiConnect {
  readonly #options: ConnectOptions;

  constructor(options: ConnectOptions) {
    this.#options = options;
  }

  /**
   * Asks to be let in. Where Anki does not know Patter yet, it asks its user.
   * @throws {PatterError} `anki-denied`, `anki-key`, `anki-outdated`, and as `call`
   */
  async requestPermission(): Promise<void> {
    const granted = permissionSchema.safeParse(await this.#ask('requestPermission', {}, permissionMs));
    if (!granted.success || granted.data.permission !== 'granted') throw new PatterError('anki-denied');
    // This alone is answered without the key.
    if (granted.data.requireApikey === true && !this.#options.key) throw new PatterError('anki-key');
    if ((granted.data.version ?? 0) < version) throw new PatterError('anki-outdated');
  }

  /**
   * Has Anki do one thing.
   * @throws {PatterError} `anki-unreachable`, `anki-permission`, `anki-denied`, `anki-key`, `anki-outdated` where it does not
   * know the action, `anki-failed` also for an answer that is not what `schema` says
   */
  async call<Result>(action: string, params: object, schema: z.ZodMiniType<Result>): Promise<Result> {
    const result = schema.safeParse(await this.#ask(action, params, callMs));
    if (!result.success) throw new PatterError('anki-failed', { cause: result.error });
    return result.data;
  }

  async #ask(action: string, params: object, ms: number): Promise<unknown> {
    const { key } = this.#options;
    try {
      return await this.#askWith(key, action, params, ms);
    } catch (error) {
      if (!key || !(error instanceof PatterError) || error.code !== 'anki-key') throw error;
      // Where none is set up, every key is a wrong one.
      return this.#askWith(undefined, action, params, ms);
    }
  }

  async #askWith(key: string | undefined, action: string, params: object, ms: number): Promise<unknown> {
    const response = await this.#post(JSON.stringify({ action, version, params, key }), AbortSignal.timeout(ms));
    if (response.status === 403) throw new PatterError('anki-denied', { status: 403 });
    const answer = answerSchema.safeParse(await response.json().catch(() => null));
    // Something else listens there.
    if (!answer.success) throw new PatterError('anki-unreachable', { status: response.status });
    if (answer.data.error !== null) throw errorOf(answer.data.error);
    return answer.data.result;
  }

  async #post(body: string, signal: AbortSignal): Promise<Response> {
    const { address, fetch, allowed } = this.#options;
    try {
      return await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal });
    } catch (error) {
      const isReachable = signal.aborted || (await allowed());
      throw new PatterError(isReachable ? 'anki-unreachable' : 'anki-permission', { cause: error });
    }
  }
}

/** AnkiConnect's errors are sentences in English (`plugin/__init__.py` of its source). */
function errorOf(text: string): PatterError {
  if (text === 'unsupported action') return new PatterError('anki-outdated');
  return new PatterError(text === 'valid api key must be provided' ? 'anki-key' : 'anki-failed');
}

import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider, ProviderId, StreamPart } from '#lib/providers/provider.ts';

/** A tutor that says what a test tells it to, when it tells it to. */
export class ScriptedTutor {
  /** What it was asked for a reply. */
  readonly requests: ChatRequest[] = [];
  /** What it was asked for in JSON beside that. */
  readonly asides: Aside[] = [];
  readonly #asked: PromiseWithResolvers<void>[] = [];
  #latest = new Script();
  readonly provider: Provider;

  /** @param id decides what it can be asked for beside its replies (`setup.ts`) */
  constructor(id: ProviderId = 'remote', traits: Partial<Provider['traits']> = {}) {
    this.provider = {
      id,
      traits: { local: false, parallel: true, startsOver: false, contextTokens: 8_000, ...traits },
      stream: (request, { signal }) => {
        const script = new Script();
        signal.addEventListener('abort', () => script.fail(new PatterError('cancelled')));
        if (request.responseSchema === undefined) {
          this.#latest = script;
          this.requests.push(request);
        } else {
          this.asides.push(new Aside(request, signal, script));
        }
        for (const asked of this.#asked.splice(0)) asked.resolve();
        return script.parts();
      },
      models: async () => [],
    };
  }

  /** Settles once it has been asked for so many replies in all. */
  asked(times: number): Promise<void> {
    return this.#untilAsked(() => this.requests.length >= times);
  }

  /** The same for what is asked beside them. @returns the latest */
  async askedAside(times: number): Promise<Aside> {
    await this.#untilAsked(() => this.asides.length >= times);
    return this.asides[times - 1] as Aside;
  }

  async #untilAsked(enough: () => boolean): Promise<void> {
    while (!enough()) {
      const asked = Promise.withResolvers<void>();
      this.#asked.push(asked);
      await asked.promise;
    }
  }

  /** More of the reply to the latest request. */
  say(...texts: string[]): void {
    for (const text of texts) this.#latest.push({ type: 'text', text });
  }

  retract(): void {
    this.#latest.push({ type: 'retract' });
  }

  finish(finish: Partial<Extract<StreamPart, { type: 'finish' }>> = {}): void {
    this.#latest.push({ type: 'finish', reason: 'stop', ...finish });
  }

  fail(error: PatterError): void {
    this.#latest.fail(error);
  }
}

/** One request for JSON, and its answer. */
export class Aside {
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  readonly #script: Script;

  constructor(request: ChatRequest, signal: AbortSignal, script: Script) {
    this.request = request;
    this.signal = signal;
    this.#script = script;
  }

  /** @param answer what is no text is sent as JSON */
  answer(answer: unknown): void {
    this.#script.push({ type: 'text', text: typeof answer === 'string' ? answer : JSON.stringify(answer) });
    this.#script.push({ type: 'finish', reason: 'stop' });
  }

  fail(error: PatterError): void {
    this.#script.fail(error);
  }
}

/** What one request is answered. */
class Script {
  readonly #parts: StreamPart[] = [];
  #error: PatterError | undefined;
  #more = Promise.withResolvers<void>();

  push(part: StreamPart): void {
    this.#parts.push(part);
    this.#more.resolve();
  }

  fail(error: PatterError): void {
    this.#error ??= error;
    this.#more.resolve();
  }

  async *parts(): AsyncGenerator<StreamPart> {
    for (;;) {
      const part = this.#parts.shift();
      if (part !== undefined) {
        yield part;
        if (part.type === 'finish') return;
      } else if (this.#error !== undefined) {
        throw this.#error;
      } else {
        this.#more = Promise.withResolvers();
        await this.#more.promise;
      }
    }
  }
}

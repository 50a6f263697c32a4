import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider, StreamPart } from '#lib/providers/provider.ts';

/** A tutor that says what a test tells it to, when it tells it to. */
export class ScriptedTutor {
  /** What it was asked. */
  readonly requests: ChatRequest[] = [];
  readonly #asked: PromiseWithResolvers<void>[] = [];
  #latest = new Script();

  readonly provider: Provider = {
    id: 'remote',
    traits: { local: false, parallel: true, startsOver: false, contextTokens: 8_000 },
    stream: (request, { signal }) => {
      this.#latest = new Script();
      const script = this.#latest;
      signal.addEventListener('abort', () => script.fail(new PatterError('cancelled')));
      this.requests.push(request);
      for (const asked of this.#asked.splice(0)) asked.resolve();
      return script.parts();
    },
    models: async () => [],
  };

  /** Settles once it has been asked so often in all. */
  async asked(times: number): Promise<void> {
    while (this.requests.length < times) {
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

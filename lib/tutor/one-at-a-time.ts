import { PatterError } from '#lib/errors/patter-error.ts';
import type { Provider, ProviderId } from '#lib/providers/provider.ts';

interface Aside {
  /** Aborted when a reply is asked for: whoever is read first goes first. */
  yielded: AbortController;
}

/**
 * A tutor that answers one request at a time: replies go first, asides (corrections, translations, all that asks for JSON)
 * when nobody waits for a reply. A reply ends an aside that is running, which is asked again afterwards.
 */
export class Lane {
  #replies = 0;
  #aside: Aside | null = null;
  #freed = Promise.withResolvers<void>();

  /** @returns a function that lets go */
  beginReply(): () => void {
    this.#replies += 1;
    this.#aside?.yielded.abort();
    return () => {
      this.#replies -= 1;
      this.#next();
    };
  }

  /**
   * Waits until an aside may be asked.
   * @throws {PatterError} `cancelled`
   */
  async beginAside(signal: AbortSignal): Promise<{ yielded: AbortSignal; leave: () => void }> {
    const aborted = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => aborted.resolve(), { once: true });
    while (!signal.aborted && (this.#replies > 0 || this.#aside !== null)) {
      await Promise.race([this.#freed.promise, aborted.promise]);
    }
    if (signal.aborted) throw new PatterError('cancelled');
    const aside: Aside = { yielded: new AbortController() };
    this.#aside = aside;
    return {
      yielded: aside.yielded.signal,
      leave: () => {
        if (this.#aside === aside) this.#aside = null;
        this.#next();
      },
    };
  }

  #next(): void {
    this.#freed.resolve();
    this.#freed = Promise.withResolvers();
  }
}

/** One lane a tutor, made at its first use. */
export function createLanes(): (id: ProviderId) => Lane {
  const lanes = new Map<ProviderId, Lane>();
  return (id) => {
    const lane = lanes.get(id) ?? new Lane();
    lanes.set(id, lane);
    return lane;
  };
}

/** The tutor, with its asides kept out of the way of its replies. One that answers several at once is left as it is. */
export function oneAtATime(provider: Provider, lane: Lane): Provider {
  if (provider.traits.parallel) return provider;
  return {
    ...provider,
    async *stream(request, options) {
      if (request.responseSchema === undefined) {
        const leave = lane.beginReply();
        try {
          yield* provider.stream(request, options);
        } finally {
          leave();
        }
        return;
      }
      for (;;) {
        const { yielded, leave } = await lane.beginAside(options.signal);
        try {
          yield* provider.stream(request, { signal: AbortSignal.any([options.signal, yielded]) });
          return;
        } catch (error) {
          if (!yielded.aborted || options.signal.aborted) throw error;
        } finally {
          leave();
        }
        yield { type: 'retract' };
      }
    },
  };
}

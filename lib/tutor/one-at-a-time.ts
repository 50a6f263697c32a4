import { PatterError } from '#lib/errors/patter-error.ts';
import type { Provider, ProviderId } from '#lib/providers/provider.ts';
import { isWaitedFor } from './waited.ts';

interface Aside {
  /** Aborted when a reply is asked for, or an aside that somebody waits for: whoever is read first goes first. */
  yielded: AbortController;
  waited: boolean;
}

/**
 * A tutor that answers one request at a time: replies go first, asides (corrections, translations, all that asks for JSON or is
 * asked for ahead) when nobody waits for a reply, and those first that somebody waits for. What goes first ends an aside that is running,
 * which is asked again afterwards.
 */
export class Lane {
  #replies = 0;
  #aside: Aside | null = null;
  /** How many asides wait for their turn that somebody waits for. */
  #waiting = 0;
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
   * @param waited whether somebody waits for the answer
   * @throws {PatterError} `cancelled`
   */
  async beginAside(signal: AbortSignal, waited: boolean): Promise<{ yielded: AbortSignal; leave: () => void }> {
    const aborted = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => aborted.resolve(), { once: true });
    if (waited) {
      this.#waiting += 1;
      if (this.#aside?.waited === false) this.#aside.yielded.abort();
    }
    const isNext = (): boolean => this.#replies === 0 && this.#aside === null && (waited || this.#waiting === 0);
    while (!signal.aborted && !isNext()) {
      await Promise.race([this.#freed.promise, aborted.promise]);
    }
    if (waited) this.#waiting -= 1;
    if (signal.aborted) {
      this.#next();
      throw new PatterError('cancelled');
    }
    const aside: Aside = { yielded: new AbortController(), waited };
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
  const { promptCache } = provider;
  return {
    ...provider,
    async *stream(request, options) {
      if (request.responseSchema === undefined && request.ahead !== true) {
        const leave = lane.beginReply();
        try {
          yield* provider.stream(request, options);
        } finally {
          leave();
        }
        return;
      }
      for (;;) {
        const { yielded, leave } = await lane.beginAside(options.signal, isWaitedFor(request));
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
    ...(promptCache && {
      promptCache: {
        ...promptCache,
        async fill(request, options) {
          const { yielded, leave } = await lane.beginAside(options.signal, false);
          try {
            // Whoever comes asks for the same, and has it read: it is not asked again.
            return await promptCache.fill(request, { signal: AbortSignal.any([options.signal, yielded]) });
          } finally {
            leave();
          }
        },
      },
    }),
  };
}

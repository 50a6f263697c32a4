import type { Attempt, TurnStore } from '../store/store.ts';
import type { Reply } from './reply.ts';
import type { Watched } from './watched.ts';

/** How often the store is asked for what other processes have written down, in milliseconds. */
const askEveryMs = 100;

/** How often it is asked whether one of them has died, in such rounds. */
const roundsBetweenChecks = 10;

/** The replies that other processes run, for those who watch them here. Only while there are any is the store asked. */
export class Elsewhere {
  readonly #store: Pick<TurnStore, 'read' | 'interruptLost'>;
  readonly #turns = new Map<number, Set<Distant>>();
  #scheduled = false;
  #rounds = 0;

  constructor(store: Pick<TurnStore, 'read' | 'interruptLost'>) {
    this.#store = store;
  }

  /** A turn's reply, as far as the store has it. A later attempt takes the place of the one that was looked at. */
  open(attempt: Attempt): Watched {
    return new Distant(attempt, (distant, watched) => {
      const all = this.#turns.get(attempt.turn) ?? new Set();
      if (watched) this.#turns.set(attempt.turn, all.add(distant));
      else if (all.delete(distant) && all.size === 0) this.#turns.delete(attempt.turn);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#turns.size === 0) return;
    this.#scheduled = true;
    setTimeout(() => void this.#ask(), askEveryMs);
  }

  async #ask(): Promise<void> {
    try {
      if (this.#rounds % roundsBetweenChecks === 0) await this.#store.interruptLost(Date.now());
      this.#rounds += 1;
      const asked = [...this.#turns.keys()];
      const found = new Map((await this.#store.read(asked)).map((attempt) => [attempt.turn, attempt]));
      for (const turn of asked) {
        for (const distant of this.#turns.get(turn) ?? []) distant.update(found.get(turn));
      }
    } catch {
      // The store may be back in the next round.
    }
    this.#scheduled = false;
    this.#schedule();
  }
}

class Distant implements Watched {
  #reply: Reply;
  readonly #onWatched: (distant: Distant, watched: boolean) => void;
  #onChange: (() => void) | undefined;

  constructor(reply: Reply, onWatched: (distant: Distant, watched: boolean) => void) {
    this.#reply = reply;
    this.#onWatched = onWatched;
  }

  get reply(): Reply {
    return this.#reply;
  }

  watch(onChange: () => void): () => void {
    this.#onChange = onChange;
    this.#onWatched(this, true);
    return () => this.#onWatched(this, false);
  }

  /** @param attempt absent where the conversation was deleted */
  update(attempt: Attempt | undefined): void {
    const { start, text, whole, ending } = this.#reply;
    const next = attempt ?? { start, text, whole, ending: { error: 'interrupted' } };
    const grown = next.start !== start || next.text.length !== text.length;
    const changed = grown || (next.whole === null) !== (whole === null) || next.ending !== ending;
    this.#reply = next;
    if (changed) this.#onChange?.();
  }
}

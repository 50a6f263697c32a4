/** One of a few places, which may have to be waited for. */
export interface Place {
  /** Settles once it is there to be used; `null` where it is at once. */
  readonly free: Promise<void> | null;
  /** Gives it, or the wait for it, up. */
  leave(): void;
}

/** So many places, given in the order in which they were asked for. */
export class Places {
  readonly #most: number;
  readonly #taken = new Set<symbol>();
  /** By who waits, in their order. */
  readonly #waiting = new Map<symbol, () => void>();

  constructor(most: number) {
    this.#most = most;
  }

  take(): Place {
    const place = Symbol('place');
    const leave = (): void => {
      this.#waiting.delete(place);
      if (this.#taken.delete(place)) this.#next();
    };
    if (this.#taken.size < this.#most) {
      this.#taken.add(place);
      return { free: null, leave };
    }
    const { promise: free, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(place, resolve);
    return { free, leave };
  }

  #next(): void {
    const [next] = this.#waiting;
    if (next === undefined) return;
    const [place, begin] = next;
    this.#waiting.delete(place);
    this.#taken.add(place);
    begin();
  }
}

/** Shorter than this, a message is sent before anything could be done meanwhile, in milliseconds. */
const leastMs = 3_000;
/** After a longer pause it begins anew. */
const longestPauseMs = 10_000;
/** How often it is said. */
const everyMs = 15_000;

/** Says now and then that the learner writes or speaks, and that a tutor is free meanwhile. */
export class FreeTime {
  readonly #say: () => void;
  readonly #now: () => number;
  #since: number | null = null;
  #last = 0;
  #saidAt = -Infinity;

  /** @param now in milliseconds */
  constructor(say: () => void, now: () => number) {
    this.#say = say;
    this.#now = now;
  }

  /** The learner writes or speaks. */
  busy(): void {
    const now = this.#now();
    if (this.#since === null || now - this.#last > longestPauseMs) this.#since = now;
    this.#last = now;
    if (now - this.#since < leastMs || now - this.#saidAt < everyMs) return;
    this.#saidAt = now;
    this.#say();
  }

  /** The message is sent: the tutor is wanted. */
  over(): void {
    this.#since = null;
  }
}

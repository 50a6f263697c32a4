export interface DraftKeeperOptions {
  save: (text: string) => Promise<unknown>;
  /** How long the learner has to pause before a draft is saved, in milliseconds. */
  pauseMs: number;
}

/** Saves what is being written: shortly after the learner pauses, or at once when the page may be about to go. */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  #unsaved: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
  }

  /** The draft is now this. */
  change(text: string): void {
    this.#unsaved = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), this.#options.pauseMs);
  }

  /** Saves what is not saved yet. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#unsaved === null) return;
    const text = this.#unsaved;
    this.#unsaved = null;
    // A draft that can not be kept is still before the learner's eyes; the next change tries again.
    this.#options.save(text).catch(() => undefined);
  }
}

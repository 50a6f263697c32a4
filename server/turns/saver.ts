import type { TurnStore } from '../store/store.ts';
import type { Run } from './run.ts';

/** How often what has arrived is written down, in milliseconds: what a crash may cost, and how far others are behind. */
const saveEveryMs = 200;

/** Writes down what the running replies have said, all of them together. */
export class Saver {
  readonly #store: Pick<TurnStore, 'save'>;
  readonly #onReplaced: (run: Run) => void;
  #unsaved = new Set<Run>();
  #scheduled = false;

  /** @param onReplaced the store has another attempt in its place, or none */
  constructor(store: Pick<TurnStore, 'save'>, onReplaced: (run: Run) => void) {
    this.#store = store;
    this.#onReplaced = onReplaced;
  }

  add(run: Run): void {
    this.#unsaved.add(run);
    this.#schedule();
  }

  /** A text that is whole is kept by itself. */
  remove(run: Run): void {
    this.#unsaved.delete(run);
  }

  async #save(): Promise<void> {
    const runs = [...this.#unsaved];
    this.#unsaved = new Set();
    try {
      const running = await this.#store.save(runs.map((run) => ({ ...run.key, ...run.reply })));
      const kept = new Set(running.map(({ turn, number }) => `${turn}/${number}`));
      for (const run of runs) {
        const { turn, number } = run.key;
        // One that is whole by now is not written to any more either, and was not replaced.
        if (!kept.has(`${turn}/${number}`) && run.arriving) this.#onReplaced(run);
      }
    } catch {
      // It is tried again with the next text; the end of the run says whether it could be kept.
    }
    this.#scheduled = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#unsaved.size === 0) return;
    this.#scheduled = true;
    setTimeout(() => void this.#save(), saveEveryMs);
  }
}

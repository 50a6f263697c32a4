/** One timer for whatever is waited for at the moment. */
export class Deadline {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ms from now, in place of what was set before */
  set(ms: number, onPassed: () => void): void {
    this.clear();
    this.#timer = setTimeout(onPassed, ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

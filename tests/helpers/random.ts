/** Random numbers that are the same for the same seed (mulberry32, by Tommy Ettinger, in the public domain). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** An integer from 0 up to but not including `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000) * limit);
  }

  /** @throws {RangeError} where there is nothing to pick from */
  pick<Item>(items: readonly Item[]): Item {
    const index = this.below(items.length);
    const item = items[index];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }
}

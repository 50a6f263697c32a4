import type { ToPanel } from './protocol.ts';

/** If a panel has not said within this time that it has drawn the last delta (it may be hidden), it gets the next one anyway. */
const longestWaitMs = 100;

/**
 * One panel's share of a running turn. The first text goes out at once; from then on what arrives while the panel is
 * still drawing is joined into one delta, so that a fast model can not flood the port.
 */
export class PanelFeed {
  readonly #post: (message: ToPanel) => void;
  readonly #turnId: string;
  #seq: number;
  #unsent = '';
  #drawing: ReturnType<typeof setTimeout> | undefined;

  /** @param seq the length of the text that the panel has from its snapshot */
  constructor(post: (message: ToPanel) => void, turnId: string, seq: number) {
    this.#post = post;
    this.#turnId = turnId;
    this.#seq = seq;
  }

  /** More text has arrived. */
  push(text: string): void {
    this.#unsent += text;
    if (this.#drawing === undefined) this.#send();
  }

  /** The panel has drawn all text up to `seq`. */
  drawn(turnId: string, seq: number): void {
    if (turnId !== this.#turnId || seq < this.#seq || this.#drawing === undefined) return;
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    this.#send();
  }

  /** Sends what is left: there is no more text to join it with. */
  flush(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    if (this.#unsent !== '') this.#postUnsent();
  }

  /** Sends nothing any more. */
  close(): void {
    clearTimeout(this.#drawing);
    this.#unsent = '';
  }

  #send(): void {
    if (this.#unsent === '') return;
    this.#postUnsent();
    this.#drawing = setTimeout(() => {
      this.#drawing = undefined;
      this.#send();
    }, longestWaitMs);
  }

  #postUnsent(): void {
    const text = this.#unsent;
    this.#unsent = '';
    this.#post({ type: 'delta', turnId: this.#turnId, seq: this.#seq, text });
    this.#seq += text.length;
  }
}

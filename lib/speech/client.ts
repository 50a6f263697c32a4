import { silence, speechPort, speechStateSchema, type FromPage, type SpeechState } from './protocol.ts';

/** The part of `runtime.Port` that is needed here. */
interface Port {
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

/**
 * A page's end of the speech port: what is spoken, and which place is open in the page. A worker that rests is left to rest;
 * `wake` connects again.
 */
export class SpeechClient {
  readonly #connect: (options: { name: string }) => Port;
  #port: Port | null = null;
  #open: FromPage | null = null;
  #state: SpeechState = silence;
  readonly #listeners = new Set<() => void>();

  /** @param connect opens a port to the worker, waking it if it rests */
  constructor(connect: (options: { name: string }) => Port) {
    this.#connect = connect;
  }

  /** What is spoken; the same object until something changes. */
  readonly state = (): SpeechState => this.#state;

  /** @returns a function that ends the subscription */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The place that is open in this page. */
  get place(): string {
    return this.#open?.place ?? '';
  }

  /** Another place is open in this page, in which a language (BCP 47 tag) is spoken. */
  open(place: string, language: string): void {
    this.#open = { type: 'open', place, language };
    if (this.#port === null) this.wake();
    else this.#port.postMessage(this.#open);
  }

  /** Makes sure that this page hears of what is spoken from now on. */
  wake(): void {
    if (this.#port !== null) return;
    const port = this.#connect({ name: speechPort });
    this.#port = port;
    port.onMessage.addListener((message) => {
      const state = speechStateSchema.safeParse(message);
      if (state.success && port === this.#port) this.#set(state.data);
    });
    port.onDisconnect.addListener(() => {
      if (port !== this.#port) return;
      this.#port = null;
      // Whoever spoke is no more.
      this.#set({ ...this.#state, speaking: null });
    });
    if (this.#open !== null) port.postMessage(this.#open);
  }

  #set(state: SpeechState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

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
  /** Who hears the learner in this page, by how they end that. */
  readonly #hearing = new Set<() => void>();
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
    this.#tell({ type: 'open', place, language, hears: this.#hearing.size > 0 });
  }

  /**
   * The learner is heard in this page from now on: what is spoken falls silent, and no reply is spoken by itself.
   *
   * @param onSpeak called where the learner has something spoken all the same, which would be heard as the learner
   * @returns a function to be called when the learner is heard no more
   */
  hear(onSpeak: () => void): () => void {
    this.#hearing.add(onSpeak);
    this.#tellHearing();
    return () => {
      this.#hearing.delete(onSpeak);
      this.#tellHearing();
    };
  }

  /** Something is about to be asked for to be spoken: whoever hears the learner is told, and this page hears how it goes. */
  prepare(): void {
    for (const onSpeak of this.#hearing) onSpeak();
    this.wake();
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

  #tellHearing(): void {
    const hears = this.#hearing.size > 0;
    if (this.#open !== null && this.#open.hears !== hears) this.#tell({ ...this.#open, hears });
  }

  #tell(open: FromPage): void {
    this.#open = open;
    if (this.#port === null) this.wake();
    else this.#port.postMessage(open);
  }

  #set(state: SpeechState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

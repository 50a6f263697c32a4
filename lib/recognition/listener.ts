import type { ErrorCode } from '#lib/errors/patter-error.ts';
import type { RecognitionPlace } from '#lib/settings/settings.ts';
import {
  installOnDevice,
  onDevice,
  type BrowserRecognition,
  type BrowserRecognitionClass,
} from './browser-recognition.ts';
import { notListening, reduceListening, type Listening, type ListeningEvent } from './listening.ts';
import { recognitionPlace } from './place.ts';
import { recognitionError } from './recognition-errors.ts';

/** The microphone, as far as the learner has a say in it. */
export interface Microphone {
  /** Where the browser does not tell, it is taken to be granted: the recognition itself says if not. */
  permission(): Promise<'granted' | 'prompt' | 'denied'>;
  /** Asks the learner for it. */
  ask(): void;
  /** Calls back once it is granted. @returns a function that ends it */
  onGranted(callback: () => void): () => void;
}

export interface ListenerOptions {
  recognition: BrowserRecognitionClass;
  microphone: Microphone;
}

export interface Wish {
  /** BCP 47 tag of what is spoken, with its region. */
  language: string;
  /** Where speech may be recognised, by the learner's settings. */
  place: RecognitionPlace;
  /** Goes on over pauses until it is stopped; else one utterance is heard. */
  continuous: boolean;
  /** In how many ways something may have been meant. */
  alternatives: number;
}

/** A session that does not say that it is over so long after it was told to stop is taken to be, in milliseconds. */
const patienceMs = 2_500;

/**
 * Hears the learner through the browser: asks for what that takes, and goes on where the browser ends by itself. What has
 * become of it is its state. Nothing is thrown.
 */
export class Listener {
  readonly #options: ListenerOptions;
  #state: Listening = notListening;
  #listeners = new Set<() => void>();
  #wish: Wish = { language: '', place: 'ask', continuous: false, alternatives: 1 };
  /** Nothing of what is recognised leaves this device. */
  #local = true;
  #session: Session | null = null;
  #stopWaiting: () => void = () => undefined;
  /** What is under way belongs to this start, and to none after it. */
  #start = 0;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  readonly state = (): Listening => this.#state;

  /** @returns a function that ends the subscription */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins to listen, as soon as all it takes is there. To be called in a click: a download needs one. */
  async start(wish: Wish): Promise<void> {
    const start = this.#begin();
    this.#wish = wish;
    this.#dispatch({ type: 'start' });
    const availability = await onDevice(this.#options.recognition, wish.language);
    if (start !== this.#start) return;
    const place = recognitionPlace(wish.place, availability);
    if (place === 'choose') this.#dispatch({ type: 'choose', downloadable: availability !== 'unavailable' });
    else await this.#prepare(place, start);
  }

  /** The learner has said where speech may be recognised. To be called in a click. */
  async choose(place: 'on-device' | 'online'): Promise<void> {
    if (this.#state.phase !== 'choosing') return;
    await this.#prepare(place === 'online' ? 'online' : 'install', this.#start);
  }

  /** Asks for the microphone, and goes on once it is granted. */
  ask(): void {
    this.#begin();
    this.#dispatch({ type: 'ask' });
    this.#stopWaiting = this.#options.microphone.onGranted(() => {
      this.#stopWaiting();
      this.#listen();
    });
    this.#options.microphone.ask();
  }

  /** The learner has said enough: what was said still comes. Where nothing is heard yet, nothing will be. */
  stop(): void {
    const session = this.#session;
    if (session === null) {
      this.leave();
      return;
    }
    this.#dispatch({ type: 'stop' });
    session.recognition.stop();
    setTimeout(() => this.#close(session), patienceMs);
  }

  /** Forgets what was heard, and goes on listening. */
  again(): void {
    if (this.#session === null) return;
    this.#begin();
    this.#listen();
  }

  /** Ends everything at once, and forgets what was heard. */
  leave(): void {
    this.#begin();
    this.#dispatch({ type: 'leave' });
  }

  /** Ends what is under way, without a word. @returns the number of what begins */
  #begin(): number {
    this.#start += 1;
    this.#stopWaiting();
    this.#discard();
    return this.#start;
  }

  async #prepare(place: 'on-device' | 'online' | 'install', start: number): Promise<void> {
    const { recognition, microphone } = this.#options;
    this.#local = place !== 'online';
    if (place === 'install') {
      this.#dispatch({ type: 'install' });
      const installed = await installOnDevice(recognition, this.#wish.language);
      if (start !== this.#start) return;
      if (!installed) {
        this.#fail('recognition-download');
        return;
      }
    }
    const permission = await microphone.permission();
    if (start !== this.#start) return;
    if (permission === 'granted') this.#listen();
    else if (permission === 'prompt') this.ask();
    else this.#fail('microphone-denied');
  }

  #listen(): void {
    this.#dispatch({ type: 'listen', continuous: this.#wish.continuous });
    this.#open();
  }

  /** Opens one session of the browser's. */
  #open(): void {
    const { language, continuous, alternatives } = this.#wish;
    const recognition = new this.#options.recognition();
    recognition.lang = language;
    recognition.continuous = continuous;
    recognition.interimResults = true;
    recognition.maxAlternatives = alternatives;
    if (this.#local) recognition.processLocally = true;
    const session: Session = { recognition, over: new AbortController() };
    this.#session = session;
    const on = (type: string, act: (event: Event) => void): void =>
      recognition.addEventListener(type, act, { signal: session.over.signal });
    on('result', (event) => {
      this.#dispatch({ type: 'result', results: (event as SpeechRecognitionEvent).results });
    });
    on('end', () => this.#close(session));
    // A session that is refused at once tells of the error alone, and never that it has ended.
    on('error', (event) => {
      const error = recognitionError((event as SpeechRecognitionErrorEvent).error);
      if (error === 'cancelled') this.#dispatch({ type: 'stop' });
      if (error === 'cancelled' || error === 'recognition-silent') this.#close(session);
      else this.#fail(error);
    });
    try {
      recognition.start();
    } catch {
      this.#fail('recognition-unavailable');
    }
  }

  /** A session is over; where the learner has not said enough, the next one begins. */
  #close(session: Session): void {
    if (this.#session !== session) return;
    this.#discard();
    this.#dispatch({ type: 'session-over' });
    if (this.#state.phase === 'listening') this.#open();
  }

  #fail(error: ErrorCode): void {
    this.#discard();
    this.#dispatch({ type: 'fail', error });
  }

  #discard(): void {
    this.#session?.over.abort();
    this.#session?.recognition.abort();
    this.#session = null;
  }

  #dispatch(event: ListeningEvent): void {
    this.#state = reduceListening(this.#state, event);
    for (const listener of this.#listeners) listener();
  }
}

interface Session {
  recognition: BrowserRecognition;
  over: AbortController;
}

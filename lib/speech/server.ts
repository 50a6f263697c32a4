import { shownText } from '#lib/markdown/shown-text.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { chunksOf } from './chunks.ts';
import type { SpeechEngine, Voice } from './engine.ts';
import {
  fromPageSchema,
  newChatPlace,
  silence,
  type FromPage,
  type SpeechState,
  type SpeechTrouble,
} from './protocol.ts';
import { SpeechQueue, type Speech, type SpeechEnd, type Spoken } from './queue.ts';
import { isSpeech, shownRange, speakableText, type Speakable } from './speakable.ts';
import { voicesFor, voicesOf } from './voices.ts';

/** What is to be spoken. */
export interface SpeechRequest {
  /** What it is, so that pages can mark it. */
  id: string;
  /** Where it was asked for: leaving that place silences it. */
  place: string;
  text: string;
  /** Whether the text is Markdown, of which only what is shown is spoken. */
  markdown: boolean;
  /** BCP 47 tag. */
  language: string;
  /** More slowly than the learner's own rate. */
  slow: boolean;
}

/** The part of `runtime.Port` that is needed here. */
interface PagePort {
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

export interface SpeechServerOptions {
  /** `null` where the browser has none. */
  engine: SpeechEngine | null;
  settings: () => Promise<Settings>;
  /** Holds the worker alive. @returns a function that lets go */
  hold: () => () => void;
  /** `runtime.PlatformOs`. */
  system: () => Promise<string>;
  /** The languages that the learner reads, best first. */
  reads: readonly string[];
  /** Whether it was said before that there is no voice for a language; from then on it was. */
  toldBefore: (language: string) => Promise<boolean>;
}

interface FoundVoices {
  /** All of a language. */
  voices: Voice[];
  /** What is missing where none of them is to speak. */
  missing: Exclude<SpeechTrouble['why'], 'failed'> | null;
}

/** What was asked for last; silence has no place. */
interface Asked {
  place: string | null;
}

interface Item extends Speech {
  id: string;
  place: string;
  speakable: Speakable;
}

const rates = { normal: 1, slow: 0.7 } as const;

/**
 * Speaks for every page, in the worker: it goes on where a page is closed, and every page knows what is spoken. A place that is
 * left falls silent, unless another page has it open too.
 */
export class SpeechServer {
  readonly #options: SpeechServerOptions;
  readonly #queue: SpeechQueue<Item>;
  readonly #pages = new Map<PagePort, FromPage | null>();
  /** Every place that was open in a page since this worker began. */
  readonly #opened = new Set<string>();
  #state: SpeechState = silence;
  /** Where what could not be spoken was asked for: who leaves that place is told no longer. */
  #troublePlace = '';
  /** The latest request: one that is still being prepared is nothing once there is another, or silence. */
  #latest: Asked = { place: null };

  constructor(options: SpeechServerOptions) {
    this.#options = options;
    this.#queue = new SpeechQueue<Item>({
      engine: options.engine ?? { speak: () => undefined, stop: () => undefined },
      hold: options.hold,
      onSpoken: (item, spoken) => this.#set({ speaking: shownPlaces(item, spoken), trouble: null }),
      onEnd: (item, end) => void this.#ended(item, end),
    });
  }

  /** Takes a page's port. The caller has made sure that it is one of this extension's own pages. */
  accept(port: PagePort): void {
    this.#pages.set(port, null);
    port.onDisconnect.addListener(() => this.#pages.delete(port));
    port.onMessage.addListener((message) => {
      const parsed = fromPageSchema.safeParse(message);
      if (parsed.success) this.#open(port, parsed.data);
    });
    port.postMessage(this.#state);
  }

  /**
   * The voices of a language, local ones first, what is missing where none of them is to speak, and the system
   * (`runtime.PlatformOs`) that others can be installed on.
   */
  async voices(language: string): Promise<FoundVoices & { system: string }> {
    const [{ voices, missing }, system] = await Promise.all([
      this.#find(language, this.#options.settings()),
      this.#options.system(),
    ]);
    return { voices, missing, system };
  }

  /** Speaks this and nothing else. Where nothing can, every page is told why. */
  async speak(request: SpeechRequest): Promise<void> {
    const speakable = speakableText(
      request.markdown ? shownText(request.text) : [{ text: request.text, kind: 'text' }],
    );
    this.stop();
    if (!isSpeech(speakable.text)) return;
    await this.#prepare(request, speakable, this.#options.settings(), () => Promise.resolve(true));
  }

  /**
   * A reply of a conversation that a page follows is whole: it is spoken where the learner wants that and looks at it, or has
   * only just begun it.
   */
  async replied(reply: { place: string; id: string; text: string }): Promise<void> {
    const speakable = speakableText(shownText(reply.text));
    const before = this.#latest;
    const settings = await this.#options.settings();
    // Where its conversation was open, another one that is being begun is not it.
    const page = this.#pageAt(this.#opened.has(reply.place) ? reply.place : newChatPlace);
    if (!page || this.#latest !== before || !isSpeech(speakable.text) || !settings.speakReplies) return;
    // A voice would be heard as the learner.
    if ([...this.#pages.values()].some((open) => open?.hears)) return;
    const { language } = page;
    const request = { ...reply, markdown: true, language, slow: false };
    await this.#prepare(request, speakable, settings, async () => !(await this.#options.toldBefore(language)));
  }

  /** Silence, at once. */
  stop(): void {
    this.#latest = { place: null };
    this.#queue.stop();
  }

  /** The learner has read why something could not be spoken. */
  dismiss(): void {
    this.#set({ ...this.#state, trouble: null });
  }

  /** @param tells whether it is to be told if nothing can speak it */
  async #prepare(
    request: SpeechRequest,
    speakable: Speakable,
    settings: Settings | Promise<Settings>,
    tells: () => Promise<boolean>,
  ): Promise<void> {
    const { id, place, language, slow } = request;
    const asked = { place };
    this.#latest = asked;
    const { speaking: voices, missing, speechRate } = await this.#find(language, settings);
    if (this.#latest !== asked) return;
    if (missing !== null) {
      if (await tells()) await this.#tell(asked, request, missing);
      return;
    }
    const rate = slow ? rates.slow : rates[speechRate];
    this.#queue.speak({ id, place, speakable, chunks: chunksOf(speakable.text, language), language, voices, rate });
  }

  /** The voices of a language, those among them that are to speak, and how fast. */
  async #find(
    language: string,
    settings: Settings | Promise<Settings>,
  ): Promise<FoundVoices & { speaking: Voice[]; speechRate: Settings['speechRate'] }> {
    const [{ voices: chosen, speechRate }, all] = await Promise.all([settings, this.#options.engine?.voices() ?? []]);
    const wish = { language, chosen: chosen[language], reads: this.#options.reads };
    const voices = voicesOf(all, wish);
    const speaking = voicesFor(voices, wish);
    const missing = speaking.length > 0 ? null : voices.length > 0 ? 'online' : 'none';
    return { voices, speaking, missing, speechRate };
  }

  #open(port: PagePort, open: FromPage): void {
    const before = this.#pages.get(port);
    this.#pages.set(port, open);
    this.#opened.add(open.place);
    // A voice would be heard as the learner.
    if (open.hears && !before?.hears) this.stop();
    if (!before) return;
    if (before.place !== open.place && !this.#pageAt(before.place)) this.#leave(before.place);
    const { trouble } = this.#state;
    // Another language is to be learned there.
    if (before.language !== open.language && trouble !== null && trouble.language !== open.language) this.dismiss();
  }

  #leave(place: string): void {
    // Also where it is still being prepared.
    if (this.#queue.item?.place === place || this.#latest.place === place) this.stop();
    if (this.#state.trouble !== null && this.#troublePlace === place) this.dismiss();
  }

  #pageAt(place: string): FromPage | null | undefined {
    return [...this.#pages.values()].find((open) => open?.place === place);
  }

  async #ended(item: Item, end: SpeechEnd): Promise<void> {
    this.#set({ ...this.#state, speaking: null });
    if (end === 'failed') await this.#tell(this.#latest, item, 'failed');
  }

  /** Tells every page why something could not be spoken, unless something else has been asked for meanwhile. */
  async #tell(
    asked: Asked,
    { language, place }: Pick<Item, 'language' | 'place'>,
    why: SpeechTrouble['why'],
  ): Promise<void> {
    const system = await this.#options.system();
    if (this.#latest !== asked) return;
    this.#troublePlace = place;
    this.#set({ ...this.#state, trouble: { language, why, system } });
  }

  #set(state: SpeechState): void {
    this.#state = state;
    for (const port of this.#pages.keys()) {
      try {
        port.postMessage(state);
      } catch {
        // A port that is gone says so only when it is used.
        this.#pages.delete(port);
      }
    }
  }
}

function shownPlaces({ id, speakable }: Item, { sentence, word }: Spoken): SpeechState['speaking'] {
  return { id, sentence: shownRange(speakable, sentence), word: word && shownRange(speakable, word) };
}

import type { Chunk } from './chunks.ts';
import type { SpeechEngine, SpeechEvent, Voice } from './engine.ts';
import { isSpeech, type Range } from './speakable.ts';

/** Something to speak. */
export interface Speech {
  chunks: readonly Chunk[];
  /** BCP 47 tag. */
  language: string;
  /** The one to speak with, and who to try in its place where it fails. Not empty. */
  voices: readonly Voice[];
  /** 1 is a voice's own. */
  rate: number;
}

/** What is being spoken, in UTF-16 units of the speech's text. */
export interface Spoken {
  sentence: Range;
  word: Range | null;
}

/** How a speech came to its end: to its last word, because it was silenced, or because no voice would speak it. */
export type SpeechEnd = 'spoken' | 'silenced' | 'failed';

interface Job<Item extends Speech> {
  item: Item;
  index: number;
  voice: number;
  /** Chunks in a row that no voice would speak. */
  failed: number;
  letGo: () => void;
}

/** So many letters a second are spoken by the slowest voice that is one, and so much longer is waited for one that falls silent. */
const lettersPerSecond = 12;
const graceMs = 5_000;

/** A syllable a letter: they take twice as long. */
const syllabic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** After so many chunks that no voice would speak, none of the rest is tried. */
const mostFailed = 2;

/** How long a voice has to speak a text, in milliseconds. */
export function patience(text: string, rate: number): number {
  const letters = text.length + (text.match(syllabic)?.length ?? 0);
  return Math.ceil((letters / lettersPerSecond / rate) * 1000) + graceMs;
}

export interface SpeechQueueOptions<Item> {
  engine: Pick<SpeechEngine, 'speak' | 'stop'>;
  /** Holds the worker alive. @returns a function that lets go */
  hold: () => () => void;
  /** Another sentence or word is spoken. */
  onSpoken: (item: Item, spoken: Spoken) => void;
  onEnd: (item: Item, end: SpeechEnd) => void;
}

/**
 * Speaks one speech at a time, a chunk after the other: the next one begins when the voice says that it has come to the end,
 * or when it has had time enough to.
 */
export class SpeechQueue<Item extends Speech> {
  readonly #options: SpeechQueueOptions<Item>;
  #job: Job<Item> | null = null;
  /** The utterance that is listened to. */
  #utterance: symbol | null = null;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SpeechQueueOptions<Item>) {
    this.#options = options;
  }

  /** What is being spoken. */
  get item(): Item | null {
    return this.#job?.item ?? null;
  }

  /** Speaks this and nothing else. */
  speak(item: Item): void {
    this.stop();
    this.#job = { item, index: -1, voice: 0, failed: 0, letGo: this.#options.hold() };
    this.#next(this.#job);
  }

  /** Silence, at once. */
  stop(): void {
    if (this.#job === null) return;
    this.#options.engine.stop();
    this.#end(this.#job, 'silenced');
  }

  #next(job: Job<Item>): void {
    const { chunks } = job.item;
    do job.index += 1;
    while (job.index < chunks.length && !isSpeech(chunks[job.index]?.text ?? ''));
    if (job.index >= chunks.length) this.#end(job, job.failed > 0 ? 'failed' : 'spoken');
    else this.#say(job);
  }

  #say(job: Job<Item>): void {
    const { item, index, voice } = job;
    const [chunk, with_] = [item.chunks[index], item.voices[voice]];
    if (chunk === undefined || with_ === undefined) {
      this.#end(job, 'failed');
      return;
    }
    const utterance = Symbol('utterance');
    this.#utterance = utterance;
    this.#watch(job, chunk);
    this.#options.onSpoken(item, { sentence: sentenceOf(chunk), word: null });
    this.#options.engine.speak(chunk.text, with_, item.rate, (event) => {
      // What an utterance says that was given up is about nothing any more.
      if (this.#utterance === utterance) this.#hear(job, chunk, event);
    });
  }

  #hear(job: Job<Item>, chunk: Chunk, event: SpeechEvent): void {
    switch (event.type) {
      case 'start':
        this.#watch(job, chunk);
        return;
      case 'word':
        // A voice that reports its words is heard to be alive.
        this.#watch(job, chunk);
        this.#options.onSpoken(job.item, {
          sentence: sentenceOf(chunk),
          word: wordAt(chunk, event.at, event.length, job.item.language),
        });
        return;
      case 'end':
        job.failed = 0;
        this.#next(job);
        return;
      case 'error':
        this.#fail(job);
        return;
      case 'interrupted':
        this.#end(job, 'silenced');
    }
  }

  /** Has another voice speak it; where none will, it is passed over. */
  #fail(job: Job<Item>): void {
    if (job.voice + 1 < job.item.voices.length) {
      job.voice += 1;
      this.#say(job);
      return;
    }
    job.failed += 1;
    job.voice = 0;
    if (job.failed < mostFailed) this.#next(job);
    else this.#end(job, 'failed');
  }

  #watch(job: Job<Item>, { text }: Chunk): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(
      () => {
        this.#utterance = null;
        this.#options.engine.stop();
        job.failed = 0;
        this.#next(job);
      },
      patience(text, job.item.rate),
    );
  }

  #end(job: Job<Item>, end: SpeechEnd): void {
    clearTimeout(this.#watchdog);
    this.#utterance = null;
    this.#job = null;
    job.letGo();
    this.#options.onEnd(job.item, end);
  }
}

/** Without the white space at its ends, which nobody marks. */
function sentenceOf({ text, start }: Chunk): Range {
  const from = start + text.length - text.trimStart().length;
  return { from, to: Math.max(from, start + text.trimEnd().length) };
}

/** The word at a place; voices that give no length mean the one that begins there. */
function wordAt({ text, start }: Chunk, at: number, length: number | undefined, language: string): Range | null {
  if (at < 0 || at >= text.length) return null;
  const word =
    length === undefined
      ? new Intl.Segmenter(language, { granularity: 'word' }).segment(text).containing(at)
      : { index: at, segment: text.slice(at, at + length) };
  if (word === undefined || !isSpeech(word.segment)) return null;
  return { from: start + word.index, to: start + word.index + word.segment.length };
}

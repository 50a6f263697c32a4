/** A voice of this browser or system. */
export interface Voice {
  name: string;
  /** BCP 47 tag, as its maker wrote it. */
  language: string;
  /** Online: what it speaks is sent to its maker. */
  remote: boolean;
  /** Whether it says when it has come to the end. */
  reportsEnd: boolean;
  /** Whether it says which word it speaks. */
  reportsWords: boolean;
  /** The extension that it belongs to, if it does. */
  extensionId?: string | undefined;
}

/** What a voice says while it speaks. `at` is the place in the utterance, in UTF-16 units. */
export type SpeechEvent =
  | { type: 'start' }
  | { type: 'word'; at: number; length?: number }
  | { type: 'end' }
  | { type: 'error' }
  /** Somebody else speaks now, or has silenced it. */
  | { type: 'interrupted' };

/** What speaks. It knows one utterance at a time: another one ends the one before. */
export interface SpeechEngine {
  voices(): Promise<Voice[]>;
  /** Nothing is thrown: what goes wrong is an `error`. @param rate 1 is the voice's own */
  speak(text: string, voice: Voice, rate: number, onEvent: (event: SpeechEvent) => void): void;
  stop(): void;
}

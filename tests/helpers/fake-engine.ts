import type { SpeechEngine, SpeechEvent, Voice } from '#lib/speech/engine.ts';

interface Utterance {
  text: string;
  voice: string;
  rate: number;
  tell: (event: SpeechEvent) => void;
}

/** Voices that speak when a test says so. */
export class FakeEngine implements SpeechEngine {
  readonly spoken: Utterance[] = [];
  stops = 0;
  readonly #voices: Voice[];

  constructor(voices: Voice[]) {
    this.#voices = voices;
  }

  voices(): Promise<Voice[]> {
    return Promise.resolve(this.#voices);
  }

  speak(text: string, { name }: Voice, rate: number, tell: (event: SpeechEvent) => void): void {
    this.spoken.push({ text, voice: name, rate, tell });
  }

  stop(): void {
    this.stops += 1;
  }

  /** The latest utterance says something. */
  tell(event: SpeechEvent): void {
    this.spoken.at(-1)?.tell(event);
  }

  get texts(): string[] {
    return this.spoken.map(({ text }) => text);
  }
}

export function fakeVoice(name: string, language: string, more: Partial<Voice> = {}): Voice {
  return { name, language, remote: false, reportsEnd: true, reportsWords: true, ...more };
}

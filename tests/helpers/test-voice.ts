import { join } from 'node:path';
import type { BrowserContext, Worker } from 'playwright';
import { workerOf } from './chromium.ts';

/** The folder of an extension with voices for tests (`chrome.ttsEngine`). */
export const testVoice = join(import.meta.dirname, '../fixtures/test-voice');

/** What a voice was asked for. */
export interface Asked {
  text: string;
  voice: string;
  rate: number;
  /** In milliseconds since the epoch. */
  at: number;
}

interface VoiceControls {
  log: (Asked | { stopped: true })[];
  hold: (held: boolean) => void;
  word: (charIndex: number, length: number) => void;
  next: () => void;
  install: (voice: { voiceName: string; lang: string; remote?: boolean; eventTypes: string[] }) => void;
  reset: () => void;
}

declare global {
  var voice: VoiceControls;
}

/** The test voices in a browser that was launched with them: what they were asked for, and what they report. */
export class TestVoice {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async in(context: BrowserContext): Promise<TestVoice> {
    const voice = new TestVoice(await workerOf(context, 'voice.js'));
    await voice.reset();
    return voice;
  }

  /** What was asked for so far, oldest first. */
  async asked(): Promise<Asked[]> {
    const log = await this.#worker.evaluate(() => globalThis.voice.log);
    return log.filter((entry) => 'text' in entry);
  }

  /** The texts of what was asked for so far. */
  async texts(): Promise<string[]> {
    return (await this.asked()).map(({ text }) => text);
  }

  /** How often silence was asked for. */
  async stops(): Promise<number> {
    return (await this.#worker.evaluate(() => globalThis.voice.log)).filter((entry) => 'stopped' in entry).length;
  }

  /** From now on what is spoken lasts until `next`. */
  async hold(): Promise<void> {
    await this.#worker.evaluate(() => globalThis.voice.hold(true));
  }

  /** Comes to the end of what is being spoken. */
  async next(): Promise<void> {
    await this.#worker.evaluate(() => globalThis.voice.next());
  }

  /** Reports a word of what is being spoken. */
  async word(charIndex: number, length: number): Promise<void> {
    await this.#worker.evaluate(([at, long]) => globalThis.voice.word(at, long), [charIndex, length] as const);
  }

  /** A voice for another language comes, as if the learner had installed it. */
  async install(voiceName: string, lang: string): Promise<void> {
    const voice = { voiceName, lang, eventTypes: ['start', 'end'] };
    await this.#worker.evaluate((installed) => globalThis.voice.install(installed), voice);
  }

  async reset(): Promise<void> {
    await this.#worker.evaluate(() => globalThis.voice.reset());
  }
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SpeechEvent, Voice } from '#lib/speech/engine.ts';
import { speechSynthesisEngine } from '#lib/speech/speech-synthesis.ts';

class FakeUtterance extends EventTarget {
  voice: SpeechSynthesisVoice | null = null;
  lang = '';
  rate = 1;
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  say(type: string, more: Record<string, unknown> = {}): void {
    this.dispatchEvent(Object.assign(new Event(type), more));
  }
}

class FakeSynthesis extends EventTarget {
  found: SpeechSynthesisVoice[];
  readonly done: string[] = [];
  constructor(found: SpeechSynthesisVoice[]) {
    super();
    this.found = found;
  }
  getVoices = (): SpeechSynthesisVoice[] => this.found;
  speak = ({ text }: { text: string }): void => void this.done.push(`speak ${text}`);
  cancel = (): void => void this.done.push('cancel');
  resume = (): void => void this.done.push('resume');
}

const own = { name: 'Mónica', lang: 'es-ES', localService: true, default: false, voiceURI: 'm' };
const online = { ...own, name: 'Google', localService: false };
const monica: Voice = { name: 'Mónica', language: 'es-ES', remote: false, reportsEnd: true, reportsWords: true };

function world(found: SpeechSynthesisVoice[] = [own, online]) {
  const synthesis = new FakeSynthesis(found);
  const utterances: FakeUtterance[] = [];
  const engine = speechSynthesisEngine(synthesis as never, (text) => {
    const utterance = new FakeUtterance(text);
    utterances.push(utterance);
    return utterance as never;
  });
  const heard: SpeechEvent[] = [];
  return { synthesis, engine, utterances, heard, hear: (event: SpeechEvent) => void heard.push(event) };
}

afterEach(() => void vi.useRealTimers());

describe('the Web Speech API’s voices', () => {
  it('are told apart by where they are', async () => {
    expect(await world().engine.voices()).toEqual([
      monica,
      { ...monica, name: 'Google', remote: true, reportsWords: false },
    ]);
  });

  it('of Firefox are on the computer, whatever it calls them', async () => {
    const espeak = { ...online, name: 'Spanish', voiceURI: 'urn:moz-tts:speechd:Spanish?es' };
    expect(await world([espeak]).engine.voices()).toEqual([{ ...monica, name: 'Spanish' }]);
  });

  it('are waited for where there are none yet', async () => {
    const { synthesis, engine } = world([]);
    const voices = engine.voices();
    synthesis.found = [own];
    synthesis.dispatchEvent(new Event('voiceschanged'));
    expect(await voices).toEqual([monica]);
  });

  it('are not waited for for ever', async () => {
    vi.useFakeTimers();
    const { synthesis, engine } = world([]);
    const voices = engine.voices();
    await vi.runAllTimersAsync();
    expect(await voices).toEqual([]);
    // Nor a second time.
    expect(await engine.voices()).toEqual([]);
    synthesis.found = [own];
    expect(await engine.voices()).toEqual([monica]);
  });

  it('speak one utterance at a time, in their language and at the rate', () => {
    const { synthesis, engine, utterances, hear } = world();
    engine.speak('Hola', monica, 0.7, hear);
    expect(utterances[0]).toMatchObject({ voice: own, lang: 'es-ES', rate: 0.7 });
    expect(synthesis.done).toEqual(['cancel', 'resume', 'speak Hola']);
  });

  it('report what is of use', () => {
    const { engine, utterances, heard, hear } = world();
    engine.speak('Hola', monica, 1, hear);
    const [utterance] = utterances;
    utterance?.say('start');
    utterance?.say('boundary', { name: 'word', charIndex: 2, charLength: 3 });
    utterance?.say('boundary', { name: 'word', charIndex: 2, charLength: 0 });
    utterance?.say('boundary', { name: 'sentence', charIndex: 0 });
    utterance?.say('end');
    utterance?.say('error', { error: 'synthesis-failed' });
    utterance?.say('error', { error: 'interrupted' });
    utterance?.say('error', { error: 'canceled' });
    expect(heard).toEqual([
      { type: 'start' },
      { type: 'word', at: 2, length: 3 },
      { type: 'word', at: 2 },
      { type: 'end' },
      { type: 'error' },
      { type: 'interrupted' },
      { type: 'interrupted' },
    ]);
  });

  it('say nothing any more once they are silenced, or another is asked for', () => {
    const { engine, utterances, heard, hear } = world();
    engine.speak('Uno', monica, 1, hear);
    engine.speak('Dos', monica, 1, hear);
    utterances[0]?.say('error', { error: 'interrupted' });
    engine.stop();
    utterances[1]?.say('end');
    expect(heard).toEqual([]);
  });

  describe('where one was silenced before it began', () => {
    const spoken = ({ done }: FakeSynthesis) => done.filter((entry) => entry.startsWith('speak'));

    it('wait until it is over: Firefox would drop the next one with it', async () => {
      vi.useFakeTimers();
      const { synthesis, engine, utterances, heard, hear } = world();
      engine.speak('Uno', monica, 1, hear);
      engine.speak('Dos', monica, 1, hear);
      engine.speak('Tres', monica, 1, hear);
      expect(spoken(synthesis)).toEqual(['speak Uno']);
      utterances[0]?.say('end');
      await vi.advanceTimersByTimeAsync(0);
      expect(spoken(synthesis)).toEqual(['speak Uno', 'speak Tres']);
      utterances[2]?.say('start');
      expect(heard).toEqual([{ type: 'start' }]);
      engine.speak('Cuatro', monica, 1, hear);
      expect(spoken(synthesis)).toEqual(['speak Uno', 'speak Tres', 'speak Cuatro']);
    });

    it('do not wait for ever', async () => {
      vi.useFakeTimers();
      const { synthesis, engine, hear } = world();
      engine.speak('Uno', monica, 1, hear);
      engine.stop();
      engine.speak('Dos', monica, 1, hear);
      expect(spoken(synthesis)).toEqual(['speak Uno']);
      await vi.runAllTimersAsync();
      expect(spoken(synthesis)).toEqual(['speak Uno', 'speak Dos']);
    });

    it('say nothing where silence is asked for meanwhile', async () => {
      vi.useFakeTimers();
      const { synthesis, engine, hear } = world();
      engine.speak('Uno', monica, 1, hear);
      engine.speak('Dos', monica, 1, hear);
      engine.stop();
      await vi.runAllTimersAsync();
      expect(spoken(synthesis)).toEqual(['speak Uno']);
    });

    it('wait for none that failed', () => {
      const { synthesis, engine, utterances } = world();
      engine.speak('Uno', monica, 1, () => engine.speak('Dos', monica, 1, () => undefined));
      utterances[0]?.say('error', { error: 'synthesis-failed' });
      expect(spoken(synthesis)).toEqual(['speak Uno', 'speak Dos']);
    });
  });

  it('that are gone are an error', () => {
    const { engine, heard, hear } = world([]);
    engine.speak('Hola', monica, 1, hear);
    expect(heard).toEqual([{ type: 'error' }]);
  });
});

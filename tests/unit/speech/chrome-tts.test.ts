import { describe, expect, it, vi } from 'vitest';
import { chromeTts, type ChromeTts } from '#lib/speech/chrome-tts.ts';
import type { SpeechEvent } from '#lib/speech/engine.ts';

type Options = Parameters<ChromeTts['speak']>[1];

function fakeTts(refusal?: Error) {
  const asked: { text: string; options: Options }[] = [];
  const stop = vi.fn();
  const tts: ChromeTts = {
    getVoices: async () => [
      { voiceName: 'Ana', lang: 'es-ES', eventTypes: ['start', 'word', 'end'], remote: false },
      { voiceName: 'Nube', lang: 'es-US', eventTypes: ['start'], remote: true, extensionId: 'abc' },
      { voiceName: 'Nowhere' },
      { lang: 'de-DE' },
    ],
    speak: async (text, options) => {
      asked.push({ text, options });
      if (refusal) throw refusal;
    },
    stop,
  };
  return { tts, asked, stop };
}

describe('Chrome’s voices', () => {
  it('are those with a name and a language', async () => {
    expect(await chromeTts(fakeTts().tts).voices()).toEqual([
      { name: 'Ana', language: 'es-ES', remote: false, reportsEnd: true, reportsWords: true },
      { name: 'Nube', language: 'es-US', remote: true, reportsEnd: false, reportsWords: false, extensionId: 'abc' },
    ]);
  });

  it('are asked for by name, language and who brought them', async () => {
    const { tts, asked, stop } = fakeTts();
    const engine = chromeTts(tts);
    const [ana, nube] = await engine.voices();
    if (!ana || !nube) throw new Error('no voices');
    engine.speak('Hola', ana, 1, () => undefined);
    engine.speak('Hola', nube, 0.7, () => undefined);
    engine.stop();
    expect(asked[0]?.options).toMatchObject({ voiceName: 'Ana', lang: 'es-ES', rate: 1 });
    expect(asked[0]?.options).not.toHaveProperty('extensionId');
    expect(asked[1]?.options).toMatchObject({ voiceName: 'Nube', extensionId: 'abc', rate: 0.7 });
    expect(stop).toHaveBeenCalledOnce();
  });

  it('report what is of use', async () => {
    const { tts, asked } = fakeTts();
    const engine = chromeTts(tts);
    const heard: SpeechEvent[] = [];
    const [ana] = await engine.voices();
    if (ana) engine.speak('Hola', ana, 1, (event) => heard.push(event));
    for (const type of ['start', 'sentence', 'marker', 'end', 'error', 'interrupted', 'cancelled']) {
      asked[0]?.options.onEvent({ type, charIndex: 0 });
    }
    asked[0]?.options.onEvent({ type: 'word', charIndex: 5, length: 3 });
    asked[0]?.options.onEvent({ type: 'word', charIndex: 5, length: -1 });
    expect(heard).toEqual([
      { type: 'start' },
      { type: 'end' },
      { type: 'error' },
      { type: 'interrupted' },
      { type: 'interrupted' },
      { type: 'word', at: 5, length: 3 },
      { type: 'word', at: 5 },
    ]);
  });

  it('that will not even be asked are an error', async () => {
    const engine = chromeTts(fakeTts(new Error('Voice unavailable')).tts);
    const [ana] = await engine.voices();
    const event = await new Promise((resolve) => {
      if (ana) engine.speak('Hola', ana, 1, resolve);
    });
    expect(event).toEqual({ type: 'error' });
  });
});

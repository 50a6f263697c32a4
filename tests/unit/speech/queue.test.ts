import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chunksOf } from '#lib/speech/chunks.ts';
import { patience, SpeechQueue, type Speech, type Spoken } from '#lib/speech/queue.ts';
import { FakeEngine, fakeVoice } from '#tests/helpers/fake-engine.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function world() {
  const engine = new FakeEngine([]);
  const heard: string[] = [];
  let held = 0;
  const queue = new SpeechQueue<Speech & { text: string }>({
    engine,
    hold: () => {
      held += 1;
      return () => (held -= 1);
    },
    onSpoken: ({ text }, { sentence, word }: Spoken) => {
      heard.push(word ? `…${text.slice(word.from, word.to)}` : text.slice(sentence.from, sentence.to));
    },
    onEnd: (_, end) => heard.push(`(${end})`),
  });
  const say = (text: string, more: Partial<Speech> = {}): void =>
    queue.speak({
      text,
      chunks: chunksOf(text, 'es'),
      language: 'es',
      voices: [fakeVoice('A', 'es')],
      rate: 1,
      ...more,
    });
  return { engine, queue, heard, say, held: () => held };
}

describe('the queue', () => {
  it('speaks one sentence after the other, and holds the worker for as long', () => {
    const { engine, heard, say, held } = world();
    say('Uno. Dos. ');
    expect(engine.texts).toEqual(['Uno. ']);
    expect(held()).toBe(1);
    engine.tell({ type: 'start' });
    engine.tell({ type: 'end' });
    engine.tell({ type: 'end' });
    expect(engine.texts).toEqual(['Uno. ', 'Dos. ']);
    expect(heard).toEqual(['Uno.', 'Dos.', '(spoken)']);
    expect(held()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells the words of voices that report them, with and without their length', () => {
    const { engine, heard, say } = world();
    say('Ah. Una casa grande.');
    engine.tell({ type: 'end' });
    engine.tell({ type: 'word', at: 4, length: 4 });
    engine.tell({ type: 'word', at: 9 });
    engine.tell({ type: 'word', at: 99 });
    expect(heard).toEqual(['Ah.', 'Una casa grande.', '…casa', '…grande', 'Una casa grande.']);
  });

  it('passes over what is no speech', () => {
    const { engine, say, heard } = world();
    say('…\n\n¡Ya!\n---\n');
    engine.tell({ type: 'end' });
    expect(engine.texts.join('')).toContain('Ya');
    expect(engine.texts).toHaveLength(1);
    expect(heard.at(-1)).toBe('(spoken)');
  });

  it('goes on where the end never comes', () => {
    const { engine, heard, say } = world();
    say('Uno. Dos. Tres.');
    engine.tell({ type: 'start' });
    vi.advanceTimersByTime(patience('Uno. ', 1) - 1);
    expect(engine.texts).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(engine.texts).toEqual(['Uno. ', 'Dos. ']);
    expect(engine.stops).toBe(1);
    // Not even that it has started.
    vi.advanceTimersByTime(patience('Dos. ', 1));
    expect(engine.texts).toHaveLength(3);
    vi.advanceTimersByTime(patience('Tres.', 1));
    expect(heard.at(-1)).toBe('(spoken)');
  });

  it('counts from the start, and from every word', () => {
    const { engine, say } = world();
    say('Uno. Dos.');
    const almost = patience('Uno. ', 1) - 1;
    vi.advanceTimersByTime(almost);
    engine.tell({ type: 'start' });
    vi.advanceTimersByTime(almost);
    engine.tell({ type: 'word', at: 0 });
    vi.advanceTimersByTime(almost);
    expect(engine.texts).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(engine.texts).toHaveLength(2);
  });

  it('listens to nothing that was given up', () => {
    const { engine, say, heard } = world();
    say('Uno. Dos. Tres.');
    vi.advanceTimersByTime(patience('Uno. ', 1));
    engine.spoken[0]?.tell({ type: 'end' });
    engine.spoken[0]?.tell({ type: 'interrupted' });
    expect(engine.texts).toEqual(['Uno. ', 'Dos. ']);
    expect(heard).toEqual(['Uno.', 'Dos.']);
  });

  it('falls silent at once, and says so once', () => {
    const { engine, queue, heard, say, held } = world();
    say('Uno. Dos.');
    queue.stop();
    queue.stop();
    engine.tell({ type: 'interrupted' });
    engine.tell({ type: 'end' });
    expect(engine.stops).toBe(1);
    expect(engine.texts).toHaveLength(1);
    expect(heard).toEqual(['Uno.', '(silenced)']);
    expect(held()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('speaks nothing but the latest', () => {
    const { engine, queue, say, heard, held } = world();
    say('Uno. Dos.');
    say('Tres.');
    expect(engine.texts).toEqual(['Uno. ', 'Tres.']);
    expect(heard).toEqual(['Uno.', '(silenced)', 'Tres.']);
    expect(queue.item?.text).toBe('Tres.');
    expect(held()).toBe(1);
  });

  it('is over where somebody else speaks', () => {
    const { engine, say, heard } = world();
    say('Uno. Dos.');
    engine.tell({ type: 'interrupted' });
    expect(heard).toEqual(['Uno.', '(silenced)']);
  });
});

describe('a voice that fails', () => {
  it('is replaced by the next, for the rest of it too', () => {
    const { engine, say, heard } = world();
    say('Uno. Dos.', { voices: [fakeVoice('Bad', 'es'), fakeVoice('Good', 'es')] });
    engine.tell({ type: 'error' });
    engine.tell({ type: 'end' });
    engine.tell({ type: 'end' });
    expect(engine.spoken.map(({ voice, text }) => voice + text)).toEqual(['BadUno. ', 'GoodUno. ', 'GoodDos.']);
    expect(heard.at(-1)).toBe('(spoken)');
  });

  it('is passed over for a sentence, and given up after two', () => {
    const { engine, say, heard } = world();
    say('Uno. Dos. Tres. Cuatro. Cinco.');
    engine.tell({ type: 'error' });
    engine.tell({ type: 'end' });
    engine.tell({ type: 'error' });
    engine.tell({ type: 'error' });
    expect(engine.texts).toEqual(['Uno. ', 'Dos. ', 'Tres. ', 'Cuatro. ']);
    expect(heard.at(-1)).toBe('(failed)');
  });

  it('has failed where it failed at the last', () => {
    const { engine, say, heard } = world();
    say('Uno.');
    engine.tell({ type: 'error' });
    expect(heard).toEqual(['Uno.', '(failed)']);
  });
});

describe('the time that a voice has', () => {
  it('is its letters by twelve and five seconds, slower voices more', () => {
    expect(patience('a'.repeat(120), 1)).toBe(15_000);
    expect(patience('a'.repeat(120), 0.5)).toBe(25_000);
  });

  it('is more for letters that are syllables', () => {
    expect(patience('あ'.repeat(60), 1)).toBe(15_000);
    expect(patience('한'.repeat(60), 1)).toBe(15_000);
    expect(patience('ก'.repeat(120), 1)).toBe(15_000);
  });
});

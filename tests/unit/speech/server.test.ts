import { describe, expect, it, vi } from 'vitest';
import { firstSettings, type Settings } from '#lib/settings/settings.ts';
import { SpeechClient } from '#lib/speech/client.ts';
import type { Voice } from '#lib/speech/engine.ts';
import { chatPlace, newChatPlace, type SpeechState } from '#lib/speech/protocol.ts';
import { SpeechServer, type SpeechRequest } from '#lib/speech/server.ts';
import { FakeEngine, fakeVoice } from '#tests/helpers/fake-engine.ts';
import { createPortPair } from '#tests/helpers/port-pair.ts';

interface WorldOptions {
  voices?: Voice[];
  settings?: Partial<Settings>;
  told?: string[];
  system?: () => Promise<string>;
}

function world(options: WorldOptions = {}) {
  const { voices = [fakeVoice('Ana', 'es-ES')], settings = {}, told = [], system = async () => 'linux' } = options;
  const engine = new FakeEngine(voices);
  const server = new SpeechServer({
    engine: voices.length === 0 ? null : engine,
    settings: async () => ({ ...firstSettings('en'), speakReplies: true, ...settings }),
    hold: () => () => undefined,
    system,
    reads: ['en'],
    toldBefore: async (language) => {
      const before = told.includes(language);
      told.push(language);
      return before;
    },
  });
  function openPage(place: string, language = 'es') {
    const killers: (() => void)[] = [];
    let leave: () => void = () => undefined;
    const client = new SpeechClient(() => {
      const { panel, worker, kill } = createPortPair();
      killers.push(kill);
      leave = () => panel.disconnect();
      server.accept(worker);
      return panel;
    });
    const states: SpeechState[] = [];
    client.subscribe(() => states.push(client.state()));
    client.open(place, language);
    return { client, states, killWorker: () => killers.at(-1)?.(), close: () => leave(), connections: killers };
  }
  return { engine, server, openPage };
}

const wish: SpeechRequest = {
  id: 'x',
  place: 'words',
  text: 'Uno. Dos.',
  markdown: false,
  language: 'es',
  slow: false,
};
const reply = { place: chatPlace(1), id: 't/tutor', text: '**Uno.** Dos.' };
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('what is asked for', () => {
  it('is spoken, and every page knows it', async () => {
    const { engine, server, openPage } = world();
    const pages = [openPage('words'), openPage(chatPlace(1))];
    await server.speak(wish);
    await vi.waitUntil(() => pages.every(({ client }) => client.state().speaking?.id === 'x'));
    expect(pages[1]?.client.state().speaking?.sentence).toEqual({ from: 0, to: 4 });
    engine.tell({ type: 'word', at: 0, length: 3 });
    await vi.waitUntil(() => pages[0]?.client.state().speaking?.word?.to === 3);
    engine.tell({ type: 'end' });
    engine.tell({ type: 'end' });
    await vi.waitUntil(() => pages.every(({ client }) => client.state().speaking === null));
    expect(engine.texts).toEqual(['Uno. ', 'Dos.']);
  });

  it('is known to a page that opens later', async () => {
    const { server, openPage } = world();
    await server.speak(wish);
    const { client } = openPage('words');
    await vi.waitUntil(() => client.state().speaking?.id === 'x');
  });

  it('is spoken with the learner’s own voice and speed, and more slowly where that is asked for', async () => {
    const voices = [fakeVoice('Ana', 'es-ES'), fakeVoice('Nube', 'es-ES', { remote: true })];
    const { engine, server } = world({ voices, settings: { voices: { es: 'Nube' }, speechRate: 'normal' } });
    await server.speak(wish);
    await server.speak({ ...wish, slow: true });
    expect(engine.spoken.map(({ voice, rate }) => [voice, rate])).toEqual([
      ['Nube', 1],
      ['Nube', 0.7],
    ]);
    const slow = world({ settings: { speechRate: 'slow' } });
    await slow.server.speak(wish);
    expect(slow.engine.spoken[0]?.rate).toBe(0.7);
  });

  it('is nothing where there is nothing to say, and silences what was spoken', async () => {
    const { engine, server } = world();
    await server.speak(wish);
    await server.speak({ ...wish, text: '😀' });
    expect(engine.texts).toEqual(['Uno. ']);
    expect(engine.stops).toBe(1);
  });

  it('is not spoken where silence was asked for before it began', async () => {
    const { engine, server } = world();
    const speaking = server.speak(wish);
    server.stop();
    await speaking;
    expect(engine.texts).toEqual([]);
  });
});

describe('a reply', () => {
  it('is spoken where its conversation is open, without its marks', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage(chatPlace(1));
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual(['Uno. ']);
    await vi.waitUntil(() => client.state().speaking?.id === 't/tutor');
  });

  it('is spoken where its conversation has only just been begun', async () => {
    const { engine, server, openPage } = world();
    openPage(newChatPlace);
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual(['Uno. ']);
  });

  it('is not spoken where another place is open, nor where nobody has anything open', async () => {
    const { engine, server, openPage } = world();
    await server.replied(reply);
    openPage(chatPlace(2));
    openPage('settings');
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual([]);
  });

  it('is not spoken where a new conversation is begun while it arrives', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage(chatPlace(1));
    await settle();
    client.open(newChatPlace, 'es');
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual([]);
    await server.replied({ ...reply, place: chatPlace(2) });
    expect(engine.texts).toEqual(['Uno. ']);
  });

  it('is not spoken where its conversation was left while it was prepared', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage(chatPlace(1));
    await settle();
    const voices = Promise.withResolvers<Voice[]>();
    engine.voices = () => voices.promise;
    const replied = server.replied(reply);
    client.open(newChatPlace, 'es');
    await settle();
    voices.resolve([fakeVoice('Ana', 'es-ES')]);
    await replied;
    expect(engine.texts).toEqual([]);
  });

  it('is not spoken where something else came meanwhile', async () => {
    const { engine, server, openPage } = world();
    openPage(chatPlace(1));
    await settle();
    const replied = server.replied(reply);
    server.stop();
    await replied;
    expect(engine.texts).toEqual([]);
    await Promise.all([server.replied(reply), server.speak(wish)]);
    expect(engine.spoken).toHaveLength(1);
  });

  it('is not spoken unless the learner wants that', async () => {
    const { engine, server, openPage } = world({ settings: { speakReplies: false } });
    openPage(chatPlace(1));
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual([]);
  });
});

describe('a place', () => {
  it('that is left falls silent', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage('words');
    await settle();
    await server.speak(wish);
    client.open('review', 'es');
    await vi.waitUntil(() => engine.stops === 1);
    await vi.waitUntil(() => client.state().speaking === null);
  });

  it('that is left before anything is spoken there stays silent', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage('words');
    await settle();
    const voices = Promise.withResolvers<Voice[]>();
    engine.voices = () => voices.promise;
    const speaking = server.speak(wish);
    client.open('review', 'es');
    await settle();
    voices.resolve([fakeVoice('Ana', 'es-ES')]);
    await speaking;
    expect(engine.texts).toEqual([]);
  });

  it('does not where another page has it open, nor where another place is left', async () => {
    const { engine, server, openPage } = world();
    const [one, two, three] = [openPage('words'), openPage('words'), openPage('settings')];
    await settle();
    await server.speak(wish);
    one.client.open('review', 'es');
    three.client.open('review', 'es');
    await settle();
    expect(engine.stops).toBe(0);
    two.client.open('settings', 'es');
    await vi.waitUntil(() => engine.stops === 1);
  });

  it('does not where its page is closed: what is spoken goes on', async () => {
    const { engine, server, openPage } = world();
    const { close } = openPage('words');
    await settle();
    await server.speak(wish);
    close();
    await settle();
    engine.tell({ type: 'end' });
    expect(engine.texts).toEqual(['Uno. ', 'Dos.']);
    expect(engine.stops).toBe(0);
  });
});

describe('while the learner is heard', () => {
  it('what is spoken falls silent, and what is being prepared', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage('words');
    await settle();
    await server.speak(wish);
    const over = client.hear(() => undefined);
    await vi.waitUntil(() => engine.stops === 1);
    over();
    await settle();
    const voices = Promise.withResolvers<Voice[]>();
    engine.voices = () => voices.promise;
    const speaking = server.speak(wish);
    client.hear(() => undefined);
    await settle();
    voices.resolve([fakeVoice('Ana', 'es-ES')]);
    await speaking;
    expect(engine.texts).toEqual(['Uno. ']);
  });

  it('no reply is spoken by itself, in whichever page that is, until it is over', async () => {
    const { engine, server, openPage } = world();
    const [one, two] = [openPage(chatPlace(1)), openPage('words')];
    const over = [two.client.hear(() => undefined), two.client.hear(() => undefined)];
    await settle();
    await server.replied(reply);
    over[0]?.();
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual([]);
    over[1]?.();
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual(['Uno. ']);
    one.client.hear(() => undefined);
    await vi.waitUntil(() => engine.stops === 1);
    one.close();
    await settle();
    openPage(chatPlace(1));
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual(['Uno. ', 'Uno. ']);
  });

  it('what is asked for is spoken, and whoever hears is told before', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage('words');
    const onSpeak = vi.fn<() => void>();
    const over = client.hear(onSpeak);
    await settle();
    client.prepare();
    expect(onSpeak).toHaveBeenCalledOnce();
    await server.speak(wish);
    over();
    client.prepare();
    await settle();
    expect(onSpeak).toHaveBeenCalledOnce();
    expect(engine.texts).toEqual(['Uno. ']);
    expect(engine.stops).toBe(0);
  });

  it('the next worker knows it', async () => {
    const { engine, server, openPage } = world();
    const { client, killWorker } = openPage(chatPlace(1));
    client.hear(() => undefined);
    await settle();
    killWorker();
    client.wake();
    await settle();
    await server.replied(reply);
    expect(engine.texts).toEqual([]);
  });
});

describe('where nothing can speak', () => {
  it.each([
    ['there is no engine', [], 'none'],
    ['no voice knows the language', [fakeVoice('Anna', 'de-DE')], 'none'],
    ['there are only online voices', [fakeVoice('Nube', 'es-ES', { remote: true })], 'online'],
  ] as const)('%s, it is told each time it is asked for', async (_, voices, why) => {
    const { engine, server, openPage } = world({ voices: [...voices] });
    const { client } = openPage('words');
    for (let time = 0; time < 2; time += 1) {
      await server.speak(wish);
      await vi.waitUntil(() => client.state().trouble !== null);
      expect(client.state().trouble).toEqual({ language: 'es', why, system: 'linux' });
      server.dismiss();
      await vi.waitUntil(() => client.state().trouble === null);
    }
    expect(engine.texts).toEqual([]);
  });

  it('it is told once of replies', async () => {
    const { server, openPage } = world({ voices: [] });
    const { client } = openPage(chatPlace(1));
    await settle();
    await server.replied(reply);
    await vi.waitUntil(() => client.state().trouble?.why === 'none');
    server.dismiss();
    await vi.waitUntil(() => client.state().trouble === null);
    await server.replied(reply);
    await settle();
    expect(client.state().trouble).toBeNull();
  });

  it('it is told no longer where the place is left or another language is learned there', async () => {
    const { server, openPage } = world({ voices: [] });
    const { client } = openPage('words');
    const told = async () => {
      await server.speak({ ...wish, place: client.place });
      await vi.waitUntil(() => client.state().trouble !== null);
    };
    await told();
    client.open('words', 'de');
    await vi.waitUntil(() => client.state().trouble === null);
    await told();
    client.open('review', 'de');
    await vi.waitUntil(() => client.state().trouble === null);
  });

  it('it is still told where another page has the place open, and where a conversation gets its own place', async () => {
    const { server, openPage } = world({ voices: [] });
    const { client } = openPage(newChatPlace);
    const other = openPage('words');
    await settle();
    await server.replied(reply);
    await vi.waitUntil(() => client.state().trouble !== null);
    client.open(chatPlace(1), 'es');
    other.client.open('review', 'es');
    openPage(chatPlace(1));
    await settle();
    client.open('words', 'es');
    await settle();
    expect(client.state().trouble).not.toBeNull();
  });

  it('it is not told where silence was asked for meanwhile', async () => {
    const system = vi.fn<() => Promise<string>>();
    const { server, openPage } = world({ voices: [], system });
    const { client } = openPage('words');
    await settle();
    system.mockImplementation(async () => {
      server.stop();
      return 'linux';
    });
    await server.speak(wish);
    await settle();
    expect(client.state().trouble).toBeNull();
    expect(system).toHaveBeenCalledOnce();
  });

  it('that the voices fail is told, until one speaks', async () => {
    const { engine, server, openPage } = world();
    const { client } = openPage('words');
    await server.speak({ ...wish, text: 'Uno.' });
    engine.tell({ type: 'error' });
    await vi.waitUntil(() => client.state().trouble?.why === 'failed');
    expect(client.state().speaking).toBeNull();
    await server.speak(wish);
    await vi.waitUntil(() => client.state().trouble === null);
  });
});

describe('a page', () => {
  it('hears silence where its worker dies, leaves the next at rest, and says where it is once it wakes it', async () => {
    const { server, openPage } = world();
    const { client, killWorker, connections } = openPage('words');
    await server.speak(wish);
    await vi.waitUntil(() => client.state().speaking !== null);
    killWorker();
    await vi.waitUntil(() => client.state().speaking === null);
    await settle();
    expect(connections).toHaveLength(1);
    client.wake();
    client.wake();
    expect(connections).toHaveLength(2);
    expect(client.place).toBe('words');
    await vi.waitUntil(() => client.state().speaking?.id === 'x');
  });
});

describe('the voices of a language', () => {
  it('are listed with the system that others can be installed on', async () => {
    const voices = [
      fakeVoice('Nube', 'es-ES', { remote: true }),
      fakeVoice('Ana', 'es-ES'),
      fakeVoice('Anna', 'de-DE'),
    ];
    const listed = await world({ voices }).server.voices('es');
    expect(listed.voices.map(({ name }) => name)).toEqual(['Ana', 'Nube']);
    expect(listed.system).toBe('linux');
    expect((await world({ voices: [] }).server.voices('es')).voices).toEqual([]);
  });

  it('tell what is missing where nothing is to speak it', async () => {
    const voices = [fakeVoice('Nube', 'es-ES', { remote: true }), fakeVoice('Anna', 'de-DE')];
    const { server } = world({ voices });
    const missing = await Promise.all(['es', 'de', 'fr'].map(async (tag) => (await server.voices(tag)).missing));
    expect(missing).toEqual(['online', null, 'none']);
    expect((await world({ voices, settings: { voices: { es: 'Nube' } } }).server.voices('es')).missing).toBeNull();
    expect((await world({ voices: [] }).server.voices('es')).missing).toBe('none');
  });
});

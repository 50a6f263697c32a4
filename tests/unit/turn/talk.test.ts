import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TurnEnd } from '#lib/db/write/turns.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import { TurnClient } from '#lib/turn/client.ts';
import { TurnServer } from '#lib/turn/server.ts';
import { isLive } from '#lib/turn/view.ts';
import { createPortPair, type FakePort } from '#tests/helpers/port-pair.ts';

/** A tutor that says what the test feeds it, when it does. */
class ScriptedTutor {
  #queue: (TurnPart | Error)[] = [];
  #wake: () => void = () => undefined;
  asked = 0;
  aborted = false;

  say(...parts: (TurnPart | Error | string)[]): void {
    this.#queue.push(...parts.map((part) => (typeof part === 'string' ? { type: 'text' as const, text: part } : part)));
    this.#wake();
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TurnPart> {
    this.asked += 1;
    signal.addEventListener('abort', () => {
      this.aborted = true;
      this.#wake();
    });
    for (;;) {
      if (signal.aborted) throw new PatterError('cancelled');
      const part = this.#queue.shift();
      if (part instanceof Error) throw part;
      if (part !== undefined) yield part;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

interface StoredTurn extends Partial<TurnEnd> {
  learner?: string | undefined;
}

function setUp(options: { local?: boolean } = {}) {
  const tutor = new ScriptedTutor();
  const stored = new Map<string, StoredTurn>();
  const kills: (() => void)[] = [];
  const ports: FakePort[] = [];
  const held = { count: 0 };
  const events: string[] = [];
  const store = {
    begin: vi.fn(async ({ turnId, text }: { turnId: string; text?: string | undefined }) => {
      if (stored.has(turnId)) return false;
      stored.set(turnId, { learner: text });
      events.push('begun');
      return true;
    }),
    reopen: vi.fn(async (turnId: string) => stored.get(turnId)?.state !== undefined),
    checkpoint: vi.fn(async (turnId: string, text: string) => {
      stored.set(turnId, { ...stored.get(turnId), text });
    }),
    end: vi.fn(async (turnId: string, end: TurnEnd) => {
      stored.set(turnId, { ...stored.get(turnId), ...end });
      events.push('ended');
    }),
  };
  const createServer = () =>
    new TurnServer({
      store,
      ask: async (_conversation, _turn, signal) => {
        events.push('asked');
        return { local: options.local ?? false, parts: tutor.parts(signal) };
      },
      hold: () => {
        held.count += 1;
        return () => (held.count -= 1);
      },
      ready: Promise.resolve(),
    });
  let server = createServer();
  const openPanel = () => {
    const frames: (() => void)[] = [];
    const client = new TurnClient({
      connect: () => {
        const pair = createPortPair();
        kills.push(pair.kill);
        ports.push(pair.worker);
        server.accept(pair.worker);
        return pair.panel;
      },
      afterRender: (callback) => frames.push(callback),
      newTurnId: () => `turn-${stored.size + 1}`,
    });
    client.open(1);
    return {
      client,
      text: () => client.view().turn?.text,
      paint: () => {
        for (const frame of frames.splice(0)) frame();
      },
    };
  };
  /** Has the worker's end of a panel's port throw, as a dead one does. */
  const breakPort = (index: number) => {
    const port = ports[index];
    if (port)
      port.postMessage = () => {
        throw new Error('Attempting to use a disconnected port object');
      };
  };
  const restartWorker = () => {
    server = createServer();
    for (const kill of kills.splice(0)) kill();
  };
  return { tutor, stored, store, held, events, openPanel, breakPort, restartWorker };
}

const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a turn, from the panel to the tutor and back', () => {
  it('commits the message before the tutor is asked, and the reply before it is called done', async () => {
    const { tutor, stored, events, openPanel } = setUp();
    const { client } = openPanel();
    await settle();
    client.subscribe(() => {
      if (client.view().turn?.phase === 'ended') events.push('shown as ended');
    });
    client.send('Hola');
    await settle();
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    expect(events).toEqual(['begun', 'asked', 'ended', 'shown as ended']);
    expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', text: '¡Hola!', state: 'done' });
  });

  it('brings the first token at once and joins what arrives while a frame is drawn', async () => {
    const { tutor, openPanel } = setUp();
    const { client, text, paint } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('a');
    await settle();
    expect(text()).toBe('a');
    let changes = 0;
    client.subscribe(() => (changes += 1));
    tutor.say('b', 'c', 'd');
    await settle();
    expect(text()).toBe('a');
    paint();
    await settle();
    expect(text()).toBe('abcd');
    expect(changes).toBe(1);
  });

  it('does not wait for a panel that does not draw', async () => {
    const { tutor, openPanel } = setUp();
    const { client, text } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('a');
    await settle();
    tutor.say('b');
    await vi.advanceTimersByTimeAsync(200);
    expect(text()).toBe('ab');
  });

  it('keeps what arrived when it is stopped, and calls that no error', async () => {
    const { tutor, stored, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Me gus');
    await settle();
    client.stop();
    await settle();
    expect(tutor.aborted).toBe(true);
    expect(stored.get('turn-1')).toMatchObject({ text: 'Me gus', state: 'stopped' });
    expect(isLive(client.view())).toBe(false);
  });

  it('stops a turn whose message is still being written down', async () => {
    const { stored, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    client.stop();
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', state: 'stopped' });
  });

  it('goes on without its panel and shows the running reply to the next one', async () => {
    const { tutor, stored, openPanel } = setUp();
    const first = openPanel();
    first.client.send('Hola');
    await settle();
    tutor.say('Uno, ');
    await settle();
    first.client.close();
    tutor.say('dos, ');
    await settle();
    const second = openPanel();
    await settle();
    expect(second.text()).toBe('Uno, dos, ');
    tutor.say('tres', { type: 'finish' });
    await settle();
    expect(second.text()).toBe('Uno, dos, tres');
    expect(stored.get('turn-1')?.state).toBe('done');
  });

  it('shows one turn in two panels, and turns a second question away while it runs', async () => {
    const { tutor, store, openPanel } = setUp();
    const first = openPanel();
    const second = openPanel();
    await settle();
    first.client.send('Hola');
    await settle();
    tutor.say('¡Buenas!');
    await settle();
    expect([first.text(), second.text()]).toEqual(['¡Buenas!', '¡Buenas!']);
    store.begin.mockClear();
    second.client.send('¿Y tú?');
    await settle();
    expect(second.client.view().rejected).toMatchObject({ request: { text: '¿Y tú?' }, error: { code: 'busy' } });
    expect(store.begin).not.toHaveBeenCalled();
  });

  it('sends nothing twice when the worker dies before it confirmed the message', async () => {
    const { tutor, stored, store, openPanel, restartWorker } = setUp();
    const { client } = openPanel();
    await settle();
    client.send('Hola');
    restartWorker();
    await settle();
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    expect([...stored.keys()]).toEqual(['turn-1']);
    expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', text: '¡Hola!', state: 'done' });
    expect(store.begin.mock.results.length).toBeGreaterThanOrEqual(1);
    expect(tutor.asked).toBe(1);
  });

  it('ends the view of a turn that died with its worker', async () => {
    const { tutor, stored, openPanel, restartWorker } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Me gus');
    await settle();
    restartWorker();
    await settle();
    expect(client.view().turn).toMatchObject({ phase: 'ended', text: 'Me gus' });
    expect(stored.get('turn-1')?.text).toBe('Me gus');
  });

  it('leaves a resting worker alone', async () => {
    const { tutor, openPanel, restartWorker, store } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    const view = client.view();
    restartWorker();
    await settle();
    expect(client.view()).toBe(view);
    expect(store.begin).toHaveBeenCalledTimes(1);
  });

  it.each([
    { said: ['Me gus'], state: 'interrupted' },
    { said: [], state: 'failed' },
  ])('commits a failure as $state, with its code and no more', async ({ said, state }) => {
    const { tutor, stored, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say(...said, new PatterError('overloaded', { status: 529, cause: new Error('body: sk-secret') }));
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state, error: { code: 'overloaded', status: 529 } });
    expect(JSON.stringify([...stored])).not.toContain('sk-secret');
    expect(isLive(client.view())).toBe(false);
  });

  it('gives the message back when it can not be kept', async () => {
    const { store, openPanel, events } = setUp();
    store.begin.mockRejectedValueOnce(new PatterError('storage-full'));
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    expect(client.view().rejected).toMatchObject({ request: { text: 'Hola' }, error: { code: 'storage-full' } });
    expect(events).toEqual([]);
  });

  it('checkpoints about twice a second, whatever the speed', async () => {
    const { tutor, store, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    for (let token = 0; token < 100; token += 1) {
      tutor.say('x');
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(store.checkpoint.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(store.checkpoint.mock.calls.length).toBeLessThanOrEqual(5);
  });

  it('says that a silent local model is loading, until it speaks', async () => {
    const { tutor, openPanel } = setUp({ local: true });
    const { client } = openPanel();
    client.send('Hola');
    await vi.advanceTimersByTimeAsync(2_100);
    expect(client.view().turn?.waitingFor).toBe('model-load');
    tutor.say('¡Hola!');
    await settle();
    expect(client.view().turn).toEqual({ turnId: 'turn-1', phase: 'arriving', text: '¡Hola!' });
  });

  it('takes leaked reasoning back from the screen and from the store', async () => {
    const { tutor, stored, openPanel } = setUp();
    const { client, text, paint } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Okay, the user');
    await settle();
    tutor.say({ type: 'retract' });
    await settle();
    expect(text()).toBe('');
    paint();
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    expect(text()).toBe('¡Hola!');
    expect(stored.get('turn-1')?.text).toBe('¡Hola!');
  });

  it('keeps nothing of leaked reasoning when the turn is stopped before any other text', async () => {
    const { tutor, stored, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Okay, the user');
    await settle();
    expect(stored.get('turn-1')?.text).toBe('Okay, the user');
    tutor.say({ type: 'retract' });
    await settle();
    expect(stored.get('turn-1')?.text).toBe('');
    client.stop();
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'stopped', text: '' });
  });

  it('does not mix text that was taken back into what follows', async () => {
    const { tutor, openPanel } = setUp();
    const { client, text } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Okay, the user ', 'says hello. I should greet them.');
    await settle();
    tutor.say({ type: 'retract' }, '¡Hola! ¿Cómo te llamas?');
    await vi.advanceTimersByTimeAsync(500);
    tutor.say(' Me gusta mucho hablar contigo.');
    await vi.advanceTimersByTimeAsync(500);
    expect(text()).toBe('¡Hola! ¿Cómo te llamas? Me gusta mucho hablar contigo.');
  });

  it('goes on when one panel’s port is dead', async () => {
    const { tutor, stored, held, openPanel, breakPort } = setUp();
    const first = openPanel();
    const second = openPanel();
    await settle();
    breakPort(0);
    second.client.send('Hola');
    await settle();
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ text: '¡Hola!', state: 'done' });
    expect(second.text()).toBe('¡Hola!');
    expect(first.text()).toBeUndefined();
    expect(held.count).toBe(0);
  });

  it('gives a message back that could not be kept while another conversation was open', async () => {
    const { store, openPanel } = setUp();
    let fail: (error: Error) => void = () => undefined;
    store.begin.mockImplementationOnce(() => new Promise((_, reject) => (fail = reject)));
    const { client } = openPanel();
    await settle();
    client.send('Hola');
    await settle();
    client.open(2);
    await settle();
    expect(client.view().request).toBeNull();
    fail(new PatterError('storage-full'));
    await settle();
    client.open(1);
    await settle();
    expect(client.view().rejected).toMatchObject({ request: { text: 'Hola' }, error: { code: 'storage-full' } });
  });

  it('leaves a resting worker alone once it knows what became of a request in another conversation', async () => {
    const { tutor, stored, store, openPanel, restartWorker } = setUp();
    const { client } = openPanel();
    await settle();
    client.send('Hola');
    client.open(2);
    await settle();
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', text: '¡Hola!', state: 'done' });
    store.begin.mockClear();
    restartWorker();
    await settle();
    expect(store.begin).not.toHaveBeenCalled();
  });

  it('sends again what a dead worker had not confirmed, though another conversation is open', async () => {
    const { tutor, stored, openPanel, restartWorker } = setUp();
    const { client } = openPanel();
    await settle();
    client.send('Hola');
    client.open(2);
    restartWorker();
    await settle();
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', text: '¡Hola!', state: 'done' });
  });

  it('remembers that a turn was stopped when its worker dies before it knew of it', async () => {
    const { tutor, stored, openPanel, restartWorker } = setUp();
    const { client } = openPanel();
    await settle();
    client.send('Hola');
    client.stop();
    restartWorker();
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', state: 'stopped' });
    expect(tutor.asked).toBeLessThanOrEqual(1);
  });

  it('holds the worker alive exactly as long as the turn lasts', async () => {
    const { tutor, held, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    expect(held.count).toBe(1);
    tutor.say('¡Hola!', { type: 'finish' });
    await settle();
    expect(held.count).toBe(0);
  });

  it('retries under the same turn and leaves the old text alone until there is new text', async () => {
    const { tutor, stored, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Viejo', new PatterError('interrupted'));
    await settle();
    client.retry('turn-1');
    await settle();
    tutor.say(new PatterError('unreachable'));
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'failed', text: undefined });
    client.retry('turn-1');
    await settle();
    tutor.say('Nuevo', { type: 'finish' });
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'done', text: 'Nuevo' });
    expect(stored.size).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TurnEnd } from '#lib/db/rows.ts';
import type { NewTurn } from '#lib/db/write/turns.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { TurnClient } from '#lib/turn/client.ts';
import type { ReplyPart } from '#lib/turn/running-turn.ts';
import { TurnServer, type TurnQuestion } from '#lib/turn/server.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';
import { isLive } from '#lib/turn/view.ts';
import { fitting } from '#tests/helpers/fitting-check.ts';
import { MemoryTurnStore } from '#tests/helpers/memory-turn-store.ts';
import { createPortPair, type FakePort } from '#tests/helpers/port-pair.ts';

/** A tutor that says what the test feeds it, when it does. */
class ScriptedTutor {
  #queue: (ReplyPart | Error)[] = [];
  #wake: () => void = () => undefined;
  asked = 0;
  aborted = false;

  say(...parts: (ReplyPart | Error | string)[]): void {
    this.#queue.push(...parts.map((part) => (typeof part === 'string' ? { type: 'text' as const, text: part } : part)));
    this.#wake();
  }

  async *parts(signal: AbortSignal): AsyncGenerator<ReplyPart> {
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

function setUp(options: { local?: boolean } = {}) {
  const tutor = new ScriptedTutor();
  const memory = new MemoryTurnStore(1, 2);
  const stored = memory.turns;
  const kills: (() => void)[] = [];
  const ports: FakePort[] = [];
  const held = { count: 0 };
  const events: string[] = [];
  const questions: TurnQuestion[] = [];
  const store = {
    begin: vi.fn(async (turn: NewTurn) => {
      const isNew = await memory.begin(turn);
      if (isNew) events.push('begun');
      return isNew;
    }),
    has: vi.fn((turnId: string) => memory.has(turnId)),
    reopen: vi.fn((turnId: string, renewing: boolean) => memory.reopen(turnId, renewing)),
    checkpoint: vi.fn((turnId: string, text: string) => memory.checkpoint(turnId, text)),
    end: vi.fn(async (turnId: string, end: TurnEnd) => {
      await memory.end(turnId, end);
      events.push('ended');
    }),
    keep: vi.fn((...late: Parameters<TurnStore['keep']>) => memory.keep(...late)),
    interruptLost: vi.fn((isRunning: (turnId: string) => boolean) => memory.interruptLost(isRunning)),
    recover: vi.fn((turnId: string, text: string) => memory.recover(turnId, text)),
  };
  const createServer = () =>
    new TurnServer({
      store,
      ask: async (question, signal) => {
        events.push('asked');
        questions.push(question);
        return { local: options.local ?? false, parts: tutor.parts(signal), check: fitting };
      },
      hold: () => {
        held.count += 1;
        return () => (held.count -= 1);
      },
      ready: Promise.resolve(),
      random: () => 1,
    });
  let server = createServer();
  let minted = 0;
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
      newTurnId: () => `turn-${(minted += 1)}`,
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
  return { tutor, memory, stored, store, held, events, questions, openPanel, breakPort, restartWorker };
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
    { said: ['Me gus'], code: 'overloaded', state: 'interrupted' },
    { said: [], code: 'auth', state: 'failed' },
  ] as const)('commits a failure as $state, with its code and no more', async ({ said, code, state }) => {
    const { tutor, stored, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say(...said, new PatterError(code, { status: 529, cause: new Error('body: sk-secret') }));
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state, error: { code, status: 529 } });
    expect(JSON.stringify([...stored])).not.toContain('sk-secret');
    expect(isLive(client.view())).toBe(false);
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
    expect(client.view().turn?.waitingFor).toEqual({ what: 'model' });
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

  it('gives a message back that was turned away while another conversation was open', async () => {
    const { openPanel } = setUp();
    const { client } = openPanel();
    await settle();
    client.send('Hola');
    await settle();
    const second = openPanel();
    second.client.send('¿Y tú?');
    second.client.open(2);
    await settle();
    expect(second.client.view().request).toBeNull();
    second.client.open(1);
    await settle();
    expect(second.client.view().rejected).toMatchObject({ request: { text: '¿Y tú?' }, error: { code: 'busy' } });
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
    tutor.say(new PatterError('auth'));
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'failed', text: 'Viejo' });
    client.retry('turn-1');
    await settle();
    tutor.say('Nuevo', { type: 'finish' });
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'done', text: 'Nuevo' });
    expect(stored.size).toBe(1);
  });

  describe('asked again by itself', () => {
    it('before the first word: at most three times, later each time, and it says until when', async () => {
      const { tutor, stored, openPanel } = setUp();
      const { client } = openPanel();
      client.send('Hola');
      await settle();
      for (const delay of [500, 1_000, 2_000]) {
        const asked = tutor.asked;
        tutor.say(new PatterError('overloaded'));
        await settle();
        expect(client.view().turn).toMatchObject({
          phase: 'waiting',
          waitingFor: { what: 'retry', until: Date.now() + delay, error: { code: 'overloaded' } },
        });
        await vi.advanceTimersByTimeAsync(delay - 1);
        expect(tutor.asked).toBe(asked);
        await vi.advanceTimersByTimeAsync(1);
        expect(tutor.asked).toBe(asked + 1);
        expect(client.view().turn?.waitingFor).toBeUndefined();
      }
      tutor.say(new PatterError('overloaded'));
      await settle();
      expect(stored.get('turn-1')).toMatchObject({ state: 'failed', error: { code: 'overloaded' } });
      expect(tutor.asked).toBe(4);
    });

    it('no sooner than the server asks for, and not at all where that is too long', async () => {
      const { tutor, stored, openPanel } = setUp();
      const { client } = openPanel();
      client.send('Hola');
      await settle();
      tutor.say(new PatterError('rate-limited', { retryAfterMs: 30_000 }));
      await vi.advanceTimersByTimeAsync(29_999);
      expect(tutor.asked).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(tutor.asked).toBe(2);
      tutor.say(new PatterError('rate-limited', { retryAfterMs: 3_600_000 }));
      await settle();
      expect(stored.get('turn-1')).toMatchObject({ state: 'failed', error: { retryAfterMs: 3_600_000 } });
    });

    it('never after the first word', async () => {
      const { tutor, stored, openPanel } = setUp();
      const { client } = openPanel();
      client.send('Hola');
      await settle();
      tutor.say('Ho', new PatterError('overloaded'));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(tutor.asked).toBe(1);
      expect(stored.get('turn-1')).toMatchObject({ state: 'interrupted', text: 'Ho' });
    });

    it('at once when the learner does not want to wait', async () => {
      const { tutor, openPanel } = setUp();
      const { client } = openPanel();
      client.send('Hola');
      await settle();
      tutor.say(new PatterError('unreachable'));
      await settle();
      client.retryNow();
      await settle();
      expect(tutor.asked).toBe(2);
      tutor.say('¡Hola!');
      await settle();
      expect(client.view().turn).toEqual({ turnId: 'turn-1', phase: 'arriving', text: '¡Hola!' });
    });

    it('no more once the learner stops it', async () => {
      const { tutor, stored, held, openPanel } = setUp();
      const { client } = openPanel();
      client.send('Hola');
      await settle();
      tutor.say(new PatterError('unreachable'));
      await settle();
      client.stop();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(tutor.asked).toBe(1);
      expect(stored.get('turn-1')).toMatchObject({ state: 'stopped', text: '' });
      expect(held.count).toBe(0);
    });

    it('and a panel that opens meanwhile sees what is waited for', async () => {
      const { tutor, openPanel } = setUp();
      const { client } = openPanel();
      client.send('Hola');
      await settle();
      tutor.say(new PatterError('unreachable'));
      await settle();
      const second = openPanel();
      await settle();
      expect(second.client.view().turn).toEqual(client.view().turn);
      expect(second.client.view().turn?.waitingFor?.what).toBe('retry');
    });
  });

  it('goes on from where a reply broke off, under the same turn', async () => {
    const { tutor, stored, questions, openPanel } = setUp();
    const { client, text } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Uno, ', new PatterError('interrupted'));
    await settle();
    client.continue('turn-1');
    await settle();
    expect(questions[1]).toMatchObject({ turnId: 'turn-1', begun: 'Uno, ' });
    expect(text()).toBe('Uno, ');
    tutor.say('dos.', { type: 'finish' });
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'done', text: 'Uno, dos.' });
    expect(text()).toBe('Uno, dos.');
  });

  it('leaves the part as it is when the rest does not come', async () => {
    const { tutor, stored, openPanel } = setUp();
    const { client } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Uno, ', new PatterError('interrupted'));
    await settle();
    client.continue('turn-1');
    await settle();
    tutor.say(new PatterError('auth'));
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'interrupted', text: 'Uno, ', error: { code: 'auth' } });
  });

  it('writes down what only the panel had when the worker died', async () => {
    const { tutor, stored, openPanel, restartWorker } = setUp();
    const { client, paint } = openPanel();
    client.send('Hola');
    await settle();
    tutor.say('Uno, ');
    await settle();
    paint();
    tutor.say('dos, ');
    await settle();
    expect(stored.get('turn-1')?.text).toBe('Uno, ');
    expect(client.view().turn?.text).toBe('Uno, dos, ');
    restartWorker();
    await settle();
    expect(stored.get('turn-1')).toMatchObject({ state: 'interrupted', text: 'Uno, dos, ' });
  });

  describe('that can not be written down', () => {
    it('goes on all the same, says so, and is kept whole as soon as it can be', async () => {
      const { tutor, memory, stored, questions, openPanel } = setUp();
      const { client } = openPanel();
      await settle();
      memory.failing = 'storage-full';
      client.send('Hola');
      await settle();
      expect(client.view().turn).toMatchObject({ unkept: { learner: 'Hola' } });
      tutor.say('¡Hola!', { type: 'finish' });
      await settle();
      const turns = [{ turnId: 'turn-1', learner: 'Hola', end: { state: 'done', text: '¡Hola!' } }];
      expect(client.view().unkept).toMatchObject({ turns, error: { code: 'storage-full' } });
      expect(isLive(client.view())).toBe(false);

      client.send('¿Y tú?');
      await settle();
      expect(questions[1]).toMatchObject({ learner: '¿Y tú?', unkept: { turns } });
      memory.failing = null;
      tutor.say('Bien.', { type: 'finish' });
      await settle();
      expect([...stored]).toMatchObject([
        ['turn-1', { learner: 'Hola', text: '¡Hola!', state: 'done' }],
        ['turn-2', { learner: '¿Y tú?', text: 'Bien.', state: 'done' }],
      ]);
      expect(client.view().unkept?.error).toBeNull();
    });

    it('at its end alone keeps its message, and the reply is held until it can be kept', async () => {
      const { tutor, memory, stored, openPanel } = setUp();
      const { client } = openPanel();
      client.send('Hola');
      await settle();
      tutor.say('¡Ho');
      await settle();
      memory.failing = 'storage-full';
      tutor.say('la!', { type: 'finish' });
      await settle();
      expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', text: '¡Ho', state: 'arriving' });
      memory.failing = null;
      client.keep();
      await settle();
      expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', text: '¡Hola!', state: 'done' });
      expect(client.view().unkept?.error).toBeNull();
    });

    it('is handed over to the next worker by the panel that shows it', async () => {
      const { tutor, memory, stored, questions, openPanel, restartWorker } = setUp();
      const { client } = openPanel();
      await settle();
      memory.failing = 'storage';
      client.send('Hola');
      await settle();
      tutor.say('¡Hola!', { type: 'finish' });
      await settle();
      restartWorker();
      await settle();
      client.send('¿Y tú?');
      await settle();
      expect(questions[1]?.unkept.turns).toMatchObject([{ learner: 'Hola', end: { text: '¡Hola!' } }]);
      memory.failing = null;
      client.stop();
      await settle();
      expect([...stored.values()]).toMatchObject([
        { learner: 'Hola', text: '¡Hola!', state: 'done' },
        { learner: '¿Y tú?', state: 'stopped' },
      ]);
    });

    it('and whose worker dies is still on the screen, and can be kept', async () => {
      const { tutor, memory, stored, openPanel, restartWorker } = setUp();
      const { client } = openPanel();
      await settle();
      memory.failing = 'storage';
      client.send('Hola');
      await settle();
      tutor.say('¡Ho');
      await settle();
      restartWorker();
      await settle();
      expect(client.view().unkept?.turns).toMatchObject([
        { learner: 'Hola', end: { state: 'interrupted', text: '¡Ho' } },
      ]);
      memory.failing = null;
      client.keep();
      await settle();
      expect(stored.get('turn-1')).toMatchObject({ learner: 'Hola', text: '¡Ho', state: 'interrupted' });
    });

    it('can be asked for again like any other', async () => {
      const { tutor, memory, openPanel } = setUp();
      const { client } = openPanel();
      await settle();
      memory.failing = 'storage-full';
      client.send('Hola');
      await settle();
      tutor.say('Uno, ', new PatterError('interrupted'));
      await settle();
      client.continue('turn-1');
      await settle();
      tutor.say('dos.', { type: 'finish' });
      await settle();
      expect(client.view().unkept?.turns).toMatchObject([
        { turnId: 'turn-1', learner: 'Hola', end: { state: 'done', text: 'Uno, dos.' } },
      ]);
    });

    it('is talked in though the conversation itself could not be written down', async () => {
      const { tutor, memory, stored, questions, openPanel } = setUp();
      const { client } = openPanel();
      memory.failing = 'storage-full';
      client.open(9);
      const conversation = { id: 9, title: '', language: 'es', level: 'A1' } as const;
      client.adopt(conversation, { code: 'storage-full' });
      client.send('Hola');
      await settle();
      expect(questions[0]).toMatchObject({ conversationId: 9, learner: 'Hola', unkept: { conversation } });
      memory.failing = null;
      tutor.say('¡Hola!', { type: 'finish' });
      await settle();
      expect(memory.conversations.has(9)).toBe(true);
      expect(stored.get('turn-1')).toMatchObject({ conversationId: 9, learner: 'Hola', state: 'done' });
    });
  });
});

import { vi } from 'vitest';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import { TurnClient } from '#lib/turn/client.ts';
import { TurnServer, type TurnQuestion } from '#lib/turn/server.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';
import { MemoryTurnStore } from './memory-turn-store.ts';
import { createPortPair } from './port-pair.ts';

const conversationId = 1;

/** One time that the tutor was asked. */
export class Asking {
  readonly question: TurnQuestion;
  /** All that it said, with what it went on from. */
  text: string;
  #waiting: (TurnPart | Error)[] = [];
  #wake: () => void = () => undefined;
  over = false;

  constructor(question: TurnQuestion) {
    this.question = question;
    this.text = question.begun;
  }

  say(text: string): void {
    if (this.over) return;
    this.text += text;
    this.#give({ type: 'text', text });
  }

  end(part: TurnPart | Error): void {
    if (this.over) return;
    this.over = true;
    this.#give(part);
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TurnPart> {
    signal.addEventListener('abort', () => {
      this.over = true;
      this.#wake();
    });
    for (;;) {
      if (signal.aborted) throw new PatterError('cancelled');
      const part = this.#waiting.shift();
      if (part instanceof Error) throw part;
      if (part !== undefined) yield part;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #give(part: TurnPart | Error): void {
    this.#waiting.push(part);
    this.#wake();
  }
}

export interface PanelInWorld {
  client: TurnClient;
  /** Draws what there is to draw. */
  paint: () => void;
  close: () => void;
}

/** A worker that can be killed, panels that can be closed, a store that can fail and a tutor that does as it is told. */
export class TurnWorld {
  readonly store = new MemoryTurnStore(conversationId);
  /** Every time that the tutor was asked, by whichever worker, oldest first. */
  readonly askings: Asking[] = [];
  readonly panels: PanelInWorld[] = [];
  /** How many times the worker is held alive. */
  held = 0;
  #minted = 0;
  #kills: (() => void)[] = [];
  #worker = { dead: false };
  #server = this.#startWorker();

  openPanel(): PanelInWorld {
    const frames: (() => void)[] = [];
    const client = new TurnClient({
      connect: () => {
        const pair = createPortPair();
        this.#kills.push(pair.kill);
        this.#server.accept(pair.worker);
        return pair.panel;
      },
      afterRender: (callback) => frames.push(callback),
      newTurnId: () => `t${(this.#minted += 1)}`,
    });
    const panel = {
      client,
      paint: () => {
        for (const frame of frames.splice(0)) frame();
      },
      close: () => {
        this.panels.splice(this.panels.indexOf(panel), 1);
        client.close();
      },
    };
    this.panels.push(panel);
    client.open(conversationId);
    return panel;
  }

  /** Kills the worker with all that it holds in memory. The store and the panels stay. */
  killWorker(): void {
    // What a dead worker's tutor goes on saying nobody hears.
    for (const asking of this.askings) asking.over = true;
    this.held = 0;
    this.#server = this.#startWorker();
    for (const kill of this.#kills.splice(0)) kill();
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    await vi.advanceTimersByTimeAsync(0);
  }

  #startWorker(): TurnServer {
    this.#worker.dead = true;
    const worker = { dead: false };
    this.#worker = worker;
    const store = untilDeath(this.store, worker);
    return new TurnServer({
      store,
      ask: async (question, signal) => {
        if (worker.dead) return never();
        const asking = new Asking(question);
        this.askings.push(asking);
        return { local: false, parts: asking.parts(signal) };
      },
      hold: () => {
        if (worker.dead) return () => undefined;
        this.held += 1;
        return () => {
          if (!worker.dead) this.held -= 1;
        };
      },
      ready: store.interruptLost(() => false).catch(() => undefined),
      random: () => 1,
    });
  }
}

/** A store whose calls come to nothing once their worker is dead. */
function untilDeath(store: TurnStore, worker: { dead: boolean }): TurnStore {
  const alive =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    (...given: Arguments): Promise<Result> =>
      worker.dead ? never() : call(...given);
  return {
    begin: alive((turn) => store.begin(turn)),
    has: alive((turnId) => store.has(turnId)),
    reopen: alive((turnId, renewing) => store.reopen(turnId, renewing)),
    checkpoint: alive((turnId, text) => store.checkpoint(turnId, text)),
    end: alive((turnId, end) => store.end(turnId, end)),
    keep: alive((id, conversation, turns) => store.keep(id, conversation, turns)),
    interruptLost: alive((isRunning) => store.interruptLost(isRunning)),
    recover: alive((turnId, text) => store.recover(turnId, text)),
  };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

import { TurnClient } from '#lib/turn/client.ts';
import { TurnServer, type TurnServerOptions } from '#lib/turn/server.ts';
import type { TurnStore } from '#lib/turn/turn-keeper.ts';
import { createPortPair } from './port-pair.ts';

/** The one conversation that the panels have open. */
export const conversationId = 1;

export interface PanelInWorld {
  client: TurnClient;
  /** Draws what there is to draw. */
  paint: () => void;
  close: () => void;
}

/** A worker that can be killed, and panels that can be closed, around a store and a tutor. */
export class TurnWorld {
  readonly panels: PanelInWorld[] = [];
  /** How many times the worker is held alive. */
  held = 0;
  #minted = 0;
  readonly #store: TurnStore;
  readonly #ask: TurnServerOptions['ask'];
  #kills: (() => void)[] = [];
  #worker = { dead: false };
  #server: TurnServer;

  constructor(store: TurnStore, ask: TurnServerOptions['ask']) {
    this.#store = store;
    this.#ask = ask;
    this.#server = this.#startWorker();
  }

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
    this.held = 0;
    this.#server = this.#startWorker();
    for (const kill of this.#kills.splice(0)) kill();
  }

  #startWorker(): TurnServer {
    this.#worker.dead = true;
    const worker = { dead: false };
    this.#worker = worker;
    const store = untilDeath(this.#store, worker);
    return new TurnServer({
      store,
      ask: (question, signal) => (worker.dead ? never() : this.#ask(question, signal)),
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
  return eachCall(store, (call) => (worker.dead ? never() : call()));
}

/** A store that takes its time, one call after the other, as a database does. */
export function slowly(store: TurnStore): TurnStore {
  let last: Promise<unknown> = Promise.resolve();
  return eachCall(store, (call) => {
    const result = last.then(() => new Promise((resolve) => setTimeout(resolve, 1))).then(call);
    last = result.catch(() => undefined);
    return result;
  });
}

/** A store with something around each of its calls. */
function eachCall(store: TurnStore, around: <Result>(call: () => Promise<Result>) => Promise<Result>): TurnStore {
  return {
    begin: (turn) => around(() => store.begin(turn)),
    has: (turnId) => around(() => store.has(turnId)),
    reopen: (turnId, renewing) => around(() => store.reopen(turnId, renewing)),
    checkpoint: (turnId, text) => around(() => store.checkpoint(turnId, text)),
    end: (turnId, end) => around(() => store.end(turnId, end)),
    keep: (id, conversation, turns) => around(() => store.keep(id, conversation, turns)),
    interruptLost: (isRunning) => around(() => store.interruptLost(isRunning)),
    recover: (turnId, text) => around(() => store.recover(turnId, text)),
  };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

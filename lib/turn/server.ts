import type { NewTurn, TurnEnd } from '#lib/db/write/turns.ts';
import { toWire } from '#lib/errors/wire-error.ts';
import { PanelFeed } from './panel-feed.ts';
import { toWorkerSchema, type ToPanel, type TurnRequest, type ToWorker } from './protocol.ts';
import { RunningTurn, type TurnSource } from './running-turn.ts';

/** The part of `runtime.Port` that is needed here. */
export interface PanelPort {
  postMessage(message: unknown): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

export interface TurnServerOptions {
  store: {
    /** Commits the learner's message. @returns whether the turn is new */
    begin(turn: NewTurn): Promise<boolean>;
    /** @returns whether there was an ended turn to open again */
    reopen(turnId: string): Promise<boolean>;
    checkpoint(turnId: string, text: string): Promise<void>;
    end(turnId: string, end: TurnEnd): Promise<void>;
  };
  /** Asks the conversation's tutor for the reply of a turn that has begun. */
  ask: (conversationId: number, turnId: string, signal: AbortSignal) => Promise<TurnSource>;
  /** Holds the worker alive. @returns a function that lets go */
  hold: () => () => void;
  /** Settles once the turns of an earlier worker are marked as interrupted. */
  ready: Promise<unknown>;
}

interface Panel {
  post: (message: ToPanel) => void;
  conversationId: number | null;
  feed: PanelFeed | null;
}

/**
 * The worker's end of the turn port: runs at most one turn a conversation and shows it to every panel that has the
 * conversation open. Closing a panel cancels nothing.
 */
export class TurnServer {
  readonly #options: TurnServerOptions;
  /** By conversation. */
  readonly #running = new Map<number, RunningTurn>();
  readonly #panels = new Set<Panel>();

  constructor(options: TurnServerOptions) {
    this.#options = options;
  }

  /** Takes a panel's port. The caller has made sure that it is one of this extension's own pages. */
  accept(port: PanelPort): void {
    const leave = () => {
      panel.feed?.close();
      this.#panels.delete(panel);
    };
    const panel: Panel = {
      post: (message) => {
        if (!this.#panels.has(panel)) return;
        try {
          port.postMessage(message);
        } catch {
          // A port that is gone says so only when it is used; the turn goes on without this panel.
          leave();
        }
      },
      conversationId: null,
      feed: null,
    };
    this.#panels.add(panel);
    port.onDisconnect.addListener(leave);
    port.onMessage.addListener((message) => {
      const parsed = toWorkerSchema.safeParse(message);
      if (parsed.success) void this.#receive(panel, parsed.data);
    });
  }

  async #receive(panel: Panel, message: ToWorker): Promise<void> {
    if (message.type === 'attach') panel.conversationId = message.conversationId;
    // Everything waits for the same promise, so that a stop can not overtake the send it is meant for.
    await this.#options.ready;
    switch (message.type) {
      case 'drawn':
        panel.feed?.drawn(message.turnId, message.seq);
        return;
      case 'stop':
        this.#find(message.turnId)?.stop();
        return;
      case 'attach':
        this.#show(panel);
        return;
      default:
        this.#start(panel, message);
    }
  }

  #start(panel: Panel, request: TurnRequest): void {
    const { conversationId, turnId } = request;
    const present = this.#running.get(conversationId);
    if (present !== undefined) {
      if (present.turnId !== turnId) panel.post({ type: 'rejected', turnId, error: { code: 'busy' } });
      return;
    }
    const turn = this.#createTurn(request);
    this.#running.set(conversationId, turn);
    const letGo = this.#options.hold();
    const run = turn.run().finally(() => {
      this.#running.delete(conversationId);
      letGo();
    });
    void run.then((outcome) => {
      const message: ToPanel =
        outcome.type === 'done'
          ? { type: 'done', turnId }
          : { type: outcome.type, turnId, error: toWire(outcome.error) };
      if (outcome.type !== 'rejected') this.#tell(conversationId, message);
      // Who asked may show another conversation by now, and still has to know what became of it.
      if (outcome.type === 'rejected' || panel.conversationId !== conversationId) panel.post(message);
    });
  }

  #createTurn(request: TurnRequest): RunningTurn {
    const { store, ask } = this.#options;
    const { conversationId, turnId } = request;
    return new RunningTurn({
      turnId,
      begin: () => {
        if (request.type === 'retry') return store.reopen(turnId);
        return store.begin({ conversationId, turnId, ...(request.type === 'send' && { text: request.text }) });
      },
      ask: (signal) => ask(conversationId, turnId, signal),
      checkpoint: (text) => store.checkpoint(turnId, text),
      end: (end) => store.end(turnId, end),
      onText: (text) => this.#watching(conversationId, ({ feed }) => feed?.push(text)),
      onChange: (event) => {
        if (event === 'snapshot') this.#showAll(conversationId);
        else if (event === 'waiting') this.#tell(conversationId, { type: 'waiting', turnId, for: 'model-load' });
        else this.#tell(conversationId, { type: 'replied', turnId });
      },
    });
  }

  #find(turnId: string): RunningTurn | undefined {
    return this.#running.values().find((turn) => turn.turnId === turnId);
  }

  #show(panel: Panel): void {
    if (panel.conversationId === null) return;
    const turn = this.#running.get(panel.conversationId)?.snapshot ?? null;
    panel.feed?.close();
    panel.feed = turn && new PanelFeed(panel.post, turn.turnId, turn.text.length);
    panel.post({ type: 'snapshot', conversationId: panel.conversationId, turn });
  }

  #showAll(conversationId: number): void {
    this.#watching(conversationId, (panel) => this.#show(panel));
  }

  #tell(conversationId: number, message: ToPanel): void {
    this.#watching(conversationId, ({ feed, post }) => {
      feed?.flush();
      post(message);
    });
  }

  #watching(conversationId: number, act: (panel: Panel) => void): void {
    for (const panel of this.#panels) if (panel.conversationId === conversationId) act(panel);
  }
}

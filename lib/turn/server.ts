import type { TurnEnd } from '#lib/db/rows.ts';
import type { PatterError } from '#lib/errors/patter-error.ts';
import { toWire } from '#lib/errors/wire-error.ts';
import { Panel, type PanelPort } from './panel.ts';
import { toWorkerSchema, type LostTurn, type ToPanel, type TurnRequest, type ToWorker } from './protocol.ts';
import { RunningTurn, type TurnOutcome, type TurnSource } from './running-turn.ts';
import { TurnKeeper, type TurnStore, type UnkeptTalk } from './turn-keeper.ts';

/** What the tutor is to be asked for. */
export interface TurnQuestion {
  conversationId: number;
  turnId: string;
  /** What the reply is to go on from; empty for a new one. */
  begun: string;
  /** The learner's message, where it is not in the store. */
  learner?: string | undefined;
  /** What else of the conversation is not in the store. */
  unkept: UnkeptTalk;
}

export interface TurnServerOptions {
  store: TurnStore;
  /** Asks the conversation's tutor for the reply of a turn that has begun. */
  ask: (question: TurnQuestion, signal: AbortSignal) => Promise<TurnSource>;
  /** Holds the worker alive. @returns a function that lets go */
  hold: () => () => void;
  /** Settles once requests may be answered. */
  ready: Promise<unknown>;
  /** From 0 to 1. */
  random: () => number;
  /** A turn begins: what nobody waits for has to make way at once. */
  onBegan?: () => void;
  /** A reply that a page follows is whole; what is still to be found out about it comes later. */
  onReplied?: (reply: { conversationId: number; turnId: string; text: string }) => void;
  /** A turn has come to its end, whatever that was, and what is kept of it is written down. */
  onEnded?: (conversationId: number) => void;
}

/**
 * The worker's end of the turn port: runs at most one turn a conversation and shows it to every panel that has the
 * conversation open. Closing a panel cancels nothing.
 */
export class TurnServer {
  readonly #options: TurnServerOptions;
  readonly #keeper: TurnKeeper;
  /** By conversation, with the panels that asked for it. */
  readonly #running = new Map<number, { turn: RunningTurn; askers: Set<Panel> }>();
  readonly #panels = new Set<Panel>();

  constructor(options: TurnServerOptions) {
    this.#options = options;
    this.#keeper = new TurnKeeper(options.store, (conversationId) => {
      this.#tell(conversationId, { type: 'kept', conversationId });
    });
  }

  /** Takes a panel's port. The caller has made sure that it is one of this extension's own pages. */
  accept(port: PanelPort): void {
    const panel = new Panel(port, () => this.#panels.delete(panel));
    this.#panels.add(panel);
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
        panel.drawn(message.turnId, message.seq);
        return;
      case 'stop':
        this.#find(message.turnId)?.stop();
        return;
      case 'retry-now':
        this.#find(message.turnId)?.retryNow();
        return;
      case 'attach':
        return this.#attach(panel, message);
      case 'keep':
        this.#keeper.take(message.conversationId, message);
        return this.#keep(panel, message.conversationId);
      default:
        this.#start(panel, message);
    }
  }

  async #attach(panel: Panel, { conversationId, had }: Extract<ToWorker, { type: 'attach' }>): Promise<void> {
    const running = had === undefined ? this.#running.has(conversationId) : this.#find(had.turnId) !== undefined;
    if (!running) await this.#settleLost(conversationId, had);
    // A page that opens has to know of what is not in the store; before the snapshot, which may end what it alone had.
    await this.#keep(panel, conversationId);
    if (panel.conversationId === conversationId) this.#show(panel, conversationId);
  }

  /** What an earlier worker left unfinished is interrupted, with all of its text that anybody has. */
  async #settleLost(conversationId: number, had: LostTurn | undefined): Promise<void> {
    const { store } = this.#options;
    try {
      await store.interruptLost((turnId) => this.#find(turnId) !== undefined);
      if (had?.unkept === undefined) {
        if (had !== undefined) await store.recover(had.turnId, had.text);
        return;
      }
    } catch {
      // What nobody has anything of waits for the next page to attach.
      if (had === undefined) return;
    }
    const { turnId, text, unkept } = had;
    this.#keeper.takeLost(conversationId, { turnId, learner: unkept?.learner, end: lostEnd(text) });
  }

  async #keep(panel: Panel, conversationId: number): Promise<void> {
    const refusal = await this.#keeper.keep(conversationId);
    const unkept = refusal && this.#unkept(conversationId, refusal);
    if (unkept !== null) panel.post(unkept);
  }

  /** @returns `null` where everything could be kept since the store refused */
  #unkept(conversationId: number, error: PatterError, ended?: string): ToPanel | null {
    const { conversation, turns } = this.#keeper.unkept(conversationId);
    if (conversation === undefined && turns.length === 0) return null;
    return { type: 'unkept', conversationId, turns: [...turns], error: toWire(error), ended };
  }

  #start(panel: Panel, request: TurnRequest): void {
    const { conversationId, turnId } = request;
    const present = this.#running.get(conversationId);
    if (present !== undefined) {
      if (present.turn.turnId === turnId) present.askers.add(panel);
      else void this.#turnAway(panel, turnId);
      return;
    }
    const turn = this.#createTurn(request);
    const askers = new Set([panel]);
    this.#running.set(conversationId, { turn, askers });
    this.#options.onBegan?.();
    const letGo = this.#options.hold();
    const run = turn.run().finally(() => {
      this.#running.delete(conversationId);
      this.#options.onEnded?.(conversationId);
      letGo();
    });
    void run.then((outcome) => {
      const message = this.#messageOf(outcome, request);
      if (outcome.type !== 'rejected') this.#tell(conversationId, message);
      // Who asked may show another conversation by now, and still has to know what became of it.
      for (const asker of askers) {
        if (outcome.type === 'rejected' || asker.conversationId !== conversationId) asker.post(message);
      }
    });
  }

  /** A request that an earlier worker had begun already is not one that nothing came of. */
  async #turnAway(panel: Panel, turnId: string): Promise<void> {
    const begun = await this.#options.store.has(turnId).catch(() => false);
    panel.post(begun ? { type: 'done', turnId } : { type: 'rejected', turnId, error: { code: 'busy' } });
  }

  #messageOf(outcome: TurnOutcome, { conversationId, turnId }: TurnRequest): ToPanel {
    switch (outcome.type) {
      case 'done':
        return { type: 'done', turnId };
      case 'unkept':
        return this.#unkept(conversationId, outcome.error, turnId) ?? { type: 'done', turnId };
      default:
        return { type: outcome.type, turnId, error: toWire(outcome.error) };
    }
  }

  #createTurn(request: TurnRequest): RunningTurn {
    const keeper = this.#keeper;
    const { conversationId, turnId } = request;
    const turn = new RunningTurn({
      turnId,
      begin: () => keeper.begin(request),
      ask: (begun, signal) => {
        const unkept = keeper.unkept(conversationId);
        const learner = turn.snapshot?.unkept?.learner;
        return this.#options.ask({ conversationId, turnId, begun, learner, unkept }, signal);
      },
      checkpoint: (text) => keeper.checkpoint(conversationId, turnId, text),
      end: (end) => keeper.end(conversationId, turnId, end),
      onText: (text) => this.#watching(conversationId, (panel) => panel.push(text)),
      onChange: (event) => {
        if (event === 'snapshot') this.#showAll(conversationId);
        else if (event === 'replied') this.#replied(conversationId, turn);
        else this.#tell(conversationId, { type: 'waiting', turnId, waitingFor: turn.snapshot?.waitingFor });
      },
      random: this.#options.random,
    });
    return turn;
  }

  #replied(conversationId: number, { turnId, snapshot }: RunningTurn): void {
    this.#tell(conversationId, { type: 'replied', turnId });
    const followed = [...this.#panels.values()].some((panel) => panel.conversationId === conversationId);
    if (snapshot !== null && followed) this.#options.onReplied?.({ conversationId, turnId, text: snapshot.text });
  }

  #find(turnId: string): RunningTurn | undefined {
    return [...this.#running.values()].find(({ turn }) => turn.turnId === turnId)?.turn;
  }

  #show(panel: Panel, conversationId: number): void {
    panel.show(conversationId, this.#running.get(conversationId)?.turn.snapshot ?? null);
  }

  #showAll(conversationId: number): void {
    this.#watching(conversationId, (panel) => this.#show(panel, conversationId));
  }

  #tell(conversationId: number, message: ToPanel): void {
    this.#watching(conversationId, (panel) => panel.tell(message));
  }

  #watching(conversationId: number, act: (panel: Panel) => void): void {
    for (const panel of this.#panels) if (panel.conversationId === conversationId) act(panel);
  }
}

/** How a turn ended whose worker died, with the new text that somebody still has of it. */
function lostEnd(text: string): TurnEnd {
  const common = { endedAt: Date.now(), error: { code: 'interrupted' } } as const;
  return text === '' ? { ...common, state: 'failed' } : { ...common, state: 'interrupted', text };
}

import type { NewConversation } from '#lib/db/rows.ts';
import type { WireError } from '#lib/errors/wire-error.ts';
import { toPanelSchema, turnPort, type LostTurn, type ToPanel, type TurnRequest, type ToWorker } from './protocol.ts';
import { emptyView, isLive, reduceTurn, type TurnEvent, type TurnView } from './view.ts';

/** The part of `runtime.Port` that is needed here. */
interface Port {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

export interface TurnClientOptions {
  /** Opens a port to the worker, waking it if it rests. */
  connect: (options: { name: string }) => Port;
  /** Calls back once what was just rendered is about to be painted. */
  afterRender: (callback: () => void) => void;
  /** Mints a turn's id. */
  newTurnId: () => string;
}

/**
 * A panel's end of the turn port, for one conversation at a time. It survives the worker's death: a connection that
 * breaks while a turn is running is opened again, and a request that was not confirmed is repeated under its old id.
 * A worker that rests after a finished turn is left to rest.
 */
export class TurnClient {
  #options: TurnClientOptions;
  #port: Port | null = null;
  #conversationId: number | null = null;
  #view: TurnView = emptyView;
  /** Views of other conversations that hold what is nowhere else, by conversation. */
  readonly #parked = new Map<number, TurnView>();
  /** The turn that the learner has stopped before the worker knew of it. */
  #stopped: string | null = null;
  #listeners = new Set<() => void>();

  constructor(options: TurnClientOptions) {
    this.#options = options;
  }

  /** The present view; the same object until something changes. */
  readonly view = (): TurnView => this.#view;

  /** @returns a function that ends the subscription */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Follows another conversation, from a fresh snapshot. */
  open(conversationId: number): void {
    if (this.#conversationId !== null && isPrecious(this.#view)) this.#parked.set(this.#conversationId, this.#view);
    this.#conversationId = conversationId;
    this.#set(this.#parked.get(conversationId) ?? emptyView);
    this.#parked.delete(conversationId);
    this.#attach();
  }

  /** Looks again whether a turn is running, for a page that sees one in the database but has no live text of it. */
  refresh(): void {
    if (!isLive(this.#view)) this.#attach();
  }

  /** Sends the learner's message. */
  send(text: string): void {
    this.#request({ type: 'send', conversationId: this.#opened(), turnId: this.#options.newTurnId(), text });
  }

  /** Has the tutor speak first. */
  begin(): void {
    this.#request({ type: 'begin', conversationId: this.#opened(), turnId: this.#options.newTurnId() });
  }

  /** Asks for the reply of a turn once more. */
  retry(turnId: string): void {
    this.#request({ type: 'retry', conversationId: this.#opened(), turnId });
  }

  /** Asks for the rest of a reply that broke off. */
  continue(turnId: string): void {
    this.#request({ type: 'continue', conversationId: this.#opened(), turnId });
  }

  /** Has a tutor that is to be asked again later asked now. */
  retryNow(): void {
    if (this.#view.turn === null || !isLive(this.#view)) return;
    this.#post({ type: 'retry-now', turnId: this.#view.turn.turnId });
  }

  /** Talks in a conversation that could not be written down. It is opened already. */
  adopt(conversation: NewConversation, error: WireError): void {
    this.#dispatch({ type: 'adopted', conversation, error });
    this.keep();
  }

  /** Has the worker try once more to write down what could not be kept. */
  keep(): void {
    const { conversation, turns, error } = this.#view.unkept ?? { turns: [], error: null };
    if (error === null) return;
    if (this.#port === null) this.#attach();
    else this.#post({ type: 'keep', conversationId: this.#opened(), conversation, turns: [...turns] });
  }

  /** Ends the running reply; what has arrived stays. */
  stop(): void {
    if (this.#view.turn === null || !isLive(this.#view)) return;
    this.#stopped = this.#view.turn.turnId;
    this.#post({ type: 'stop', turnId: this.#stopped });
  }

  /** Leaves the port. The turn goes on without this panel. */
  close(): void {
    this.#port?.disconnect();
    this.#port = null;
    this.#conversationId = null;
  }

  #opened(): number {
    if (this.#conversationId === null) throw new Error('no conversation is open');
    return this.#conversationId;
  }

  #request(request: TurnRequest): void {
    this.#stopped = null;
    this.#dispatch({ type: 'requested', request });
    if (this.#port === null) {
      this.#attach();
      return;
    }
    this.keep();
    this.#post(request);
  }

  #attach(): void {
    if (this.#conversationId === null) return;
    this.#post({ type: 'attach', conversationId: this.#conversationId, had: lostTurn(this.#view) });
    this.keep();
    for (const { request } of [this.#view, ...this.#parked.values()]) {
      if (request === null || request.confirmed) continue;
      const { confirmed: _, ...message } = request;
      this.#post(message);
      if (message.turnId === this.#stopped) this.#post({ type: 'stop', turnId: message.turnId });
    }
  }

  #post(message: ToWorker): void {
    this.#port ??= this.#connect();
    this.#port.postMessage(message);
  }

  #connect(): Port {
    const port = this.#options.connect({ name: turnPort });
    port.onMessage.addListener((message) => {
      if (port === this.#port) this.#receive(message);
    });
    port.onDisconnect.addListener(() => {
      if (port !== this.#port) return;
      this.#port = null;
      // A worker at rest is left alone, unless it may be the last to know of something.
      const precious = [this.#view, ...this.#parked.values()].some(isPrecious);
      if (isLive(this.#view) || precious) this.#attach();
    });
    return port;
  }

  #receive(message: unknown): void {
    const parsed = toPanelSchema.safeParse(message);
    // An unknown message is a newer worker's, after an update: this page is closed by the browser soon.
    if (!parsed.success) return;
    const event = parsed.data;
    if ('conversationId' in event && event.conversationId !== this.#conversationId) {
      this.#updateParked(event.conversationId, event);
      return;
    }
    this.#settleParked(event);
    this.#dispatch(event);
    if (this.#view.behind) this.#attach();
    else if (event.type === 'delta' || event.type === 'snapshot') this.#acknowledge();
  }

  #updateParked(conversationId: number, event: ToPanel): void {
    if (event.type === 'snapshot') return;
    const view = reduceTurn(this.#parked.get(conversationId) ?? emptyView, event);
    if (isPrecious(view)) this.#parked.set(conversationId, view);
    else this.#parked.delete(conversationId);
  }

  /** What became of a request whose conversation is not open: a rejected one waits to be given back, any other is over. */
  #settleParked(event: ToPanel): void {
    if (event.type !== 'done' && event.type !== 'failed' && event.type !== 'rejected') return;
    for (const [conversationId, view] of this.#parked) {
      if (view.request?.turnId !== event.turnId) continue;
      if (event.type === 'rejected') this.#parked.set(conversationId, reduceTurn(view, event));
      else this.#parked.delete(conversationId);
    }
  }

  #acknowledge(): void {
    const turn = this.#view.turn;
    if (turn === null || turn.phase === 'ended') return;
    const { turnId, text } = turn;
    this.#options.afterRender(() => {
      this.#port?.postMessage({ type: 'drawn', turnId, seq: text.length } satisfies ToWorker);
    });
  }

  #dispatch(event: TurnEvent): void {
    this.#set(reduceTurn(this.#view, event));
  }

  #set(view: TurnView): void {
    if (view === this.#view) return;
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

/** What a view has of a turn that the worker, if it is a new one, knows nothing of. */
function lostTurn(view: TurnView): LostTurn | undefined {
  if (view.turn === null || !isLive(view)) return undefined;
  const { turnId, text, unkept } = view.turn;
  return text === '' && unkept === undefined ? undefined : { turnId, text, unkept };
}

/** Whether a view holds what neither the worker nor the store is known to have. */
function isPrecious(view: TurnView): boolean {
  return (
    isUnconfirmed(view) || (view.unkept?.error ?? null) !== null || (isLive(view) && view.turn?.unkept !== undefined)
  );
}

function isUnconfirmed({ request }: TurnView): boolean {
  return request !== null && !request.confirmed;
}

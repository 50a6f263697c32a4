import type { NewConversation, TurnEnd } from '#lib/db/rows.ts';
import type { LateTurn, NewTurn } from '#lib/db/write/turns.ts';
import type { PatterError } from '#lib/errors/patter-error.ts';
import { asPatterError } from '#lib/errors/wire-error.ts';
import type { TurnRequest, UnkeptTurn } from './protocol.ts';

/** Where turns are written down. Everything throws a PatterError, and then has changed nothing. */
export interface TurnStore {
  /** Commits the learner's message. @returns whether the turn is new */
  begin(turn: NewTurn): Promise<boolean>;
  /** Whether a turn was ever begun. */
  has(turnId: string): Promise<boolean>;
  /**
   * @param renewing whether the text so far is to be replaced
   * @returns the text so far; `null` where there is no such turn
   */
  reopen(turnId: string, renewing: boolean): Promise<{ text: string } | null>;
  checkpoint(turnId: string, text: string): Promise<void>;
  end(turnId: string, end: TurnEnd): Promise<void>;
  /** Commits late what could not be kept before, all of it or nothing. */
  keep(conversationId: number, conversation: NewConversation | undefined, turns: readonly LateTurn[]): Promise<void>;
  /** Marks the turns that nobody runs any more. */
  interruptLost(isRunning: (turnId: string) => boolean): Promise<void>;
  /** Adds what a page has of an interrupted reply beyond what was written down. */
  recover(turnId: string, text: string): Promise<void>;
}

/** What a turn starts from. */
export interface BegunTurn {
  /** What the reply goes on from; empty for a new one. */
  text: string;
  /** Set where the turn is not in the store, with the learner's message if there is one. */
  unkept?: { learner?: string | undefined };
}

/** What of a conversation is not in the store. */
export interface UnkeptTalk {
  conversation?: NewConversation | undefined;
  /** Oldest first. */
  turns: readonly UnkeptTurn[];
}

interface Held {
  /** Where the conversation itself could not be written down. */
  conversation?: NewConversation | undefined;
  /** Oldest first, by id; one that is still running for the first time has no end. */
  turns: Map<string, { learner?: string | undefined; end?: TurnEnd }>;
}

/**
 * Writes turns down. What the store refuses to take (a full disk, a private window) is held in memory, so that the talk
 * goes on; it is written down as soon as that is possible, in its order. It is held as long as this worker lives, and a
 * panel that shows it hands it over to the next one (`take`).
 */
export class TurnKeeper {
  readonly #store: TurnStore;
  readonly #onKept: (conversationId: number) => void;
  readonly #held = new Map<number, Held>();

  /** @param onKept what was held of a conversation is in the store now */
  constructor(store: TurnStore, onKept: (conversationId: number) => void) {
    this.#store = store;
    this.#onKept = onKept;
  }

  /**
   * Begins a turn, if need be without writing it down.
   *
   * @returns `null` where there is nothing to run: a repeated request finds it done
   * @throws {PatterError} where a turn that is to be opened again can not be read
   */
  async begin(request: TurnRequest): Promise<BegunTurn | null> {
    const { conversationId, turnId } = request;
    // What was held before comes first: it is older, and the store may know better by now.
    const unkept = await this.keep(conversationId);
    if (request.type === 'retry' || request.type === 'continue') return this.#reopen(request);
    const learner = request.type === 'send' ? request.text : undefined;
    const refusal = unkept ?? (await this.#store.begin({ conversationId, turnId, text: learner }).catch(asPatterError));
    if (typeof refusal === 'boolean') return refusal ? { text: '' } : null;
    this.#hold(conversationId).turns.set(turnId, { learner });
    return { text: '', unkept: { learner } };
  }

  async #reopen({ type, conversationId, turnId }: TurnRequest): Promise<BegunTurn | null> {
    const held = this.#turn(conversationId, turnId);
    if (held !== undefined) {
      return { text: type === 'continue' ? (held.end?.text ?? '') : '', unkept: { learner: held.learner } };
    }
    try {
      const opened = await this.#store.reopen(turnId, type === 'retry');
      return opened && { text: type === 'continue' ? opened.text : '' };
    } catch (thrown) {
      // A new reply needs nothing of the old one, which stays in the store until this one can be written over it.
      if (type === 'continue') throw thrown;
      this.#hold(conversationId).turns.set(turnId, {});
      return { text: '', unkept: {} };
    }
  }

  /** Keeps the text so far. */
  async checkpoint(conversationId: number, turnId: string, text: string): Promise<void> {
    if (this.#turn(conversationId, turnId) === undefined) await this.#store.checkpoint(turnId, text);
  }

  /** Writes down how a turn ended. @returns why that was not possible; `null` if it was */
  async end(conversationId: number, turnId: string, end: TurnEnd): Promise<PatterError | null> {
    const held = this.#turn(conversationId, turnId);
    if (held === undefined) {
      try {
        await this.#store.end(turnId, end);
        return null;
      } catch (thrown) {
        this.#hold(conversationId).turns.set(turnId, { end });
        return asPatterError(thrown);
      }
    }
    held.end = { ...end, text: end.text ?? held.end?.text };
    return this.keep(conversationId);
  }

  /** Takes over what a panel still has and an earlier worker could not write down. */
  take(conversationId: number, { conversation, turns }: UnkeptTalk): void {
    const held = this.#hold(conversationId);
    held.conversation ??= conversation;
    for (const { turnId, learner, end } of turns) {
      const present = held.turns.get(turnId);
      if (present === undefined || (present.end !== undefined && present.end.endedAt < end.endedAt)) {
        held.turns.set(turnId, { learner: learner ?? present?.learner, end });
      }
    }
  }

  /**
   * Takes over how a turn ended that an earlier worker was running. It is newer than anything else of the turn, unless
   * it is what another panel, which saw more, has given already.
   */
  takeLost(conversationId: number, { turnId, learner, end }: UnkeptTurn): void {
    const { turns } = this.#hold(conversationId);
    const held = turns.get(turnId);
    if (held?.end?.state === 'interrupted' && held.end.text?.startsWith(end.text ?? '')) return;
    turns.set(turnId, { learner: learner ?? held?.learner, end: { ...end, text: end.text ?? held?.end?.text } });
  }

  /** Writes down what is held of a conversation. @returns why that is not possible; `null` if it is done */
  async keep(conversationId: number): Promise<PatterError | null> {
    const held = this.#held.get(conversationId);
    if (held === undefined) return null;
    const { conversation, turns } = this.unkept(conversationId);
    if (conversation === undefined && turns.length === 0) return null;
    try {
      await this.#store.keep(conversationId, conversation, turns);
    } catch (thrown) {
      return asPatterError(thrown);
    }
    delete held.conversation;
    for (const { turnId, end } of turns) {
      // One that has ended anew meanwhile is not in the store yet.
      if (held.turns.get(turnId)?.end === end) held.turns.delete(turnId);
    }
    // Another call may have come to its end first, and something else be held by now.
    if (held.turns.size === 0 && this.#held.get(conversationId) === held) this.#held.delete(conversationId);
    this.#onKept(conversationId);
    return null;
  }

  /** What of a conversation is not in the store, as far as it has ended. */
  unkept(conversationId: number): UnkeptTalk {
    const { conversation, turns = [] } = this.#held.get(conversationId) ?? {};
    return {
      conversation,
      turns: [...turns].flatMap(([turnId, { learner, end }]) => (end === undefined ? [] : [{ turnId, learner, end }])),
    };
  }

  #turn(conversationId: number, turnId: string): { learner?: string | undefined; end?: TurnEnd } | undefined {
    return this.#held.get(conversationId)?.turns.get(turnId);
  }

  #hold(conversationId: number): Held {
    const held = this.#held.get(conversationId) ?? { turns: new Map() };
    this.#held.set(conversationId, held);
    return held;
  }
}

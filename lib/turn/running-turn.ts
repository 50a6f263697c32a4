import type { TurnEnd } from '#lib/db/rows.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { asPatterError, toWire } from '#lib/errors/wire-error.ts';
import type { Card } from '#lib/corrections/card.ts';
import type { ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import type { TextPart } from '#lib/tutor/run-turn.ts';
import type { LiveTurn, WaitingFor } from './protocol.ts';
import { retryDelay } from './retry-delay.ts';
import type { BegunTurn } from './turn-keeper.ts';

/** How often the text that has arrived is written down while more is arriving. */
const checkpointMs = 500;

/** A local model that has said nothing for this long is being loaded. */
const loadingAfterMs = 2_000;

/** As a tutor's part, with the card of what the tutor corrected by itself. */
export type ReplyPart = TextPart | { type: 'finish'; cut?: 'length' | 'refused'; card?: Card };

export interface TurnSource {
  /** Whether the tutor runs on this computer, and so may have to load its model. */
  local: boolean;
  parts: AsyncIterable<ReplyPart>;
  /** How a whole reply stands to the learner's level. */
  check: (text: string) => Promise<ReplyCheck>;
}

export interface RunningTurnOptions {
  turnId: string;
  /** Commits what the turn starts from. @returns `null` where there is nothing to run */
  begin: () => Promise<BegunTurn | null>;
  /**
   * Prepares the tutor and asks it. Aborting the signal ends the parts with `cancelled`.
   * @param begun what the reply is to go on from; empty for a new one
   */
  ask: (begun: string, signal: AbortSignal) => Promise<TurnSource>;
  /** Keeps the text so far. */
  checkpoint: (text: string) => Promise<void>;
  /** Keeps the end. @returns why that was not possible; `null` if it was */
  end: (end: TurnEnd) => Promise<PatterError | null>;
  /** More text. */
  onText: (text: string) => void;
  /** Something other than more text has changed. */
  onChange: (event: 'snapshot' | 'waiting' | 'replied') => void;
  /** From 0 to 1. */
  random: () => number;
}

type Finish = Extract<ReplyPart, { type: 'finish' }> & { check: ReplyCheck | undefined };

export type TurnOutcome =
  /** Committed, by this run or by the one that a repeated request repeats. */
  | { type: 'done' }
  | { type: 'failed'; error: PatterError }
  /** It ran to its end, which could not be committed. */
  | { type: 'unkept'; error: PatterError }
  /** Nothing was begun and nothing kept. */
  | { type: 'rejected'; error: PatterError };

/** One reply while it arrives, in the worker. It runs to its end whether or not anybody watches. */
export class RunningTurn {
  readonly #options: RunningTurnOptions;
  readonly #abort = new AbortController();
  #state: LiveTurn;
  #begun = '';
  #visible = false;
  /** Whether anything has come: from then on, another try would change what has been read. */
  #spoken = false;
  #retracted = false;
  #endWait: () => void = () => undefined;
  #checkpointed = 0;
  #checkpointing: Promise<void> = Promise.resolve();

  constructor(options: RunningTurnOptions) {
    this.#options = options;
    this.#state = { turnId: options.turnId, phase: 'waiting', text: '' };
  }

  get turnId(): string {
    return this.#state.turnId;
  }

  /** What a panel that attaches now has to know; `null` until the learner's message is safe, or known not to be. */
  get snapshot(): LiveTurn | null {
    return this.#visible ? this.#state : null;
  }

  /** Ends the reply; what has arrived stays. */
  stop(): void {
    this.#abort.abort();
    this.#endWait();
  }

  /** Asks the tutor again at once, where that is being waited for. */
  retryNow(): void {
    this.#endWait();
  }

  /** Begins the turn, runs it and commits how it ended. */
  async run(): Promise<TurnOutcome> {
    try {
      const begun = await this.#options.begin();
      if (begun === null) return { type: 'done' };
      const { text, unkept } = begun;
      this.#begun = text;
      this.#state = { ...this.#state, text, ...(unkept && { unkept }) };
    } catch (thrown) {
      return { type: 'rejected', error: asPatterError(thrown) };
    }
    this.#visible = true;
    this.#options.onChange('snapshot');
    const { ended, failure } = await this.#receive();
    await this.#checkpointing;
    // Without any new text the old stays, unless it is what was taken back.
    const text = this.#spoken || this.#retracted ? this.#state.text : undefined;
    const unkept = await this.#options.end({ ...ended, text, endedAt: Date.now() });
    if (unkept !== null) return { type: 'unkept', error: unkept };
    return failure === undefined ? { type: 'done' } : { type: 'failed', error: failure };
  }

  async #receive(): Promise<{ ended: Omit<TurnEnd, 'text' | 'endedAt'>; failure?: PatterError }> {
    try {
      const { cut, card, check } = await this.#untilFinish();
      return { ended: { state: 'done', cut, card, check } };
    } catch (thrown) {
      const failure = asPatterError(thrown);
      if (this.#abort.signal.aborted) return { ended: { state: 'stopped' } };
      const state = this.#state.text === '' ? 'failed' : 'interrupted';
      return { ended: { state, error: toWire(failure) }, failure };
    }
  }

  /** Asks until a reply has come to its end, as often as the retry policy has it. */
  async #untilFinish(): Promise<Finish> {
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.#readParts();
      } catch (thrown) {
        const error = asPatterError(thrown);
        const delay = this.#spoken ? null : retryDelay(error, retries, this.#options.random());
        if (delay === null || this.#abort.signal.aborted) throw error;
        await this.#waitToRetry(error, delay);
        this.#abort.signal.throwIfAborted();
      }
    }
  }

  async #readParts(): Promise<Finish> {
    const { onChange } = this.#options;
    const { local, parts, check } = await this.#options.ask(this.#begun, this.#abort.signal);
    const loading = local ? setTimeout(() => this.#waitFor({ what: 'model' }), loadingAfterMs) : undefined;
    try {
      for await (const part of parts) {
        clearTimeout(loading);
        if (part.type === 'text') this.#append(part.text);
        else if (part.type === 'retract') this.#retract();
        else {
          this.#state = { ...this.#state, phase: 'replied' };
          onChange('replied');
          // A reply is never lost by what is found out about it.
          return { ...part, check: await check(this.#state.text).catch(() => undefined) };
        }
      }
    } finally {
      clearTimeout(loading);
    }
    throw new PatterError('interrupted');
  }

  async #waitToRetry(error: PatterError, delayMs: number): Promise<void> {
    this.#waitFor({ what: 'retry', until: Date.now() + delayMs, error: toWire(error) });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#waitFor(undefined);
  }

  #waitFor(waitingFor: WaitingFor | undefined): void {
    const { waitingFor: _, ...state } = this.#state;
    this.#state = waitingFor === undefined ? state : { ...state, waitingFor };
    this.#options.onChange('waiting');
  }

  #append(text: string): void {
    const { waitingFor: _, ...state } = this.#state;
    this.#spoken = true;
    this.#state = { ...state, phase: 'arriving', text: state.text + text };
    this.#options.onText(text);
    this.#checkpointIfDue();
  }

  #retract(): void {
    this.#retracted = true;
    this.#spoken = false;
    this.#state = { ...this.#state, text: '' };
    this.#options.onChange('snapshot');
    this.#checkpoint();
  }

  #checkpointIfDue(): void {
    const now = Date.now();
    if (now - this.#checkpointed < checkpointMs) return;
    this.#checkpointed = now;
    this.#checkpoint();
  }

  #checkpoint(): void {
    const { text } = this.#state;
    // A checkpoint that fails is not the turn's failure: the final commit says whether the reply could be kept.
    this.#checkpointing = this.#checkpointing.then(() => this.#options.checkpoint(text)).catch(() => undefined);
  }
}

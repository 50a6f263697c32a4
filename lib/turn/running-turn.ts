import { PatterError } from '#lib/errors/patter-error.ts';
import { asPatterError, toWire } from '#lib/errors/wire-error.ts';
import type { TurnEnd } from '#lib/db/write/turns.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import type { LiveTurn } from './protocol.ts';

/** How often the text that has arrived is written down while more is arriving. */
const checkpointMs = 500;

/** A local model that has said nothing for this long is being loaded. */
const loadingAfterMs = 2_000;

export interface TurnSource {
  /** Whether the tutor runs on this computer, and so may have to load its model. */
  local: boolean;
  parts: AsyncIterable<TurnPart>;
}

export interface RunningTurnOptions {
  turnId: string;
  /** Commits what the turn starts from. @returns whether there is anything to run: a repeated request finds it done */
  begin: () => Promise<boolean>;
  /** Prepares the tutor and asks it. Aborting the signal ends the parts with `cancelled`. */
  ask: (signal: AbortSignal) => Promise<TurnSource>;
  /** Keeps the text so far. */
  checkpoint: (text: string) => Promise<void>;
  /** Keeps the end. */
  end: (end: TurnEnd) => Promise<void>;
  /** More text. */
  onText: (text: string) => void;
  /** Something other than more text has changed. */
  onChange: (event: 'snapshot' | 'waiting' | 'replied') => void;
}

export type TurnOutcome =
  /** Committed, by this run or by the one that a repeated request repeats. */
  | { type: 'done' }
  | { type: 'failed'; error: PatterError }
  /** Nothing was begun and nothing kept. */
  | { type: 'rejected'; error: PatterError };

/** One reply while it arrives, in the worker. It runs to its end whether or not anybody watches. */
export class RunningTurn {
  readonly #options: RunningTurnOptions;
  readonly #abort = new AbortController();
  #state: LiveTurn;
  #begun = false;
  #retracted = false;
  #checkpointed = 0;
  #checkpointing: Promise<void> = Promise.resolve();

  constructor(options: RunningTurnOptions) {
    this.#options = options;
    this.#state = { turnId: options.turnId, phase: 'waiting', text: '' };
  }

  get turnId(): string {
    return this.#state.turnId;
  }

  /** What a panel that attaches now has to know; `null` until the learner's message is safe. */
  get snapshot(): LiveTurn | null {
    return this.#begun ? this.#state : null;
  }

  /** Ends the reply; what has arrived stays. */
  stop(): void {
    this.#abort.abort();
  }

  /** Begins the turn, runs it and commits how it ended. */
  async run(): Promise<TurnOutcome> {
    try {
      if (!(await this.#options.begin())) return { type: 'done' };
    } catch (thrown) {
      return { type: 'rejected', error: asPatterError(thrown) };
    }
    this.#begun = true;
    this.#options.onChange('snapshot');
    const { committed, failure } = await this.#receive();
    await this.#checkpointing;
    try {
      // Without any new text the old stays, unless it is what was taken back.
      const { text } = this.#state;
      await this.#options.end({ ...committed, text: text === '' && !this.#retracted ? undefined : text });
    } catch (thrown) {
      return { type: 'failed', error: asPatterError(thrown) };
    }
    return failure === undefined ? { type: 'done' } : { type: 'failed', error: failure };
  }

  async #receive(): Promise<{ committed: Omit<TurnEnd, 'text'>; failure?: PatterError }> {
    try {
      const { cut, correction } = await this.#readParts();
      return { committed: { state: 'done', cut, correction } };
    } catch (thrown) {
      const failure = asPatterError(thrown);
      if (failure.code === 'cancelled') return { committed: { state: 'stopped' } };
      const state = this.#state.text === '' ? 'failed' : 'interrupted';
      return { committed: { state, error: toWire(failure) }, failure };
    }
  }

  async #readParts(): Promise<Extract<TurnPart, { type: 'finish' }>> {
    const { onChange } = this.#options;
    const { local, parts } = await this.#options.ask(this.#abort.signal);
    const loading = local ? setTimeout(() => this.#waitForModel(), loadingAfterMs) : undefined;
    try {
      for await (const part of parts) {
        clearTimeout(loading);
        if (part.type === 'text') this.#append(part.text);
        else if (part.type === 'retract') this.#retract();
        else {
          this.#state = { ...this.#state, phase: 'replied' };
          onChange('replied');
          return part;
        }
      }
    } finally {
      clearTimeout(loading);
    }
    throw new PatterError('interrupted');
  }

  #waitForModel(): void {
    this.#state = { ...this.#state, waitingFor: 'model-load' };
    this.#options.onChange('waiting');
  }

  #append(text: string): void {
    this.#state = { turnId: this.#state.turnId, phase: 'arriving', text: this.#state.text + text };
    this.#options.onText(text);
    this.#checkpointIfDue();
  }

  #retract(): void {
    this.#retracted = true;
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

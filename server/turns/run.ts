import { PatterError } from '#lib/errors/patter-error.ts';
import { asPatterError } from '#lib/errors/wire-error.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import type { Attempt, AttemptKey, AttemptState } from '../store/store.ts';
import { startAfter, type Ending, type Reply, type WholeEnding } from './reply.ts';
import type { Watched } from './watched.ts';

export interface RunOptions {
  /** What the tutor says. Aborting the signal ends it. */
  parts: (signal: AbortSignal) => AsyncIterable<TurnPart>;
  /** There is text that is not kept yet. */
  onText: (run: Run) => void;
  /** Keeps that the text is whole. @returns `false` where the attempt was replaced or deleted before that */
  keepWhole: (attempt: Attempt & { whole: WholeEnding }) => Promise<boolean>;
  /** Keeps the end. @returns `false` where the attempt was replaced or deleted before that */
  finish: (attempt: Attempt & { ending: Ending }, state: AttemptState) => Promise<boolean>;
}

/** One attempt at a reply while it arrives. It runs to its end whether or not anybody watches. */
export class Run implements Watched {
  readonly key: AttemptKey;
  readonly #options: RunOptions;
  readonly #abort = new AbortController();
  readonly #watchers = new Set<() => void>();
  #start: number;
  #text = '';
  #arriving = true;
  #whole: WholeEnding | null = null;
  #ending: Ending | null = null;
  #reason: PatterError | undefined;

  constructor({ turn, number, start }: Attempt, options: RunOptions) {
    this.key = { turn, number };
    this.#start = start;
    this.#options = options;
  }

  get reply(): Reply {
    return { start: this.#start, text: this.#text, whole: this.#whole, ending: this.#ending };
  }

  /** Whether more text may come. */
  get arriving(): boolean {
    return this.#arriving;
  }

  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  /** Ends the reply before its time; what has arrived stays. */
  stop(reason: PatterError): void {
    this.#reason ??= reason;
    this.#abort.abort();
  }

  /** Asks the tutor, and keeps that its text is whole, and the end, before anybody is told of it. @returns how it ended */
  async run(): Promise<PatterError | null> {
    let ending: Ending;
    let failure: PatterError | null = null;
    try {
      ending = await this.#receive();
    } catch (thrown) {
      failure = this.#reason ?? asPatterError(thrown);
      ending = endingOf(failure);
    }
    this.#arriving = false;
    try {
      const state = failure === null ? 'done' : this.#text === '' ? 'failed' : 'interrupted';
      const kept = await this.#options.finish({ ...this.key, ...this.reply, ending }, state);
      if (!kept) failure ??= new PatterError('interrupted');
    } catch (thrown) {
      failure = asPatterError(thrown);
    }
    // What is kept as whole does not fail any more.
    this.#ending = failure === null || this.#whole !== null ? ending : endingOf(failure);
    this.#changed();
    return failure;
  }

  async #receive(): Promise<Ending> {
    let whole: WholeEnding | undefined;
    for await (const part of this.#options.parts(this.#abort.signal)) {
      if (part.type === 'correction') return { ...whole, corrections: part.correction };
      if (part.type === 'finish') {
        whole = { corrections: part.correction ?? null, ...(part.cut && { cut: part.cut }) };
        if (part.correctionFollows !== true) return whole;
        await this.#becomeWhole(whole);
        continue;
      }
      if (part.type === 'text') this.#text += storable(part.text);
      else {
        this.#start = startAfter({ start: this.#start, text: this.#text });
        this.#text = '';
      }
      this.#changed();
      this.#options.onText(this);
    }
    if (whole === undefined) throw new PatterError('interrupted');
    return whole;
  }

  async #becomeWhole(whole: WholeEnding): Promise<void> {
    this.#arriving = false;
    const kept = await this.#options.keepWhole({ ...this.key, ...this.reply, whole }).catch(() => null);
    // What could not be kept nobody is told of: the end says whether it can be by then.
    if (kept === null) return;
    if (!kept) throw new PatterError('interrupted');
    this.#whole = whole;
    this.#changed();
  }

  #changed(): void {
    for (const onChange of this.#watchers) onChange();
  }
}

function endingOf({ code, retryAfterMs }: PatterError): Ending {
  return { error: code, ...(retryAfterMs !== undefined && Number.isFinite(retryAfterMs) && { retryAfterMs }) };
}

/** A text as every database takes it, of the same length: none keeps half characters, and PostgreSQL no U+0000. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

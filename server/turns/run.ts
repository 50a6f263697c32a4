import { PatterError } from '#lib/errors/patter-error.ts';
import { asPatterError } from '#lib/errors/wire-error.ts';
import type { TurnPart } from '#lib/tutor/run-turn.ts';
import type { Attempt, AttemptKey, AttemptState } from '../store/store.ts';
import { startAfter, type Ending, type Reply } from './reply.ts';
import type { Watched } from './watched.ts';

export interface RunOptions {
  /** What the tutor says. Aborting the signal ends it. */
  parts: (signal: AbortSignal) => AsyncIterable<TurnPart>;
  /** There is text that is not kept yet. */
  onText: (run: Run) => void;
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
  #ending: Ending | null = null;
  #reason: PatterError | undefined;

  constructor({ turn, number, start }: Attempt, options: RunOptions) {
    this.key = { turn, number };
    this.#start = start;
    this.#options = options;
  }

  get reply(): Reply {
    return { start: this.#start, text: this.#text, ending: this.#ending };
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

  /** Asks the tutor, and keeps the end before anybody is told of it. @returns how it ended */
  async run(): Promise<PatterError | null> {
    let ending: Ending;
    let failure: PatterError | null = null;
    try {
      ending = await this.#receive();
    } catch (thrown) {
      failure = this.#reason ?? asPatterError(thrown);
      ending = endingOf(failure);
    }
    try {
      const state = failure === null ? 'done' : this.#text === '' ? 'failed' : 'interrupted';
      const kept = await this.#options.finish({ ...this.key, start: this.#start, text: this.#text, ending }, state);
      if (!kept) failure ??= new PatterError('interrupted');
    } catch (thrown) {
      failure = asPatterError(thrown);
    }
    this.#ending = failure === null ? ending : endingOf(failure);
    this.#changed();
    return failure;
  }

  async #receive(): Promise<Ending> {
    for await (const part of this.#options.parts(this.#abort.signal)) {
      if (part.type === 'finish') return { corrections: part.correction ?? null, ...(part.cut && { cut: part.cut }) };
      if (part.type === 'text') this.#text += storable(part.text);
      else {
        this.#start = startAfter({ start: this.#start, text: this.#text });
        this.#text = '';
      }
      this.#changed();
      this.#options.onText(this);
    }
    throw new PatterError('interrupted');
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

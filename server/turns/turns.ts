import { PatterError } from '#lib/errors/patter-error.ts';
import type { Log } from '../log.ts';
import type { Asked, Attempt, Question, TurnName, TurnStore } from '../store/store.ts';
import type { Teaching } from '../teaching.ts';
import { askTutor } from './ask-tutor.ts';
import { Elsewhere } from './elsewhere.ts';
import { Run } from './run.ts';
import { Saver } from './saver.ts';
import { untilKept } from './until-kept.ts';
import { settled, type Watched } from './watched.ts';

/** The turns of this process, and the way to those of all others. */
export class Turns {
  readonly #teaching: Teaching;
  readonly #store: TurnStore;
  readonly #log: Log;
  readonly #saver: Saver;
  readonly #elsewhere: Elsewhere;
  readonly #running = new Map<number, { run: Run; ended: Promise<void> }>();

  constructor(teaching: Teaching, store: TurnStore, log: Log) {
    this.#teaching = teaching;
    this.#store = store;
    this.#log = log;
    this.#saver = new Saver(store, (run) => run.stop(new PatterError('interrupted')));
    this.#elsewhere = new Elsewhere(store);
  }

  /**
   * The reply to a question. The learner's message is kept before this returns.
   * @throws {PatterError}
   */
  async ask(question: Question): Promise<Watched> {
    const asked = await this.#store.ask(question);
    return asked.begun ? this.#begin(asked, question) : this.#watch(asked.attempt);
  }

  /** The reply of a turn that has begun before; `undefined` where there is none. @throws {PatterError} */
  async find(turn: TurnName): Promise<Watched | undefined> {
    const attempt = await this.#store.find(turn);
    return attempt && this.#watch(attempt);
  }

  /**
   * Waits for the running turns to end.
   * @param deadline once it is aborted, what they have said so far is kept and they are stopped
   */
  async drain(deadline: AbortSignal): Promise<void> {
    const stop = (): void => {
      for (const { run } of this.#running.values()) run.stop(new PatterError('interrupted'));
    };
    if (deadline.aborted) stop();
    deadline.addEventListener('abort', stop);
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
    deadline.removeEventListener('abort', stop);
  }

  #watch(attempt: Attempt): Watched {
    const run = this.#running.get(attempt.turn)?.run;
    if (run?.key.number === attempt.number) return run;
    return attempt.ending === null ? this.#elsewhere.open(attempt) : settled(attempt);
  }

  #begin(asked: Asked, question: Question): Watched {
    const { attempt } = asked;
    const asking = { teaching: this.#teaching, store: this.#store, log: this.#log };
    const run = new Run(attempt, {
      parts: (signal) => askTutor(asked, question, asking, signal),
      onText: (running) => this.#saver.add(running),
      keepWhole: (whole) => {
        this.#saver.remove(run);
        return this.#store.keepWhole(whole);
      },
      finish: (ended, state) => {
        this.#saver.remove(run);
        const at = Date.now();
        return untilKept(() => this.#store.finish(ended, state, at));
      },
    });
    // Whoever asks anew does not want the reply that was still arriving.
    this.#running.get(attempt.turn)?.run.stop(new PatterError('interrupted'));
    const ended = run.run().then((failure) => {
      if (this.#running.get(attempt.turn)?.run === run) this.#running.delete(attempt.turn);
      this.#log('turn', {
        owner: question.owner,
        ...(failure === null ? { state: 'done' } : { state: 'failed', code: failure.code }),
      });
    });
    this.#running.set(attempt.turn, { run, ended });
    return run;
  }
}

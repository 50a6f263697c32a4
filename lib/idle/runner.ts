import type { Job, JobKind } from '#lib/db/memory-rows.ts';
import {
  enqueueJob,
  failJob,
  finishJob,
  giveBackJob,
  leaseJob,
  leaseMs,
  nextJobAt,
  renewJob,
  restJobs,
} from '#lib/db/write/jobs.ts';
import { asPatterError } from '#lib/errors/wire-error.ts';

/** Does a job as far as it takes long, and writes nothing. @returns what it has to write, in the transaction that ends it */
export type Work = (job: Job, signal: AbortSignal) => Promise<() => Promise<unknown>>;

/** A job that takes longer than this has failed, in milliseconds. */
const patienceMs = 5 * 60_000;

/** How long nothing is done that the learner has stopped, in milliseconds. */
const stoppedMs = 60 * 60_000;

/** The same where the learner's own limits leave nothing, and nobody says for how long. */
const exhaustedMs = 60 * 60_000;

/** What is not the job's fault: it waits for the learner's limits. */
const limits = new Set(['throttled', 'budget', 'quota', 'rate-limited']);

export interface IdleRunnerOptions {
  work: Record<JobKind, Work>;
  /** What may be done now, by the learner's switches and the tutor's abilities. */
  kinds: () => Promise<readonly JobKind[]>;
  /** Holds the worker alive. @returns a function that lets go */
  hold: () => () => void;
  /** Has `run` called at a time, if nothing calls it before; the latest such time counts, also for the next worker. */
  wakeAt: (time: number) => void;
  now: () => number;
}

/**
 * Does one job after the other while nobody wants anything. A turn ends the job that is running at once, since a tutor on
 * this computer serves one request at a time; it is given back and done later.
 */
export class IdleRunner {
  readonly #options: IdleRunnerOptions;
  #turns = 0;
  #turnsOver = Promise.withResolvers<void>();
  #quiet = false;
  #running: AbortController | null = null;
  #run: Promise<void> | null = null;

  constructor(options: IdleRunnerOptions) {
    this.#options = options;
  }

  /** A turn begins, and has the tutor to itself. */
  turnBegan(): void {
    if (this.#turns === 0) this.#turnsOver = Promise.withResolvers();
    this.#turns += 1;
    this.interrupt();
  }

  turnEnded(): void {
    this.#turns -= 1;
    if (this.#turns === 0) this.#turnsOver.resolve();
  }

  /** Whether a reply is on its way. */
  get isTurnLive(): boolean {
    return this.#turns > 0;
  }

  /** Waits until no reply is on its way. */
  async turnsOver(): Promise<void> {
    while (this.isTurnLive) await this.#turnsOver.promise;
  }

  /** The learner does something: the job that is running comes to its end, and no other is begun. */
  disturb(): void {
    this.#quiet = false;
  }

  /** Ends the job that is running, which is done some other time. */
  interrupt(): void {
    this.#quiet = false;
    this.#running?.abort();
  }

  /** Ends the job that is running: the learner does not want it now, nor what else waits. It never throws. */
  async stop(): Promise<void> {
    const rested = restJobs(this.#options.now(), stoppedMs).catch(() => undefined);
    this.interrupt();
    await rested;
  }

  /** Asks for work. It is never worth failing for. */
  async ask(kind: JobKind, subject: string): Promise<void> {
    await enqueueJob(kind, subject, this.#options.now()).catch(() => undefined);
  }

  /** Does what there is to do, until there is nothing more or somebody wants something. It never throws. */
  run(): Promise<void> {
    this.#quiet = true;
    this.#run ??= this.#all().finally(() => {
      this.#run = null;
    });
    return this.#run;
  }

  async #all(): Promise<void> {
    const { kinds, hold, wakeAt, now } = this.#options;
    const letGo = hold();
    try {
      while (this.#mayBegin()) {
        const possible = await kinds();
        if (possible.length === 0) return;
        const job = await leaseJob(possible, now());
        if (job === null) {
          const next = await nextJobAt(possible, now());
          if (next !== null) wakeAt(next);
          return;
        }
        if (this.#mayBegin()) await this.#do(job);
        else await giveBackJob(job, now());
      }
    } catch {
      // Without a store there is no work; it is looked at again when the worker wakes next.
    } finally {
      letGo();
    }
  }

  #mayBegin(): boolean {
    return this.#quiet && this.#turns === 0;
  }

  async #do(job: Job): Promise<void> {
    const { work, now, wakeAt } = this.#options;
    // Were this worker to die, the next one is there when the job is free again.
    wakeAt(job.leasedUntil);
    const running = new AbortController();
    const { signal } = running;
    const renewal = setInterval(() => {
      wakeAt(now() + leaseMs);
      renewJob(job, now()).then(
        (held) => held || running.abort(),
        () => running.abort(),
      );
    }, leaseMs / 3);
    this.#running = running;
    try {
      const write = await work[job.kind](job, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
      if (signal.aborted) await giveBackJob(job, now());
      else await finishJob(job, write);
    } catch (thrown) {
      const { code, retryAfterMs = exhaustedMs } = asPatterError(thrown);
      if (signal.aborted) await giveBackJob(job, now());
      else if (limits.has(code)) await giveBackJob(job, now(), retryAfterMs);
      else await failJob(job, now());
    } finally {
      clearInterval(renewal);
      this.#running = null;
    }
  }
}

import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { database } from '#lib/db/database.ts';
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

const kinds: readonly JobKind[] = ['extract', 'summarise'];
const hour = 3_600_000;

beforeEach(() => database.jobs.clear());

async function leased(now: number): Promise<Job> {
  const job = await leaseJob(kinds, now);
  if (job === null) throw new Error('no job');
  return job;
}

describe('the queue', () => {
  it('has what waits once, however often it is asked for', async () => {
    await enqueueJob('extract', '1', 10);
    await enqueueJob('extract', '1', 20);
    await finishJob(await leased(30), async () => undefined);
    expect(await leaseJob(kinds, 40)).toBeNull();
  });

  it('does what is asked for while it is being done once more', async () => {
    await enqueueJob('extract', '1', 10);
    const job = await leased(20);
    await enqueueJob('extract', '1', 30);
    expect(await finishJob(job, async () => undefined)).toBe(true);
    expect((await leased(40)).attempts).toBe(1);
  });

  it('gives nobody a job that somebody has, until the lease runs out', async () => {
    await enqueueJob('extract', '1', 0);
    const first = await leased(0);
    expect(await leaseJob(kinds, leaseMs - 1)).toBeNull();
    await renewJob(first, leaseMs - 1);
    expect(await leaseJob(kinds, leaseMs)).toBeNull();
    const second = await leased(2 * leaseMs);
    let written = 0;
    const write = async () => (written += 1);
    expect(await finishJob(first, write)).toBe(false);
    expect(await renewJob(first, 2 * leaseMs)).toBe(false);
    expect(await failJob(first, 2 * leaseMs)).toBe(false);
    expect(await finishJob(second, write)).toBe(true);
    expect(written).toBe(1);
  });

  it('waits twice as long after each failure, and gives up after five', async () => {
    await enqueueJob('extract', '1', 0);
    const rests: number[] = [];
    for (let now = 0; ;) {
      const job = await leaseJob(kinds, now);
      if (job === null) break;
      await failJob(job, now);
      const next = await nextJobAt(kinds, now);
      if (next === null) break;
      rests.push((next - now) / 60_000);
      now = next;
    }
    expect(rests).toEqual([1, 2, 4, 8]);
    expect(await database.jobs.count()).toBe(0);
  });

  it('counts no try that was taken away from its job', async () => {
    await enqueueJob('extract', '1', 0);
    for (let time = 0; time < 20; time += 1) await giveBackJob(await leased(time), time);
    expect((await leased(99)).attempts).toBe(1);
  });

  it('puts a job off for as long as it is told to, a day at most', async () => {
    await enqueueJob('extract', '1', 0);
    for (const [asked, rested] of [
      [2 * hour, 2 * hour],
      [400 * hour, 24 * hour],
    ] as const) {
      const now = (await nextJobAt(kinds, 0)) ?? 0;
      await giveBackJob(await leased(now), now, asked);
      expect(await leaseJob(kinds, now + rested - 1)).toBeNull();
      expect(await nextJobAt(kinds, now)).toBe(now + rested);
    }
  });

  it('has all jobs rest, those that somebody has as well', async () => {
    await enqueueJob('extract', '1', 0);
    await enqueueJob('summarise', '1', 1);
    await enqueueJob('extract', '2', 2);
    await giveBackJob(await leased(2), 2, 5 * hour);
    const held = await leased(3);
    await restJobs(4, hour);
    await giveBackJob(held, 5);
    expect(await leaseJob(kinds, hour)).toBeNull();
    const now = hour + 4;
    const taken = [await leased(now), await leased(now)];
    expect(taken.map(({ key }) => key).toSorted()).toEqual(['extract/2', 'summarise/1']);
    expect(await leaseJob(kinds, now)).toBeNull();
    for (const job of taken) await finishJob(job, async () => undefined);
    expect(await nextJobAt(kinds, now)).toBe(5 * hour + 2);
  });

  it('waits for no time that the clock has to come to once more where it was set back', async () => {
    const ahead = 365 * 24 * hour;
    await enqueueJob('extract', '1', ahead);
    const dead = await leased(ahead);
    await enqueueJob('summarise', '1', ahead);
    expect(await nextJobAt(kinds, hour)).toBe(hour);
    const taken = [await leased(hour), await leased(hour)];
    expect(taken.map(({ key }) => key).toSorted()).toEqual(['extract/1', 'summarise/1']);
    expect(await leaseJob(kinds, hour)).toBeNull();
    expect(await finishJob(dead, async () => undefined)).toBe(false);
    for (const job of taken) await giveBackJob(job, hour);
    await restJobs(hour, hour);
    expect(await leaseJob(kinds, 2 * hour - 1)).toBeNull();
  });

  it('drops a job that ended its worker five times', async () => {
    await enqueueJob('extract', '1', 0);
    for (let time = 0; time < 5; time += 1) await leased(time * hour);
    expect(await leaseJob(kinds, 6 * hour)).toBeNull();
    expect(await database.jobs.count()).toBe(0);
  });

  it('takes only what can be done now, and leaves a row that it can not read alone', async () => {
    await enqueueJob('extract', '1', 0);
    const damaged = { key: 'summarise/1', notBefore: 0, leasedUntil: 0 } as Job;
    await database.jobs.put(damaged);
    expect(await leaseJob(['summarise'], 9)).toBeNull();
    await enqueueJob('summarise', '1', 9);
    expect(await database.jobs.get('summarise/1')).toEqual(damaged);
  });

  it('keeps a job whose writing failed', async () => {
    await enqueueJob('extract', '1', 0);
    const job = await leased(0);
    const full = finishJob(job, () => Promise.reject(new Error('full')));
    await expect(full).rejects.toMatchObject({ code: 'storage' });
    expect(await database.jobs.count()).toBe(1);
  });
});

/** What can happen to a queue whose workers live, die and lose their jobs. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('enqueue' as const), subject: fc.constantFrom('1', '2') }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('lease' as const), who: fc.nat(2) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constantFrom(...(['finish', 'finish', 'renew', 'fail', 'abort', 'kill'] as const)),
      who: fc.nat(2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('pass' as const), ms: fc.constantFrom(1, leaseMs / 2, leaseMs, 2 * hour) }),
  },
);

const seed = Number(process.env['IDLE_SEED'] ?? 20_261_124);
const numRuns = Number(process.env['IDLE_RUNS'] ?? 300);

/** What a queue owes to those who asked, kept beside it. */
class Owed {
  /** How often each subject was asked for in all, and how often when its job was taken last. */
  readonly #asked = new Map<string, number>();
  readonly #askedBefore = new Map<string, number>();
  readonly #done = new Map<string, number>();
  /** The lease that counts, by subject; none where the job was given back. */
  readonly #owner = new Map<string, string>();
  readonly #until = new Map<string, number>();
  /** Jobs that were given up after too many tries owe nothing any more. */
  readonly #tries = new Map<string, number>();

  ask(subject: string): void {
    this.#asked.set(subject, (this.#asked.get(subject) ?? 0) + 1);
  }

  take({ subject, lease }: Job, now: number): void {
    // Nobody is given what somebody still has.
    if (this.#owner.has(subject)) expect(now).toBeGreaterThanOrEqual(this.#until.get(subject) ?? 0);
    this.#owner.set(subject, lease);
    this.renew({ subject }, now);
    this.#askedBefore.set(subject, this.#asked.get(subject) ?? 0);
    this.#tries.set(subject, (this.#tries.get(subject) ?? 0) + 1);
  }

  renew({ subject }: Pick<Job, 'subject'>, now: number): void {
    this.#until.set(subject, now + leaseMs);
  }

  owns({ subject, lease }: Job): boolean {
    return this.#owner.get(subject) === lease;
  }

  leave({ subject }: Job, counts: boolean): void {
    this.#owner.delete(subject);
    if (!counts) this.#tries.set(subject, (this.#tries.get(subject) ?? 0) - 1);
  }

  finish({ subject }: Job): void {
    this.#owner.delete(subject);
    this.#tries.set(subject, 0);
    // Whoever asked before it was taken has been served, and never twice.
    const served = this.#askedBefore.get(subject) ?? 0;
    expect(served).toBeGreaterThan(this.#done.get(subject) ?? 0);
    this.#done.set(subject, served);
  }

  drop(subject: string): void {
    expect(this.#tries.get(subject) ?? 0).toBeGreaterThanOrEqual(5);
    this.#owner.delete(subject);
    this.#tries.set(subject, 0);
    this.#done.set(subject, this.#asked.get(subject) ?? 0);
  }

  isOwed(subject: string): boolean {
    return (this.#asked.get(subject) ?? 0) > (this.#done.get(subject) ?? 0);
  }
}

it('loses no job and has no effect twice, whoever dies when', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 50 }), async (steps) => {
      await database.jobs.clear();
      const owed = new Owed();
      const held = new Map<number, Job>();
      let now = 0;

      /** What was given up is gone; all else that is owed is there. */
      const compare = async (mayDrop: boolean): Promise<void> => {
        for (const subject of ['1', '2']) {
          const there = (await database.jobs.get(`extract/${subject}`)) !== undefined;
          if (!there && mayDrop && owed.isOwed(subject)) owed.drop(subject);
          expect([subject, there]).toEqual([subject, owed.isOwed(subject)]);
        }
      };
      const take = async (): Promise<Job | null> => {
        const job = await leaseJob(kinds, now);
        await compare(true);
        if (job !== null) owed.take(job, now);
        return job;
      };
      const finish = async (job: Job): Promise<void> => {
        let wrote = 0;
        const done = await finishJob(job, async () => (wrote += 1));
        expect([done, wrote]).toEqual(owed.owns(job) ? [true, 1] : [false, 0]);
        if (done) owed.finish(job);
        await compare(false);
      };

      for (const taken of steps) {
        if (taken.act === 'pass') {
          now += taken.ms;
          continue;
        }
        if (taken.act === 'enqueue') {
          const { subject } = taken;
          await enqueueJob('extract', subject, now);
          owed.ask(subject);
          continue;
        }
        const { act, who } = taken;
        const job = held.get(who);
        if (act === 'lease') {
          const next = job === undefined ? await take() : null;
          if (next !== null) held.set(who, next);
          continue;
        }
        if (job === undefined) continue;
        const owns = owed.owns(job);
        if (act === 'renew') {
          expect(await renewJob(job, now)).toBe(owns);
          if (owns) owed.renew(job, now);
          continue;
        }
        // A worker that is killed says nothing.
        held.delete(who);
        if (act === 'finish') await finish(job);
        if (act === 'fail' || act === 'abort') {
          expect(await (act === 'fail' ? failJob(job, now) : giveBackJob(job, now))).toBe(owns);
          if (owns) owed.leave(job, act === 'fail');
          await compare(act === 'fail');
        }
      }
      // Whoever comes last does all that is left.
      now += 3 * hour;
      for (let job = await take(); job !== null; job = await take()) await finish(job);
      expect(await database.jobs.count()).toBe(0);
    }),
    { seed, numRuns },
  );
});

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
      const next = await nextJobAt(kinds);
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
  fc.record({ act: fc.constant('enqueue' as const), subject: fc.constantFrom('1', '2', '3') }),
  fc.record({ act: fc.constantFrom('lease', 'renew', 'finish', 'fail', 'abort', 'kill' as const), who: fc.nat(2) }),
  fc.record({ act: fc.constant('pass' as const), ms: fc.constantFrom(1, leaseMs / 2, leaseMs, 2 * hour) }),
);

const seed = Number(process.env['IDLE_SEED'] ?? 20_261_124);
const numRuns = Number(process.env['IDLE_RUNS'] ?? 150);

it('loses no job and has no effect twice, whoever dies when', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      await database.jobs.clear();
      let now = 0;
      const held: (Job | null)[] = [null, null, null];
      /** How often each was asked for since its last effect. */
      const wanted = new Map<string, number>();
      const effects = new Map<string, number>();
      const asked = new Map<string, number>();
      const finish = async (job: Job): Promise<void> => {
        let wrote = 0;
        const done = await finishJob(job, async () => (wrote += 1));
        expect(wrote).toBe(done ? 1 : 0);
        if (!done) return;
        effects.set(job.subject, (effects.get(job.subject) ?? 0) + 1);
        const since = (asked.get(job.subject) ?? 0) - job.asked;
        wanted.set(job.subject, since > 0 ? since : 0);
        asked.set(job.subject, since > 0 ? (asked.get(job.subject) ?? 0) : 0);
        // An effect is owed to somebody who asked.
        expect(job.asked).toBeGreaterThan(0);
      };
      for (const taken of steps) {
        if (taken.act === 'enqueue') {
          const { subject } = taken;
          if ((await database.jobs.get(`extract/${subject}`)) === undefined) asked.set(subject, 0);
          await enqueueJob('extract', subject, now);
          asked.set(subject, (asked.get(subject) ?? 0) + 1);
          wanted.set(subject, (wanted.get(subject) ?? 0) + 1);
          continue;
        }
        if (taken.act === 'pass') {
          now += taken.ms;
          continue;
        }
        const { act, who } = taken;
        const job = held[who] ?? null;
        if (act === 'lease') {
          if (job !== null) continue;
          const owners = await database.jobs.where('leasedUntil').above(now).count();
          held[who] = await leaseJob(kinds, now);
          const after = await database.jobs.where('leasedUntil').above(now).count();
          expect(after - owners).toBe(held[who] === null ? 0 : 1);
          continue;
        }
        if (job === null) continue;
        if (act === 'renew') await renewJob(job, now);
        else {
          held[who] = null;
          if (act === 'finish') await finish(job);
          else if (act === 'fail') await failJob(job, now);
          else if (act === 'abort') await giveBackJob(job, now);
          // A worker that is killed says nothing.
        }
      }
      // Whoever comes last does all that is left.
      now += 3 * hour;
      for (let job = await leaseJob(kinds, now); job !== null; job = await leaseJob(kinds, now)) {
        // A job that was not done is there with its lease run out, unless it was tried five times.
        await finish(job);
      }
      expect(await database.jobs.count()).toBe(0);
      const tries = steps.filter(({ act }) => act === 'fail' || act === 'kill').length;
      for (const [subject, times] of wanted) if (tries < 5) expect([subject, times]).toEqual([subject, 0]);
      for (const [subject, times] of effects) {
        const asks = steps.filter((other) => other.act === 'enqueue' && other.subject === subject).length;
        expect(times).toBeLessThanOrEqual(asks);
      }
    }),
    { seed, numRuns },
  );
});

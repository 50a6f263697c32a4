import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import type { Job } from '#lib/db/memory-rows.ts';
import { enqueueJob } from '#lib/db/write/jobs.ts';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import { IdleRunner, type IdleRunnerOptions, type Work } from '#lib/idle/runner.ts';
import { until } from '#tests/helpers/until.ts';

beforeEach(() => database.jobs.clear());

const minute = 60_000;

/** A runner whose jobs hang until they are let go or aborted. */
function world(options: Partial<IdleRunnerOptions> = {}) {
  const begun: { job: Job; signal: AbortSignal; finish: () => void; fail: (code: ErrorCode) => void }[] = [];
  const written: string[] = [];
  const work: Work = (job, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new PatterError('cancelled')));
      begun.push({
        job,
        signal,
        finish: () => resolve(async () => written.push(job.key)),
        fail: (code) => reject(new PatterError(code)),
      });
    });
  const holders = { count: 0 };
  const wakeAt = vi.fn<(time: number) => void>();
  const clock = { now: 1_000 };
  const runner = new IdleRunner({
    work: { extract: work, summarise: work, opener: work },
    kinds: async () => ['extract', 'summarise'],
    hold: () => {
      holders.count += 1;
      return () => (holders.count -= 1);
    },
    wakeAt,
    now: () => clock.now,
    ...options,
  });
  const running = (count: number) => until(async () => begun.length === count || null);
  return { runner, begun, written, holders, wakeAt, clock, running };
}

describe('idle work', () => {
  it('is done one job at a time, and holds the worker alive meanwhile', async () => {
    const { runner, begun, written, holders, clock, running } = world();
    await runner.ask('extract', '1');
    clock.now += 1;
    await runner.ask('summarise', '1');
    const run = runner.run();
    await running(1);
    expect(holders.count).toBe(1);
    begun[0]?.finish();
    await running(2);
    begun[1]?.finish();
    await run;
    expect(written).toEqual(['extract/1', 'summarise/1']);
    expect(holders.count).toBe(0);
    expect(await database.jobs.count()).toBe(0);
  });

  it('makes way for a turn at once, and is taken up again after it as if it had not been tried', async () => {
    const { runner, begun, written, running } = world();
    await runner.ask('extract', '1');
    const run = runner.run();
    await running(1);
    runner.turnBegan();
    expect(begun[0]?.signal.aborted).toBe(true);
    await run;
    expect(await database.jobs.get('extract/1')).toMatchObject({ attempts: 0, leasedUntil: 0 });
    await runner.run();
    expect(begun).toHaveLength(1);
    runner.turnEnded();
    const again = runner.run();
    await running(2);
    begun[1]?.finish();
    await again;
    expect(written).toEqual(['extract/1']);
  });

  it('tells once no turn is live any more', async () => {
    const { runner } = world();
    const told: string[] = [];
    const tell = async (name: string) => runner.turnsOver().then(() => told.push(name));
    await tell('before');
    runner.turnBegan();
    runner.turnBegan();
    const during = [tell('first'), tell('second')];
    runner.turnEnded();
    await new Promise(setImmediate);
    expect(told).toEqual(['before']);
    runner.turnEnded();
    await Promise.all(during);
    expect(told).toEqual(['before', 'first', 'second']);
  });

  it('writes nothing of what came back after a turn had begun', async () => {
    const { runner, begun, written, running } = world();
    await runner.ask('extract', '1');
    const run = runner.run();
    await running(1);
    begun[0]?.finish();
    runner.turnBegan();
    await run;
    expect(written).toEqual([]);
    expect(await database.jobs.count()).toBe(1);
  });

  it('begins nothing while the learner does something, and nothing that may not be done', async () => {
    const { runner, begun, written, running } = world();
    await runner.ask('extract', '1');
    await runner.ask('extract', '2');
    const run = runner.run();
    await running(1);
    runner.disturb();
    begun[0]?.finish();
    await run;
    expect(written).toHaveLength(1);
    const none = world({ kinds: async () => [] });
    await none.runner.run();
    expect(none.begun).toEqual([]);
  });

  it('ends at a click, and nothing is begun for an hour', async () => {
    const { runner, begun, clock, running } = world();
    await runner.ask('extract', '1');
    clock.now += 1;
    await runner.ask('summarise', '1');
    const run = runner.run();
    await running(1);
    await runner.stop();
    await run;
    expect(begun[0]?.signal.aborted).toBe(true);
    await runner.run();
    clock.now += 60 * minute - 1;
    await runner.run();
    expect(begun).toHaveLength(1);
    clock.now += 1;
    void runner.run();
    await running(2);
    await runner.stop();
  });

  it('ends where it is not allowed any more, and goes on once it is', async () => {
    const { runner, begun, written, running } = world();
    await runner.ask('extract', '1');
    const run = runner.run();
    await running(1);
    runner.interrupt();
    await run;
    expect(begun[0]?.signal.aborted).toBe(true);
    const again = runner.run();
    await running(2);
    begun[1]?.finish();
    await again;
    expect(written).toEqual(['extract/1']);
  });

  it('ends where another worker has got the job', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { runner, begun, written, running } = world();
    await runner.ask('extract', '1');
    const run = runner.run();
    await running(1);
    await database.jobs.update('extract/1', { lease: 'another' });
    vi.advanceTimersByTime(minute / 3);
    vi.useRealTimers();
    await run;
    expect(begun[0]?.signal.aborted).toBe(true);
    expect(written).toEqual([]);
    expect(await database.jobs.get('extract/1')).toMatchObject({ lease: 'another', attempts: 1 });
  });

  it('keeps its job for as long as it takes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { runner, begun, written, wakeAt, clock, running } = world();
    await runner.ask('extract', '1');
    const run = runner.run();
    await running(1);
    clock.now += minute / 3;
    vi.advanceTimersByTime(minute / 3);
    vi.useRealTimers();
    const renewed = clock.now + minute;
    await expect.poll(async () => (await database.jobs.get('extract/1'))?.leasedUntil).toBe(renewed);
    expect(wakeAt).toHaveBeenLastCalledWith(renewed);
    begun[0]?.finish();
    await run;
    expect(written).toEqual(['extract/1']);
  });

  it('tries again after a failure, and is woken for it', async () => {
    const { runner, begun, wakeAt, clock, running } = world();
    await runner.ask('extract', '1');
    const run = runner.run();
    await running(1);
    begun[0]?.fail('server-error');
    await run;
    expect(wakeAt).toHaveBeenLastCalledWith(clock.now + minute);
    expect(await database.jobs.get('extract/1')).toMatchObject({ attempts: 1 });
  });

  it('waits for the learner’s limits without counting it as a failure', async () => {
    const { runner, begun, wakeAt, clock, running } = world();
    await runner.ask('extract', '1');
    const run = runner.run();
    await running(1);
    begun[0]?.fail('budget');
    await run;
    expect(wakeAt).toHaveBeenLastCalledWith(clock.now + 60 * minute);
    expect(await database.jobs.get('extract/1')).toMatchObject({ attempts: 0 });
  });

  it('is done by the next worker where one was killed', async () => {
    const dead = world();
    await enqueueJob('extract', '1', 0);
    void dead.runner.run();
    await dead.running(1);
    // Somebody has to come back to it.
    expect(dead.wakeAt).toHaveBeenLastCalledWith(dead.clock.now + minute);
    const { runner, begun, written, wakeAt, clock, running } = world();
    await runner.run();
    expect(wakeAt).toHaveBeenCalledWith(clock.now + minute);
    clock.now += minute;
    const run = runner.run();
    await running(1);
    begun[0]?.finish();
    await run;
    dead.begun[0]?.finish();
    expect(written).toEqual(['extract/1']);
    await until(async () => dead.holders.count === 0 || null);
    expect(dead.written).toEqual([]);
  });
});

import { database } from '../database.ts';
import { jobSchema, type Job, type JobKind } from '../memory-rows.ts';
import { inStore } from '../storage-error.ts';

/** How long a job belongs to the worker that took it or renewed it last, in milliseconds. */
export const leaseMs = 60_000;

/** After so many tries a job is dropped: what asked for it asks again some time. */
const mostAttempts = 5;

/** How long a job rests after its first failure, in milliseconds; twice as long after each one more. */
const firstRestMs = 60_000;

/** No job rests for longer, in milliseconds. */
const longestRestMs = 24 * 60 * 60_000;

/** Asks for work. What waits already is asked for once; what is being done is done once more. @throws {PatterError} */
export function enqueueJob(kind: JobKind, subject: string, now: number): Promise<void> {
  const key = `${kind}/${subject}`;
  return inStore(() =>
    database.transaction('rw', database.jobs, async () => {
      const present = await database.jobs.get(key);
      if (isJob(present)) {
        await database.jobs.put({ ...present, asked: present.asked + 1 });
      } else if (present === undefined) {
        await database.jobs.add({
          key,
          kind,
          subject,
          createdAt: now,
          asked: 1,
          notBefore: now,
          attempts: 0,
          leasedUntil: 0,
          lease: '',
        });
      }
    }),
  );
}

/** Takes the job that has been due for longest; `null` where there is none. @throws {PatterError} */
export function leaseJob(kinds: readonly JobKind[], now: number): Promise<Job | null> {
  return inStore(() =>
    database.transaction('rw', database.jobs, async () => {
      const due = await database.jobs
        .filter((row) => isJob(row) && kinds.includes(row.kind) && freeFrom(row, now) <= now)
        .sortBy('notBefore');
      for (const job of due) {
        // One that ends its worker each time is not left to do so for ever.
        if (job.attempts >= mostAttempts) {
          await database.jobs.delete(job.key);
          continue;
        }
        const taken = {
          ...job,
          attempts: job.attempts + 1,
          leasedUntil: now + leaseMs,
          lease: crypto.randomUUID(),
        };
        await database.jobs.put(taken);
        return taken;
      }
      return null;
    }),
  );
}

/** Keeps a job for longer. @returns whether it is still this holder's @throws {PatterError} */
export function renewJob(job: Job, now: number): Promise<boolean> {
  return held(job, (row) => database.jobs.put({ ...row, leasedUntil: now + leaseMs }));
}

/**
 * Gives a job back that was begun in vain, through no fault of its own: it does not count as tried.
 * @param restMs how long it is to rest, a day at most; without it, it can be taken again when it could before
 * @throws {PatterError}
 */
export function giveBackJob(job: Job, now: number, restMs = 0): Promise<boolean> {
  return held(job, (row) =>
    database.jobs.put({ ...row, ...free, attempts: row.attempts - 1, notBefore: restedUntil(row, now, restMs) }),
  );
}

/** Has all jobs rest, also one that somebody has, once it is given back. @throws {PatterError} */
export async function restJobs(now: number, restMs: number): Promise<void> {
  await inStore(() =>
    database.jobs.filter(isJob).modify((row) => {
      row.notBefore = restedUntil(row, now, restMs);
    }),
  );
}

/** Has a job that failed tried again later, or dropped where it has failed too often. @throws {PatterError} */
export function failJob(job: Job, now: number): Promise<boolean> {
  return held(job, (row) => {
    if (row.attempts >= mostAttempts) return database.jobs.delete(row.key);
    return database.jobs.put({ ...row, ...free, notBefore: now + firstRestMs * 2 ** (row.attempts - 1) });
  });
}

/**
 * Ends a job together with what it writes: both or neither, and only by who has it.
 *
 * @param write within a transaction over what jobs write
 * @returns whether it was still this holder's, and so was written
 * @throws {PatterError}
 */
export function finishJob(job: Job, write: () => Promise<unknown>): Promise<boolean> {
  return held(job, async (row) => {
    await write();
    // The writing itself may have asked for the rest.
    const asked = (await database.jobs.get(row.key))?.asked ?? row.asked;
    if (asked === job.asked) await database.jobs.delete(row.key);
    else await database.jobs.put({ ...row, ...free, asked, attempts: 0 });
  });
}

/** When the next job can be taken, in milliseconds since the epoch; `null` where there is none. @throws {PatterError} */
export async function nextJobAt(kinds: readonly JobKind[], now: number): Promise<number | null> {
  const rows = await inStore(() => database.jobs.toArray());
  const times = rows.filter((row) => isJob(row) && kinds.includes(row.kind)).map((row) => freeFrom(row, now));
  return times.length === 0 ? null : Math.min(...times);
}

/** When a job can be taken. A time further off than any that is set was set before the clock was set back, and is over. */
function freeFrom({ notBefore, leasedUntil }: Job, now: number): number {
  const rested = notBefore > now + longestRestMs ? now : notBefore;
  const given = leasedUntil > now + leaseMs ? now : leasedUntil;
  return Math.max(rested, given);
}

function restedUntil({ notBefore }: Job, now: number, restMs: number): number {
  const until = now + Math.min(restMs, longestRestMs);
  return restMs > 0 && (notBefore < until || notBefore > now + longestRestMs) ? until : notBefore;
}

const free = { leasedUntil: 0, lease: '' };

function held(job: Job, act: (row: Job) => PromiseLike<unknown>): Promise<boolean> {
  const { jobs, conversations, messages, words, schedules, reviews, knownWords, summaries, facts, openers } = database;
  const tables = [jobs, conversations, messages, words, schedules, reviews, knownWords, summaries, facts, openers];
  return inStore(() =>
    database.transaction('rw', tables, async () => {
      const row = await jobs.get(job.key);
      if (!isJob(row) || row.lease !== job.lease || job.lease === '') return false;
      await act(row);
      return true;
    }),
  );
}

function isJob(row: unknown): row is Job {
  return jobSchema.safeParse(row).success;
}

import { database } from '../database.ts';
import { jobSchema, type Job, type JobKind } from '../memory-rows.ts';
import { inStore } from '../storage-error.ts';

/** How long a job belongs to the worker that took it or renewed it last, in milliseconds. */
export const leaseMs = 60_000;

/** After so many tries a job is dropped: what asked for it asks again some time. */
const mostAttempts = 5;

/** How long a job rests after its first failure; twice as long after each one more, but no longer than `longestRestMs`. */
const firstRestMs = 60_000;
const longestRestMs = 60 * 60_000;

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
        .where('notBefore')
        .belowOrEqual(now)
        .filter((row) => isJob(row) && row.leasedUntil <= now && kinds.includes(row.kind))
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
 * @param notBefore when it may be taken again
 * @throws {PatterError}
 */
export function giveBackJob(job: Job, notBefore: number): Promise<boolean> {
  return held(job, (row) => database.jobs.put({ ...row, ...free, attempts: row.attempts - 1, notBefore }));
}

/** Has a job that failed tried again later, or dropped where it has failed too often. @throws {PatterError} */
export function failJob(job: Job, now: number): Promise<boolean> {
  return held(job, (row) => {
    if (row.attempts >= mostAttempts) return database.jobs.delete(row.key);
    const restMs = Math.min(firstRestMs * 2 ** (row.attempts - 1), longestRestMs);
    return database.jobs.put({ ...row, ...free, notBefore: now + restMs });
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
export async function nextJobAt(kinds: readonly JobKind[]): Promise<number | null> {
  const rows = await inStore(() => database.jobs.toArray());
  const times = rows
    .filter((row) => isJob(row) && kinds.includes(row.kind))
    .map(({ notBefore, leasedUntil }) => Math.max(notBefore, leasedUntil));
  return times.length === 0 ? null : Math.min(...times);
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

import { PatterError } from '#lib/errors/patter-error.ts';
import type { ProviderId, Usage } from '#lib/providers/provider.ts';
import { takeToken, type TokenBucket } from '#lib/tutor/token-bucket.ts';
import { database } from '../database.ts';
import { bucketSchema, dayOf, usageSchema } from '../rows.ts';
import { inStore } from '../storage-error.ts';

export interface RequestLimits {
  requestsPerMinute: number;
  /** Sent and received together; 0 for as many as the learner likes. */
  dailyTokens: number;
}

/** What only comes along, such as a correction, leaves a request a minute for what somebody waits for. */
const spared = 1;

/** What counts requests for as long as the store can not. */
const unstored = new Map<ProviderId, TokenBucket>();

/**
 * Lets one request to a tutor go ahead. A store that can not be used ends no talk: until it can, the requests a minute are
 * counted in memory and the day's tokens not at all.
 *
 * @param now in milliseconds since 1970
 * @param waited whether somebody waits for the answer
 * @throws {PatterError} `throttled`, with how long to wait; `budget`
 */
export async function admitRequest(
  tutor: ProviderId,
  limits: RequestLimits,
  now: number,
  waited = true,
): Promise<void> {
  const spare = waited ? 0 : spared;
  const waitMs = await takeStored(tutor, limits, now, spare).catch((thrown: PatterError) => {
    if (thrown.code === 'budget') throw thrown;
    const { bucket, waitMs: wait } = takeToken(unstored.get(tutor), limits.requestsPerMinute, now, spare);
    unstored.set(tutor, bucket);
    return wait;
  });
  if (waitMs > 0) throw new PatterError('throttled', { retryAfterMs: waitMs });
}

/** @returns how long to wait, in milliseconds: 0 when the request may go ahead */
function takeStored(tutor: ProviderId, limits: RequestLimits, now: number, spare: number): Promise<number> {
  const { buckets, usage } = database;
  return inStore(() =>
    database.transaction('rw', buckets, usage, async () => {
      const used = await readUsage(tutor, now);
      if (limits.dailyTokens > 0 && used.input + used.output >= limits.dailyTokens) throw new PatterError('budget');
      const row = await buckets.get(tutor);
      const before = row && bucketSchema.parse(row);
      const { bucket, waitMs } = takeToken(before, limits.requestsPerMinute, now, spare);
      if (waitMs === 0) await buckets.put({ ...bucket, tutor });
      return waitMs;
    }),
  );
}

/** Counts a request and its tokens to the day. A count that can not be written is dropped: it never throws. */
export async function recordUsage(
  tutor: ProviderId,
  { input, output }: Pick<Usage, 'input' | 'output'>,
  now: number,
): Promise<void> {
  const { usage } = database;
  try {
    await inStore(() =>
      database.transaction('rw', usage, async () => {
        const { requests, ...before } = await readUsage(tutor, now);
        const sum = { requests: requests + 1, input: before.input + input, output: before.output + output };
        await usage.put(usageSchema.parse({ ...before, ...sum }));
      }),
    );
  } catch {
    // The reply it belongs to is worth more.
  }
}

async function readUsage(tutor: ProviderId, now: number) {
  const day = dayOf(now);
  const row = await database.usage.get([day, tutor]);
  return row === undefined ? { day, tutor, requests: 0, input: 0, output: 0 } : usageSchema.parse(row);
}

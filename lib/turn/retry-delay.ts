import type { PatterError } from '#lib/errors/patter-error.ts';
import { retryPolicy } from '#lib/errors/retry-policy.ts';

const mostRetries = 3;
const firstDelayMs = 500;

/** A server that asks for more than this is left to the learner, who may have better things to do than to watch it. */
const longestDelayMs = 120_000;

/**
 * How long to wait, in milliseconds, before a tutor that failed before its first word is asked once more: exponential
 * backoff with jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), and never less than
 * the server asks for (`Retry-After`). `null` where it is not to be asked again without the learner.
 *
 * @param retries how often it has been asked again already
 * @param random from 0 to 1
 */
export function retryDelay({ code, retryAfterMs = 0 }: PatterError, retries: number, random: number): number | null {
  if (retryPolicy[code] !== 'automatic' || retries >= mostRetries) return null;
  const backoff = firstDelayMs * 2 ** retries * (0.5 + random / 2);
  const delay = Math.max(backoff, retryAfterMs);
  return delay > longestDelayMs ? null : delay;
}

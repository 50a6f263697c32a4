/** How long an empty bucket takes to fill again, whatever it holds, in milliseconds. */
const minuteMs = 60_000;

/** Less than this, in milliseconds, is what fractions leave over. */
const rounding = 1;

/** Requests that may still be made at once, told by the one time that does not change as the bucket fills. */
export interface TokenBucket {
  /** When it will be full again, in milliseconds since 1970. */
  fullAt: number;
}

/**
 * Takes one request out of a bucket that holds `perMinute` of them, begins full and fills evenly. A bucket can not be more
 * than a minute from being full: one that is was written before the clock was set back, and is taken for full. A limit that
 * was changed holds from the next request on.
 *
 * @param now in milliseconds since 1970
 * @param spare how many more have to be left: what nobody waits for is not to keep from what somebody does
 * @returns the bucket as it is then, and how long to wait in milliseconds: 0 when the request was taken
 */
export function takeToken(
  bucket: TokenBucket | undefined,
  perMinute: number,
  now: number,
  spare = 0,
): { bucket: TokenBucket; waitMs: number } {
  const behind = Math.max(0, (bucket?.fullAt ?? now) - now);
  const lacking = behind > minuteMs + rounding ? 0 : behind;
  const each = minuteMs / perMinute;
  const wait = lacking + each * (1 + spare) - minuteMs;
  if (wait < rounding) return { bucket: { fullAt: now + lacking + each }, waitMs: 0 };
  return { bucket: { fullAt: now + lacking }, waitMs: Math.ceil(wait) };
}

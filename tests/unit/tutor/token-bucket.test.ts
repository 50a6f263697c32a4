import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeToken, type TokenBucket } from '#lib/tutor/token-bucket.ts';

const now = Date.UTC(2026, 2, 14, 15, 9);

/** Takes until it is told to wait. */
function empty(perMinute: number, at: number, bucket?: TokenBucket): { bucket: TokenBucket; taken: number } {
  for (let taken = 0; ; taken += 1) {
    const next = takeToken(bucket, perMinute, at);
    bucket = next.bucket;
    if (next.waitMs > 0) return { bucket, taken };
  }
}

describe('a bucket of requests', () => {
  it.each([1, 7, 30, 599, 600])('begins full with %i', (perMinute) => {
    expect(empty(perMinute, now).taken).toBe(perMinute);
  });

  it('fills evenly', () => {
    const { bucket } = empty(30, now);
    expect(takeToken(bucket, 30, now).waitMs).toBe(2_000);
    expect(takeToken(bucket, 30, now + 1_500).waitMs).toBe(500);
    expect(takeToken(bucket, 30, now + 2_000).waitMs).toBe(0);
    expect(empty(30, now + 10_000, bucket).taken).toBe(5);
    expect(empty(30, now + 3_600_000, bucket).taken).toBe(30);
  });

  it('says exactly how long to wait, and never gives more than it holds and was filled with', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.nat(5_000), { maxLength: 300 }),
        (perMinute, pauses) => {
          let bucket: TokenBucket | undefined;
          let at = now;
          let taken = 0;
          for (const pause of pauses) {
            at += pause;
            const next = takeToken(bucket, perMinute, at);
            if (next.waitMs === 0) taken += 1;
            else {
              expect(takeToken(next.bucket, perMinute, at + next.waitMs).waitMs).toBe(0);
              if (next.waitMs > 2) expect(takeToken(next.bucket, perMinute, at + next.waitMs - 2).waitMs).not.toBe(0);
            }
            bucket = next.bucket;
          }
          expect(taken).toBeLessThanOrEqual(perMinute + ((at - now + 1) * perMinute) / 60_000);
        },
      ),
    );
  });

  it('is not stuck by a clock that was set back, by a day or by a moment', () => {
    const { bucket } = empty(30, now);
    expect(takeToken(bucket, 30, now - 86_400_000).waitMs).toBe(0);
    expect(takeToken(bucket, 30, now - 5_000).waitMs).toBeLessThanOrEqual(60_000);
    expect(takeToken(bucket, 30, now + 86_400_000).waitMs).toBe(0);
  });

  it('goes by a changed limit from the next request on', () => {
    const { bucket } = empty(1, now);
    expect(takeToken(bucket, 1, now).waitMs).toBe(60_000);
    expect(takeToken(bucket, 600, now).waitMs).toBe(100);
    const { bucket: once } = takeToken(undefined, 600, now);
    expect(takeToken(once, 1, now).waitMs).toBe(100);
  });

  it('leaves what is to be spared', () => {
    let bucket: TokenBucket | undefined;
    const waits: number[] = [];
    for (const spare of [1, 1, 0, 0]) {
      const taken = takeToken(bucket, 2, 1_000, spare);
      ({ bucket } = taken);
      waits.push(taken.waitMs);
    }
    expect(waits).toEqual([0, 30_000, 0, 30_000]);
  });
});

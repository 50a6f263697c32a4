import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { usageOfDay } from '#lib/db/read/usage.ts';
import { bucketSchema, dayOf, usageSchema } from '#lib/db/rows.ts';
import { admitRequest, recordUsage } from '#lib/db/write/usage.ts';
import type { UsageRow } from '#lib/db/rows.ts';

const evening = new Date(2026, 2, 14, 23, 59, 59).getTime();
const midnight = new Date(2026, 2, 15).getTime();
const today = dayOf(evening);
const unlimited = { requestsPerMinute: 600, dailyTokens: 0 };

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
});

it('a day is the learner’s own', () => {
  expect(dayOf(evening)).toBe('2026-03-14');
  expect(dayOf(midnight)).toBe('2026-03-15');
});

describe('what a tutor uses', () => {
  it('is added up for the day and the tutor, in rows that fit their schema', async () => {
    await recordUsage('claude', { input: 100, output: 20 }, evening);
    await recordUsage('claude', { input: 50, output: 3 }, evening);
    await recordUsage('gemini', { input: 1, output: 2 }, evening);
    await recordUsage('claude', { input: 7, output: 7 }, midnight);
    const rows = await usageOfDay(today);
    expect(rows).toEqual([
      { day: '2026-03-14', tutor: 'claude', requests: 2, input: 150, output: 23 },
      { day: '2026-03-14', tutor: 'gemini', requests: 1, input: 1, output: 2 },
    ]);
    for (const row of rows) expect(usageSchema.parse(row)).toEqual(row);
    expect(await usageOfDay(dayOf(midnight))).toMatchObject([{ requests: 1, input: 7 }]);
  });

  it('counts every one of many at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => recordUsage('claude', { input: 1, output: 2 }, evening)));
    expect(await usageOfDay(today)).toMatchObject([{ requests: 20, input: 20, output: 40 }]);
  });

  it('is dropped where it can not be written, and no number is made up', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await recordUsage('claude', { input: 1, output: 2 }, evening);
    vi.restoreAllMocks();
    await recordUsage('claude', { input: Number.NaN, output: 2 }, evening);
    expect(await usageOfDay(today)).toEqual([]);
  });

  it('is not counted on a row that can not be read, which stays as it is', async () => {
    const damaged = { day: today, tutor: 'claude', requests: 'many' };
    await database.usage.put(damaged as unknown as UsageRow);
    await recordUsage('claude', { input: 1, output: 2 }, evening);
    await admitRequest('claude', { ...unlimited, dailyTokens: 1 }, evening);
    expect(await database.usage.toArray()).toEqual([damaged]);
    expect(await usageOfDay(today)).toEqual([]);
  });
});

describe('a request', () => {
  const code = (request: Promise<void>): Promise<string> =>
    request.then(
      () => 'admitted',
      ({ code: refused }: { code: string }) => refused,
    );

  it('is admitted as often as its tutor’s limit says, and told how long to wait', async () => {
    const limits = { requestsPerMinute: 3, dailyTokens: 0 };
    const asked = Array.from({ length: 5 }, () => code(admitRequest('claude', limits, evening)));
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter((outcome) => outcome === 'admitted')).toHaveLength(3);
    await expect(admitRequest('claude', limits, evening + 5_000)).rejects.toMatchObject({
      code: 'throttled',
      retryAfterMs: 15_000,
    });
    expect(await code(admitRequest('gemini', limits, evening))).toBe('admitted');
    expect(await code(admitRequest('claude', limits, evening + 20_000))).toBe('admitted');
    for (const row of await database.buckets.toArray()) expect(bucketSchema.parse(row)).toEqual(row);
  });

  it('is refused once the day’s tokens are used up, until tomorrow or a larger budget', async () => {
    const limits = { requestsPerMinute: 600, dailyTokens: 100 };
    await recordUsage('claude', { input: 90, output: 9 }, evening);
    expect(await code(admitRequest('claude', limits, evening))).toBe('admitted');
    await recordUsage('claude', { input: 1, output: 0 }, evening);
    expect(await code(admitRequest('claude', limits, evening))).toBe('budget');
    expect(await code(admitRequest('gemini', limits, evening))).toBe('admitted');
    expect(await code(admitRequest('claude', { ...limits, dailyTokens: 101 }, evening))).toBe('admitted');
    expect(await code(admitRequest('claude', unlimited, evening))).toBe('admitted');
    expect(await code(admitRequest('claude', limits, midnight))).toBe('admitted');
  });

  it('that the budget refuses takes nothing from the minute', async () => {
    const limits = { requestsPerMinute: 1, dailyTokens: 1 };
    await recordUsage('claude', { input: 1, output: 0 }, evening);
    expect(await code(admitRequest('claude', limits, evening))).toBe('budget');
    expect(await code(admitRequest('claude', { ...limits, dailyTokens: 0 }, evening))).toBe('admitted');
  });

  it('is counted in memory where the store can not be used', async () => {
    vi.stubGlobal('indexedDB', undefined);
    database.close({ disableAutoOpen: false });
    const limits = { requestsPerMinute: 2, dailyTokens: 1 };
    const outcomes = [];
    for (let asked = 0; asked < 3; asked += 1) outcomes.push(await code(admitRequest('ollama', limits, evening)));
    expect(outcomes).toEqual(['admitted', 'admitted', 'throttled']);
    await recordUsage('ollama', { input: 1, output: 2 }, evening);
    vi.unstubAllGlobals();
    expect(await usageOfDay(today)).toEqual([]);
  });

  it('is counted in memory where the disk is full, or the bucket can not be read', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await code(admitRequest('remote', { requestsPerMinute: 1, dailyTokens: 0 }, evening))).toBe('admitted');
    expect(await code(admitRequest('remote', { requestsPerMinute: 1, dailyTokens: 0 }, evening))).toBe('throttled');
    vi.restoreAllMocks();
    const damaged = { tutor: 'gemini', fullAt: 'soon' };
    await database.table('buckets').put(damaged);
    expect(await code(admitRequest('gemini', unlimited, evening))).toBe('admitted');
    expect(await database.buckets.toArray()).toEqual([damaged]);
  });
});

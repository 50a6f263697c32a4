import { expect, it } from 'vitest';
import { curveDays } from '#lib/progress/curve.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date(2026, 5, 10, 12).getTime();
const start = (date: number): number => new Date(2026, 5, date, 4).getTime();

it('has a point for each day, from the first word to the present', () => {
  expect(curveDays(new Date(2026, 5, 8, 20).getTime(), now)).toEqual([
    { day: start(8), end: start(9) },
    { day: start(9), end: start(10) },
    { day: start(10), end: now },
  ]);
  expect(curveDays(now - 1000, now)).toEqual([{ day: start(10), end: now }]);
});

it('has no more points than can be told apart, spread evenly between the first day and the last', () => {
  const days = curveDays(now - 1000 * day, now);
  expect(days).toHaveLength(60);
  expect(days[0]?.day).toBeLessThanOrEqual(now - 1000 * day);
  expect(days[0]?.end).toBeGreaterThan(now - 1000 * day);
  expect(days.at(-1)?.end).toBe(now);
  const steps = days.slice(1).map((point, index) => Math.round((point.day - (days[index]?.day ?? 0)) / day));
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(16);
  expect(Math.max(...steps)).toBeLessThanOrEqual(17);
});

it('has a point for now where the first word is said to come later', () => {
  expect(curveDays(now + 5 * day, now)).toEqual([{ day: start(10), end: now }]);
});

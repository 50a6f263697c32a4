import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countByDay, daysInARow, lastDays } from '#lib/progress/days.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'America/Santiago'];
const at = (month: number, date: number, hour = 12, minute = 0): number =>
  new Date(2026, month - 1, date, hour, minute).getTime();

const own = process.env['TZ'];
afterEach(() => {
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

describe.each(zones)('days in %s', (zone) => {
  beforeEach(() => {
    process.env['TZ'] = zone;
  });

  it('are those of the calendar, each once, over a whole year', () => {
    const days = lastDays(366, at(11, 10)).map((day) => new Date(day));
    expect(days).toHaveLength(366);
    expect(days.every((day) => day.getHours() === 4)).toBe(true);
    const named = days.map((day) => `${day.getMonth()}-${day.getDate()}-${day.getFullYear()}`);
    expect(new Set(named).size).toBe(366);
    expect(named.at(-1)).toBe('10-10-2026');
    expect(named[0]).toBe('10-10-2025');
  });

  it('end in the night, when the learner has gone to bed', () => {
    const counts = countByDay([at(3, 29, 3, 59), at(3, 28, 23), at(3, 29, 4), at(3, 30, 3, 30), at(3, 31)]);
    expect([...counts]).toEqual([
      [at(3, 28, 4), 2],
      [at(3, 29, 4), 2],
      [at(3, 31, 4), 1],
    ]);
  });
});

describe('days in a row', () => {
  const active =
    (...dates: number[]) =>
    (day: number): boolean =>
      dates.some((date) => at(6, date, 4) === day);

  it('are counted up to the present day, which breaks nothing while it is not over', async () => {
    expect(await daysInARow(active(8, 9, 10), at(6, 10))).toBe(3);
    expect(await daysInARow(active(7, 8, 9), at(6, 10))).toBe(3);
    // Still the ninth.
    expect(await daysInARow(active(7, 8, 9), at(6, 10, 3))).toBe(3);
    expect(await daysInARow(active(7, 8), at(6, 10))).toBe(0);
    expect(await daysInARow(active(6, 7, 9, 10), at(6, 10))).toBe(2);
    expect(await daysInARow(active(10), at(6, 10))).toBe(1);
    expect(await daysInARow(active(), at(6, 10))).toBe(0);
  });

  it('are not cut where clocks change', async () => {
    process.env['TZ'] = 'Europe/Berlin';
    const days = new Set(lastDays(300, at(11, 10)));
    expect(await daysInARow((day) => days.has(day), at(11, 10))).toBe(300);
  });

  it('are asked for one by one where they have to be read', async () => {
    expect(await daysInARow((day) => Promise.resolve(day > at(6, 1)), at(6, 10))).toBe(9);
  });
});

import { describe, expect, it } from 'vitest';
import { dayMapOf, firstWeekday } from '#lib/progress/day-map.ts';

/** A Wednesday. */
const now = new Date(2026, 5, 10, 12).getTime();
const dayOf = (month: number, date: number): number => new Date(2026, month - 1, date, 4).getTime();
const monday = 1;

describe('the map of days', () => {
  it('has whole weeks, in which what is still to come is left out', () => {
    const { weeks, days } = dayMapOf([], 3, monday, now);
    expect(weeks.map((week) => week.map(({ day }) => new Date(day).getDate()))).toEqual([
      [25, 26, 27, 28, 29, 30, 31],
      [1, 2, 3, 4, 5, 6, 7],
      [8, 9, 10, 11, 12, 13, 14],
    ]);
    expect(weeks.at(-1)?.map(({ amount }) => amount)).toEqual([0, 0, 0, null, null, null, null]);
    expect(days).toBe(17);
  });

  it.each([
    [0, 7, 4],
    [1, 8, 3],
    [6, 6, 5],
  ])('begins weeks with day %i', (first, date, past) => {
    const { weeks, days } = dayMapOf([], 1, first, now);
    expect(new Date(weeks[0]?.[0]?.day ?? 0).getDate()).toBe(date);
    expect(days).toBe(past);
  });

  it('draws a day the darker the more was said on it, and one with a review alone as the least', () => {
    const done = [0, 1, 4, 5, 9, 10, 19, 20, 500].map((messages, index) => ({ day: dayOf(6, 1 + index), messages }));
    const { weeks, talked, reviewed, last } = dayMapOf(done, 2, monday, now);
    expect(weeks.flat().map(({ amount }) => amount)).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4, 0, null, null, null, null]);
    expect({ talked, reviewed, last }).toEqual({ talked: 8, reviewed: 1, last: dayOf(6, 9) });
  });

  it('tells of what it shows, and of nothing before', () => {
    const done = [
      { day: dayOf(5, 31), messages: 3 },
      { day: dayOf(6, 2), messages: 3 },
    ];
    expect(dayMapOf(done, 2, monday, now)).toMatchObject({ talked: 1, last: dayOf(6, 2), days: 10 });
    expect(dayMapOf(done, 1, monday, now)).toMatchObject({ talked: 0, last: null, days: 3 });
  });
});

it.each([
  ['en', 0],
  ['en-GB', 1],
  ['de', 1],
  ['ar-EG', 6],
  ['pt-PT', 0],
])('knows how weeks begin in %s', (locale, first) => {
  expect(firstWeekday(locale)).toBe(first);
});

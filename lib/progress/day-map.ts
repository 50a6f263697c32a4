import { dayStart, nextDay } from '#lib/words/learning-day.ts';
import type { DayDone } from './days.ts';

/** From how many messages on a day is drawn one step darker than the least. */
const steps = [5, 10, 20];

/** Nothing; then, from a few messages or only a review, to many. */
export const dayAmounts = [0, 1, 2, 3, 4] as const;

export type DayAmount = (typeof dayAmounts)[number];

/** A day as it is drawn; those that are still to come fill the last week. */
export interface DrawnDay {
  /** When it began, in milliseconds since the epoch. */
  day: number;
  /** `null` for what is still to come. */
  amount: DayAmount | null;
}

export interface DayMap {
  /** Whole weeks, the present one last. */
  weeks: DrawnDay[][];
  /** How many days are over or present, how many of them the learner talked on, and how many they only reviewed on. */
  days: number;
  talked: number;
  reviewed: number;
  /** The beginning of the last day with something done; `null` without one. */
  last: number | null;
}

/**
 * The last weeks, as many as there is room for.
 * @param done days on which something was done, in no order
 * @param weekBegin what weeks begin with, as `Date.getDay` counts
 */
export function dayMapOf(done: readonly DayDone[], weekCount: number, weekBegin: number, now: number): DayMap {
  const byDay = new Map(done.map((item) => [item.day, item]));
  const today = dayStart(now);
  const map: DayMap = { weeks: [], days: 0, talked: 0, reviewed: 0, last: null };
  let day = weekStart(today, weekBegin);
  for (let before = 1; before < weekCount; before += 1) day = weekStart(dayStart(day - 1), weekBegin);
  for (let week = 0; week < weekCount; week += 1) {
    const drawn: DrawnDay[] = [];
    for (; drawn.length < 7; day = nextDay(day)) {
      drawn.push({ day, amount: day > today ? null : amountOf(byDay.get(day)) });
      if (day <= today) count(map, byDay.get(day), day);
    }
    map.weeks.push(drawn);
  }
  return map;
}

interface WeekInfo {
  firstDay: number;
}

/** The first day of a locale's weeks, as `Date.getDay` counts. @param locale BCP 47 tag */
export function firstWeekday(locale: string): number {
  // Chromium before 130 has a property in place of the method.
  const known: { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo } = new Intl.Locale(locale);
  const { firstDay } = known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: 1 };
  // As CLDR counts, 7 is Sunday.
  return firstDay % 7;
}

function count(map: DayMap, done: DayDone | undefined, day: number): void {
  map.days += 1;
  if (done === undefined) return;
  if (done.messages > 0) map.talked += 1;
  else map.reviewed += 1;
  map.last = day;
}

function amountOf(done: DayDone | undefined): DayAmount {
  if (done === undefined) return 0;
  return (1 + steps.filter((messages) => done.messages >= messages).length) as DayAmount;
}

function weekStart(day: number, first: number): number {
  let start = day;
  while (new Date(start).getDay() !== first) start = dayStart(start - 1);
  return start;
}

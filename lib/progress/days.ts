import { dayStart, nextDay } from '#lib/words/learning-day.ts';

/** What was done on one of the learner's days. */
export interface DayDone {
  /** When the day began, in milliseconds since the epoch. */
  day: number;
  /** How many messages the learner sent; 0 where they only reviewed words. */
  messages: number;
}

/** The beginnings of the learner's last days, of the present one last. @param count how many, the present one among them */
export function lastDays(count: number, now: number): number[] {
  const days: number[] = [];
  // By the calendar: a day may have 23 or 25 hours.
  for (let day = dayStart(now); days.length < count; day = dayStart(day - 1)) days.push(day);
  return days.toReversed();
}

/** How often each of the learner's days has one of these times, by its beginning. All in milliseconds since the epoch. */
export function countByDay(times: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  let [start, end] = [0, 0];
  for (const time of times.toSorted((a, b) => a - b)) {
    if (time >= end) [start, end] = [dayStart(time), nextDay(time)];
    counts.set(start, (counts.get(start) ?? 0) + 1);
  }
  return counts;
}

/**
 * On how many days in a row something was done, up to now. The present day is not over: it counts once something was done,
 * and breaks nothing before.
 *
 * @param wasActive whether something was done on the day that began then
 */
export async function daysInARow(wasActive: (day: number) => boolean | Promise<boolean>, now: number): Promise<number> {
  const today = dayStart(now);
  let streak = (await wasActive(today)) ? 1 : 0;
  for (let day = dayStart(today - 1); await wasActive(day); day = dayStart(day - 1)) streak += 1;
  return streak;
}

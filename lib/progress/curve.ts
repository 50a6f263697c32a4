import { dayStart, nextDay } from '#lib/words/learning-day.ts';

/** A day that the curve has a point for. */
export interface CurveDay {
  /** When it began and when it ended, or the present time, in milliseconds since the epoch. */
  day: number;
  end: number;
}

/** How many words were known at the end of a day. */
export interface CurvePoint {
  day: number;
  known: number;
}

/** More points than these can not be told apart in a side panel. */
const mostPoints = 60;

/**
 * The days that a curve is drawn by, as evenly spread as days allow: the first and the present one are among them.
 * @param first when the first word came, in milliseconds since the epoch
 */
export function curveDays(first: number, now: number): CurveDay[] {
  const days: number[] = [];
  for (let day = dayStart(Math.min(first, now)); day <= now; day = nextDay(day)) days.push(day);
  const count = Math.min(days.length, mostPoints);
  const step = count > 1 ? (days.length - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) => {
    const day = days[Math.round(index * step)] ?? dayStart(now);
    return { day, end: Math.min(nextDay(day), now) };
  });
}

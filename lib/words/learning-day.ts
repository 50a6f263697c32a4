/** How long before its time a card may be shown where nothing else is left, in milliseconds. As Anki does it. */
export const aheadMs = 20 * 60 * 1000;

/** A day of learning ends at night, not in the middle of an evening: at this hour of the learner's clock. */
const firstHour = 4;

/** When the learner's present day began, in milliseconds since the epoch. */
export function dayStart(now: number): number {
  const date = new Date(now);
  const start = new Date(date.getFullYear(), date.getMonth(), date.getDate(), firstHour);
  // By the calendar: a day may have 23 or 25 hours.
  return start.getTime() <= now
    ? start.getTime()
    : new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1, firstHour).getTime();
}

/** When the learner's next day begins. */
export function nextDay(now: number): number {
  const start = new Date(dayStart(now));
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1, firstHour).getTime();
}

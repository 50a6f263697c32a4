import { dayOf } from '#lib/db/rows.ts';

/** Which day's reminder is over, and for which time of day it was. */
export interface ReminderState {
  /** In minutes since midnight. */
  at: number;
  /** As `dayOf` writes it; empty for none yet. */
  day: string;
}

/**
 * When a time of day comes next on the learner's clock, in milliseconds since the epoch. Where a day has no such time, since
 * clocks are put forward, it is as much later; where it has two, it is the first.
 *
 * @param at in minutes since midnight
 */
export function nextReminder(at: number, now: number): number {
  const today = timeOn(now, 0, at);
  return today > now ? today : timeOn(now, 1, at);
}

/**
 * Whether a reminder is due: once a day, from its time on, also where the browser was not running then. A time of day that
 * has just been chosen is not made up for.
 */
export function reminderDue(
  state: ReminderState | null,
  at: number,
  now: number,
): { due: boolean; state: ReminderState } {
  const today = dayOf(now);
  const past = timeOn(now, 0, at) <= now;
  if (state === null || state.at !== at) return { due: false, state: { at, day: past ? today : '' } };
  // Days are written so that they can be compared; a traveller may have the same one twice.
  return past && state.day < today ? { due: true, state: { at, day: today } } : { due: false, state };
}

function timeOn(now: number, days: number, at: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, Math.floor(at / 60), at % 60).getTime();
}

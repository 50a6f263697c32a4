import { interfaceLanguage } from '#lib/i18n/message.ts';

const minute = 60_000;
const units = [
  ['year', 365 * 24 * 60 * minute],
  ['month', 30 * 24 * 60 * minute],
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const;

/** A length of time in one unit, as short as it can be said: "10 min", "4 days", "1.5 mths". @param ms in milliseconds */
export function shortTime(ms: number): string {
  const [unit, length] = units.find(([, unitLength]) => ms >= unitLength) ?? ['minute', minute];
  const format = new Intl.NumberFormat(interfaceLanguage(), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    // Else two answers to a card would often be said to come to the same.
    maximumFractionDigits: unit === 'month' || unit === 'year' ? 1 : 0,
  });
  return format.format(Math.max(1, ms / length));
}

/** How long ago something was, in days: "today", "3 days ago". */
export function daysAgo(time: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(time)) / (24 * 60 * minute));
  return new Intl.RelativeTimeFormat(interfaceLanguage(), { numeric: 'auto' }).format(-days, 'day');
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

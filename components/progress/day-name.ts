import { interfaceLanguage } from '#lib/i18n/message.ts';

/** "3 September", with its year where that is not the present one. @param time in milliseconds since the epoch */
export function dayName(time: number, now: number): string {
  const date = new Date(time);
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  const format: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', ...(!isThisYear && { year: 'numeric' }) };
  return new Intl.DateTimeFormat(interfaceLanguage(), format).format(date);
}

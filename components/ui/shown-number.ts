import { interfaceLanguage } from '#lib/i18n/message.ts';

/** A number as the interface's language writes it: "1,024". */
export function shownNumber(number: number): string {
  return new Intl.NumberFormat(interfaceLanguage()).format(number);
}

/** "91%" of a part of one. @param part from 0 to 1 */
export function shownPercent(part: number): string {
  return new Intl.NumberFormat(interfaceLanguage(), { style: 'percent' }).format(part);
}

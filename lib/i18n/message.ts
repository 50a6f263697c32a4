import { browser } from 'wxt/browser';
import type messages from '../../public/_locales/en/messages.json';

/** A key of `public/_locales/en/messages.json`. */
export type MessageKey = keyof typeof messages;

/** Keys that exist once a plural category: `words_one`, `words_other`. */
type PluralKey = MessageKey extends infer Key ? (Key extends `${infer Stem}_other` ? Stem : never) : never;

/** An interface text in the browser's language; `$1`…`$9` in it are replaced in order. */
export function t(key: MessageKey, ...substitutions: (string | number)[]): string {
  // WXT types the keys of its own generated list, which is this same file.
  return browser.i18n.getMessage(key as never, substitutions.map(String));
}

/** An interface text that depends on a count, which is `$1`. Categories are CLDR's, through `Intl.PluralRules`. */
export function tn(key: PluralKey, count: number, ...substitutions: (string | number)[]): string {
  const category = new Intl.PluralRules(interfaceLanguage()).select(count);
  const shown = new Intl.NumberFormat(interfaceLanguage()).format(count);
  const exact = browser.i18n.getMessage(`${key}_${category}` as never, [shown, ...substitutions.map(String)]);
  return exact || t(`${key}_other` as MessageKey, shown, ...substitutions);
}

/** BCP 47 tag of the language the interface is shown in. */
export function interfaceLanguage(): string {
  return t('interface_language');
}

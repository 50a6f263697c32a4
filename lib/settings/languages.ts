/** BCP 47 tags of the languages that can be learnt, in no order of importance: lists are sorted by name where they are shown. */
export const learnableLanguages = [
  'ar',
  'bg',
  'bn',
  'ca',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fa',
  'fi',
  'fr',
  'ga',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'is',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'nb',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'sw',
  'th',
  'tr',
  'uk',
  'vi',
  'zh',
] as const;

/** Whether a text is a BCP 47 tag: the platform throws at anything else. */
export function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}

/** A language's name in the language `inLanguage`, with a capital as in a list: "Spanish", "Espagnol". */
export function languageName(tag: string, inLanguage: string): string {
  const name = new Intl.DisplayNames([inLanguage, 'en'], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1);
}

/** A language's name for itself: "Español", "日本語". */
export function nativeLanguageName(tag: string): string {
  return languageName(tag, tag);
}

/** The direction that the language's main script is written in (CLDR, through the platform). */
export function textDirection(tag: string): 'ltr' | 'rtl' {
  return rightToLeft.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}

const rightToLeft = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** The learnable languages, sorted by their name in the interface's language. */
export function sortedLanguages(inLanguage: string): { tag: string; name: string; nativeName: string }[] {
  const byName = new Intl.Collator(inLanguage);
  return learnableLanguages
    .map((tag) => ({ tag, name: languageName(tag, inLanguage), nativeName: nativeLanguageName(tag) }))
    .toSorted((a, b) => byName.compare(a.name, b.name));
}

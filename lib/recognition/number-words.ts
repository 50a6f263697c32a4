/** A whole number in words, or `null` for what is none, and where that is not known. */
export type NumberWords = (written: string) => string | null;

type Speller = { toCardinal: (digits: string) => string };

/** Each language's numbers are a file of its own, read when they are needed. */
const spellers: Record<string, () => Promise<Speller>> = {
  ar: () => import('n2words/ar-SA'),
  bn: () => import('n2words/bn-BD'),
  cs: () => import('n2words/cs-CZ'),
  da: () => import('n2words/da-DK'),
  de: () => import('n2words/de-DE'),
  el: () => import('n2words/el-GR'),
  en: () => import('n2words/en-GB'),
  es: () => import('n2words/es-ES'),
  fa: () => import('n2words/fa-IR'),
  fi: () => import('n2words/fi-FI'),
  fr: () => import('n2words/fr-FR'),
  he: () => import('n2words/he-IL'),
  hi: () => import('n2words/hi-IN'),
  hr: () => import('n2words/hr-HR'),
  hu: () => import('n2words/hu-HU'),
  id: () => import('n2words/id-ID'),
  it: () => import('n2words/it-IT'),
  ja: () => import('n2words/ja-JP'),
  ko: () => import('n2words/ko-KR'),
  lt: () => import('n2words/lt-LT'),
  lv: () => import('n2words/lv-LV'),
  nb: () => import('n2words/nb-NO'),
  nl: () => import('n2words/nl-NL'),
  pl: () => import('n2words/pl-PL'),
  pt: () => import('n2words/pt-PT'),
  ro: () => import('n2words/ro-RO'),
  ru: () => import('n2words/ru-RU'),
  sv: () => import('n2words/sv-SE'),
  sw: () => import('n2words/sw-KE'),
  th: () => import('n2words/th-TH'),
  tr: () => import('n2words/tr-TR'),
  uk: () => import('n2words/uk-UA'),
  vi: () => import('n2words/vi-VN'),
  zh: async () => {
    const { toCardinal } = await import('n2words/zh-Hans-CN');
    // Twelve is said without the one of its ten.
    return { toCardinal: (digits) => toCardinal(digits, { formal: false }).replace(/^一十/, '十') };
  },
};

/** A longer number is a code that is said digit by digit, or nothing that anybody says. */
const mostDigits = 9;

/** How a language says whole numbers. Where that is not known, digits stand for themselves. @param language a BCP 47 tag */
export async function numberWordsOf(language: string): Promise<NumberWords> {
  const speller = await spellers[new Intl.Locale(language).language]?.().catch(() => undefined);
  if (speller === undefined) return () => null;
  const isNumber = wholeNumber(language);
  return (written) => {
    if (!isNumber.test(written)) return null;
    // Other digits than these (٣, ३) have the same values.
    const digits = Array.from(written.matchAll(/\p{Nd}/gu), ([digit]) => valueOf(digit)).join('');
    return digits.length > mostDigits || /^0./.test(digits) ? null : speller.toCardinal(digits);
  };
}

/** Digits, parted by threes or not with the sign that the language has for it. */
function wholeNumber(language: string): RegExp {
  const group = new Intl.NumberFormat(language).formatToParts(1_000_000).find(({ type }) => type === 'group')?.value;
  return new RegExp(String.raw`^(?:\p{Nd}+|\p{Nd}{1,3}(?:[${group ?? ','}]\p{Nd}{3})+)$`, 'u');
}

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The value of a decimal digit: Unicode has every script's ten in a row, from nought to nine (The Unicode Standard, 4.6). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (isDigit(code - before - 1)) before += 1;
  return before % 10;
}

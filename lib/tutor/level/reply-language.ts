import type { CoreList } from './core-list.ts';
import { sentencesOf, wordsOf } from './words.ts';

/**
 * Says which language a text is in, as far as it can: a BCP 47 tag, or `null` where it is not sure. In the browser
 * https://developer.chrome.com/docs/extensions/reference/api/i18n#method-detectLanguage
 */
export type IdentifyLanguage = (text: string) => Promise<string | null>;

/** Below, a text may be a name or a greeting. */
const fewestLetters = 6;
const fewestWords = 4;
/** A sentence with this share of core words is in their language; fewer words than these may be a quotation. */
const familiarShare = 0.6;
const fewestInSentence = 3;
const expectedScriptShare = 0.4;

/**
 * Whether a text is in another language than the one that is wanted: by its script, then by its words, then by an
 * identifier of languages. One sentence in the wanted one is enough for it not to be: help may be in the learner's own. In
 * doubt it is not, either.
 *
 * @param list the wanted language's core words; `null` for languages that have none
 */
export async function isInAnotherLanguage(
  text: string,
  wanted: string,
  list: CoreList | null,
  identify: IdentifyLanguage,
): Promise<boolean> {
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length < fewestLetters) return false;
  if (isInAnotherScript(letters, wanted)) return true;
  if (wordsOf(text, wanted).length < fewestWords) return false;
  if (list !== null && sentencesOf(text, wanted).some(({ text: sentence }) => isFamiliar(sentence, wanted, list))) {
    return false;
  }
  const found = await identify(text);
  return found !== null && !isSameLanguage(found, wanted);
}

function isFamiliar(sentence: string, language: string, list: CoreList): boolean {
  const words = wordsOf(sentence, language);
  const familiar = words.filter((word) => list.find(word.text).length > 0).length;
  return words.length >= fewestInSentence && familiar / words.length >= familiarShare;
}

/** By Unicode script names. Japanese and Korean are written in several. */
const scriptsOf: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hiragana', 'Katakana', 'Han'],
  Kore: ['Hangul', 'Han'],
  Hans: ['Han'],
  Hant: ['Han'],
};

const scriptNames: Readonly<Record<string, string>> = {
  Arab: 'Arabic',
  Beng: 'Bengali',
  Cyrl: 'Cyrillic',
  Deva: 'Devanagari',
  Grek: 'Greek',
  Hebr: 'Hebrew',
  Latn: 'Latin',
  Thai: 'Thai',
};

function isInAnotherScript(letters: readonly string[], wanted: string): boolean {
  const code = new Intl.Locale(wanted).maximize().script ?? '';
  const names = scriptsOf[code] ?? (scriptNames[code] === undefined ? [] : [scriptNames[code]]);
  if (names.length === 0) return false;
  const expected = new RegExp(names.map((name) => `\\p{Script=${name}}`).join('|'), 'u');
  const inScript = letters.filter((letter) => expected.test(letter)).length;
  if (inScript / letters.length < expectedScriptShare) return true;
  const kana = letters.filter((letter) => /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letter)).length;
  // Chinese and Japanese share their characters, and nothing longer is Japanese without kana.
  if (code === 'Jpan') return kana === 0;
  return names.includes('Han') && kana / letters.length > 0.2;
}

/** Languages that identifiers of short texts confuse. */
const families = [
  ['nb', 'no', 'nn', 'da', 'sv'],
  ['hr', 'sr', 'bs', 'sl'],
  ['id', 'ms'],
  ['cs', 'sk'],
  ['es', 'ca', 'gl'],
  ['pt', 'gl'],
  ['he', 'iw'],
  ['bg', 'mk'],
];

function isSameLanguage(found: string, wanted: string): boolean {
  const [one, other] = [found, wanted].map((tag) => tag.split('-', 1)[0]?.toLowerCase() ?? '') as [string, string];
  return one === other || families.some((family) => family.includes(one) && family.includes(other));
}

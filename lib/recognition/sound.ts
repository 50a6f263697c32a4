import { fold } from '#lib/corrections/fold.ts';

/** Between the katakana and the hiragana of the same sound, in code points. */
const kanaShift = 0x60;
/** Signs that writers leave out and nobody hears the lack of: Hebrew points, Arabic vowel signs and the lengthened stroke. */
const unwritten = /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670]/g;
const dashes = /[\p{Pd}'’]/gu;

/** Languages in which an acute or grave accent says where the stress is, or which of two words it is, and changes no sound. */
const stressMarks = new Set(['el', 'es', 'it']);
const acuteOrGrave = /[\u0300\u0301]/g;

/**
 * A word without what can not be told by ear: capitals, accents that only mark the stress, apostrophes, hyphens, and which
 * kana it is written in. Words that are spelt in two ways and sound the same are two all the same: there is no list of them.
 *
 * @param language a BCP 47 tag
 */
export function soundOf(word: string, language: string): string {
  const { language: base } = new Intl.Locale(language);
  const letters = stressMarks.has(base) ? word.normalize('NFD').replaceAll(acuteOrGrave, '') : word;
  return fold(letters)
    .toLocaleLowerCase(base)
    .replaceAll(unwritten, '')
    .replaceAll(dashes, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ё', 'е')
    .replaceAll(/[أإآ]/g, 'ا')
    .replaceAll(/[\u30A1-\u30F6]/g, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) - kanaShift));
}

import { parseCoreList } from '#lib/tutor/level/core-list.ts';
import { numberWordsOf, type NumberWords } from './number-words.ts';
import { readingsOf, type Readings } from './readings.ts';

/** What is known of ways to write the same words. */
export interface Spellings {
  numberWords: NumberWords;
  readings: Readings;
}

/** Nothing is. */
export const noSpellings: Spellings = { numberWords: () => null, readings: new Map() };

/**
 * What is known of a language. What can not be read is not known.
 *
 * @param language a BCP 47 tag
 * @param readFile the text of one of the extension's own files
 */
export async function spellingsOf(language: string, readFile: (path: string) => Promise<string>): Promise<Spellings> {
  const { language: base } = new Intl.Locale(language);
  const numberWords = await numberWordsOf(base).catch(() => noSpellings.numberWords);
  if (base !== 'ja') return { numberWords, readings: noSpellings.readings };
  const readings = await readFile('words/ja.txt').then(
    (list) => readingsOf(parseCoreList(list)),
    () => noSpellings.readings,
  );
  return { numberWords, readings };
}

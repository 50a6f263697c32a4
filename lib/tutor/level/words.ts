import { wordSegmenter } from '#lib/corrections/tokens.ts';
import { inflectionRules, type WordToken } from './inflection/rules.ts';

/** The words of a text in a language (BCP 47 tag), without numbers, spaces and punctuation. */
export function wordsOf(text: string, language: string): WordToken[] {
  const rules = inflectionRules.get(new Intl.Locale(language).language);
  if (rules?.words !== undefined) return rules.words(text);
  return [...wordSegmenter(language).segment(text)]
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment, index }) => ({ text: segment, start: index, end: index + segment.length }));
}

/** A text's sentences; a line's end is one as well. Offsets in UTF-16 code units. */
export function sentencesOf(text: string, language: string): WordToken[] {
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
    .flatMap(({ segment, index }) => {
      const parts = segment.split(/(?<=\n)/);
      let start = index;
      return parts.map((part) => {
        const sentence = { text: part.trim(), start, end: start + part.trimEnd().length };
        start += part.length;
        return sentence;
      });
    })
    .filter((sentence) => sentence.text !== '');
}

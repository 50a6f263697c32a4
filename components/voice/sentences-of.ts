import { blankHelp } from '#lib/tutor/help-lines.ts';

/** The sentences of a reply, one after the other, without what is only markup. @param language a BCP 47 tag */
export function sentencesOf(text: string, language: string): string[] {
  const plain = blankHelp(text).replaceAll(/[*_`#>]+/g, '');
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(plain)]
    .flatMap(({ segment }) => segment.split('\n'))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Those of them that have words to be said. */
export function sayableSentences(text: string, language: string): string[] {
  return sentencesOf(text, language).filter((sentence) => /\p{L}|\p{N}/u.test(sentence));
}

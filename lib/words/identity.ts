import type { NewWord } from '#lib/db/word-rows.ts';

/** What makes a word this one: language, lemma, part of speech and sense. The same lemma in a new sense is another word. */
export function wordKey({ language, lemma, partOfSpeech, translation }: IdentifiedWord): string {
  return JSON.stringify([language, lemma.normalize('NFC').trim(), partOfSpeech, normalisedSense(translation)]);
}

/** The same whatever part of speech it is: lists of words mostly do not say. */
export function senseKey(word: Omit<IdentifiedWord, 'partOfSpeech'>): string {
  return wordKey({ ...word, partOfSpeech: 'other' });
}

/** What the keys of a lemma's words begin with, in all its senses. */
export function lemmaPrefix({ language, lemma }: Pick<NewWord, 'language' | 'lemma'>): string {
  return JSON.stringify([language, lemma.normalize('NFC').trim()]).slice(0, -1);
}

type IdentifiedWord = Pick<NewWord, 'language' | 'lemma' | 'partOfSpeech' | 'translation'>;

/** A word as it is learnt: with its article, where it has one ("la película", "l'ami"). */
export function withArticle({ article, lemma }: Pick<NewWord, 'article' | 'lemma'>): string {
  if (article === undefined) return lemma;
  return /['’]$/.test(article) ? article + lemma : `${article} ${lemma}`;
}

/** "Unwind, to relax. and "to relax; unwind" are one sense. */
function normalisedSense(translation: string): string {
  return translation
    .normalize('NFKC')
    .toLowerCase()
    .split(/[,;/、，；]/)
    .map((part) => part.replaceAll(/[\p{P}\p{S}\s]+/gu, ' ').trim())
    .filter((part) => part !== '')
    .toSorted()
    .join(', ');
}

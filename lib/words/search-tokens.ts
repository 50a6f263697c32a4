import { wordSegmenter } from '#lib/corrections/tokens.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { foldForSearch } from './fold.ts';

/** Scripts that are written without spaces: in them a search may begin at any character. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;

/** As much of such a text as is compared, in characters; and of a word, in UTF-16 units. */
const longestRun = 6;
const longestToken = 40;
/** What a word has at most: a sentence may be as long as a message. */
const mostTokens = 120;

/**
 * What a word is found by: the beginnings of its tokens. Every token begins with the language's tag, so that a search in
 * one language passes over the others.
 */
export function searchTokens({ language, learnerLanguage, lemma, translation, sentence }: SearchedWord): string[] {
  const found = new Set<string>();
  for (const [text, tag] of [
    [lemma, language],
    [translation, learnerLanguage],
    [sentence, language],
  ] as const) {
    for (const token of tokensOf(text, tag)) found.add(inLanguage(language, token));
  }
  return [...found].slice(0, mostTokens);
}

type SearchedWord = Pick<NewWord, 'language' | 'learnerLanguage' | 'lemma' | 'translation' | 'sentence'>;

/**
 * The beginnings of tokens that a word must have all of to be what is searched for, the most telling one first.
 * @param language BCP 47 tag of the words that are searched
 */
export function searchTerms(query: string, language: string): string[] {
  const folded = foldForSearch(query, language);
  const runs = [...folded.matchAll(unspaced)].map(([run]) => [...run].slice(0, longestRun).join(''));
  const words = spacedWords(folded, language);
  return [...new Set([...runs, ...words])]
    .toSorted((a, b) => b.length - a.length)
    .map((term) => inLanguage(language, term));
}

function inLanguage(language: string, token: string): string {
  return `${language} ${token}`;
}

function tokensOf(text: string, language: string): string[] {
  const folded = foldForSearch(text, language);
  const runs = [...folded.matchAll(unspaced)].flatMap(([run]) => {
    const characters = [...run];
    return characters.map((_, index) => characters.slice(index, index + longestRun).join(''));
  });
  return [...spacedWords(folded, language), ...runs];
}

function spacedWords(folded: string, language: string): string[] {
  return [...wordSegmenter(language).segment(folded.replaceAll(unspaced, ' '))]
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment }) => segment.slice(0, longestToken));
}

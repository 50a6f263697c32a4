import { partsOfSpeech, type NewWord } from '#lib/db/word-rows.ts';

/**
 * The part of speech that a core list's tags ("noun f") or a tutor's or a person's own words ("Noun, feminine") begin with.
 * @param names what parts of speech are called in the interface's language
 */
export function partOfSpeechIn(grammar: string, names: Readonly<Record<string, string>>): NewWord['partOfSpeech'] {
  const words = grammar.toLocaleLowerCase().split(/[^\p{L}]+/u);
  const found = words.flatMap((word) => partsOfSpeech.find((part) => part === word || names[part] === word) ?? []);
  return found[0] ?? 'other';
}

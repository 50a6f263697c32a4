import { isWhole } from '#lib/corrections/tokens.ts';
import type { CardKind, NewWord } from '#lib/db/word-rows.ts';
import { foldForm } from './fold.ts';

export interface SplitSentence {
  before: string;
  /** As it stands in the sentence. */
  word: string;
  after: string;
}

type WordInSentence = Pick<NewWord, 'language' | 'sentence' | 'surface' | 'translation' | 'lemma'>;

/** What can be asked about a word as it is written, what is easiest first. */
export function cardKindsOf(word: WordInSentence): CardKind[] {
  return isClozable(word) ? ['recognise', 'produce', 'cloze'] : ['recognise', 'produce'];
}

/** The sentence around the word's first appearance in it; `null` where it does not stand there. */
export function splitSentence({ language, sentence, surface }: WordInSentence): SplitSentence | null {
  const [at] = placesOf(surface, sentence, language);
  if (at === undefined) return null;
  const end = at + surface.length;
  return { before: sentence.slice(0, at), word: sentence.slice(at, end), after: sentence.slice(end) };
}

/** The form of a word that stands in its sentence: as it was met there or, in a sentence that was written since, the word itself. */
export function surfaceIn(word: WordInSentence): string {
  const asLemma = { ...word, surface: word.lemma };
  return splitSentence(word) === null ? (splitSentence(asLemma)?.word ?? word.surface) : word.surface;
}

/** The blank has to be the only one of its kind, in more than itself, and not be given away by what is seen beside it. */
function isClozable(word: WordInSentence): boolean {
  const { language, sentence, surface, translation, lemma } = word;
  const split = splitSentence(word);
  if (split === null || placesOf(surface, sentence, language).length !== 1) return false;
  const rest = `${split.before} ${split.after}`;
  if (!/\p{L}/u.test(rest)) return false;
  const seen = foldForm(`${rest} ${translation}`, language);
  return !standsIn(foldForm(surface, language), seen) && !standsIn(foldForm(lemma, language), seen);
}

function standsIn(form: string, text: string): boolean {
  return form !== '' && wholePlaces(form, text).length > 0;
}

function placesOf(surface: string, sentence: string, language: string): number[] {
  if (surface === '') return [];
  const folded = foldForm(sentence, language);
  // Places in a folded text are those in the text only where folding kept its length.
  return folded.length === sentence.length
    ? wholePlaces(foldForm(surface, language), folded)
    : wholePlaces(surface, sentence);
}

/** Where a form stands as a word of its own; in scripts without spaces that is anywhere. */
function wholePlaces(form: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
    if (isWhole(text, at, at + form.length)) places.push(at);
  }
  return places;
}

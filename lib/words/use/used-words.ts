import type { Card } from '#lib/corrections/card.ts';
import type { Word } from '#lib/db/word-rows.ts';
import type { CoreList } from '#lib/tutor/level/core-list.ts';
import type { WordToken } from '#lib/tutor/level/inflection/rules.ts';
import { sentencesOf, wordsOf } from '#lib/tutor/level/words.ts';
import { foldForm } from '../fold.ts';
import { isTouched } from './card-touches.ts';
import { bareLemma, entryOf, listOf, primaryOf, type Entry } from './entries.ts';

export interface MessageOfLearner {
  text: string;
  /** BCP 47 tag. */
  language: string;
  /** The language's core words: what another word may explain is not taken for this one. */
  core: CoreList | null;
  /** What a tutor put right in it; `null` where that was nothing. */
  card: Card | null;
}

/**
 * Those words that a message uses well, in any of their forms, as they come in it. In doubt a word is not among them: where
 * the form may be that of another word or another sense, where the word is quoted or asked about, and where anything of it
 * was put right.
 *
 * @param words the learner's words that the message's may be forms of
 */
export function usedWords(message: MessageOfLearner, words: readonly Word[]): Word[] {
  const { text, language, card } = message;
  // So much would be said otherwise that nothing of it is surely right.
  if (card?.kind === 'natural') return [];
  const places = placesOf(text, language);
  const found = [...singleWords(message, words, places), ...phrases(message, words, places)];
  const used = found
    .filter(({ start, end }) => !isTouched(card, text, start, end))
    .toSorted((one, other) => one.start - other.start)
    .map(({ word }) => word);
  return [...new Set(used)];
}

interface Place extends WordToken {
  /** A sentence begins with it. */
  first: boolean;
}

interface FoundWord {
  word: Word;
  start: number;
  end: number;
}

const quoted = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』/gu;

/** A sentence that asks what a word means, or how it is said, does not use it. */
const asking: Readonly<Record<string, RegExp>> = {
  de: /\bwas (?:heißt|heisst|bedeute)|bedeutung|\bwie sagt man\b/iu,
  en: /\bmean(?:s|ing)?\b|\bhow (?:do|can|would) (?:you|i) say\b/iu,
  es: /signific|qui?ere?n? decir|c[óo]mo se dice/iu,
  fr: /signifi|(?:veut|veulent) dire|comment (?:dit-on|on dit)/iu,
  it: /signific|vuol(?:e)? dire|come si dice/iu,
  ja: /意味|とは何|って何|(?:何|なん)と言/u,
  pt: /signific|quer(?:em)? dizer|como se diz/iu,
};

/** What stands before a verb, so that what follows is none of a noun's forms: "je livre". */
const subjects: Readonly<Record<string, readonly string[]>> = {
  de: ['ich', 'du', 'er', 'wir', 'ihr'],
  en: ['i', 'you', 'he', 'she', 'we', 'they'],
  es: ['yo', 'tú', 'él', 'ella', 'nosotros', 'ellos', 'ellas', 'no', 'se'],
  fr: ['je', 'tu', 'il', 'elle', 'on', 'nous', 'vous', 'ils', 'elles', 'ne'],
  it: ['io', 'tu', 'lui', 'lei', 'noi', 'voi', 'loro', 'non', 'si'],
  pt: ['eu', 'tu', 'você', 'ele', 'ela', 'nós', 'vocês', 'eles', 'elas', 'não'],
};

/** The words that the learner uses: not those that are quoted or asked about. */
function placesOf(text: string, language: string): Place[] {
  const quotes = [...text.matchAll(quoted)].map(({ 0: quote, index }) => ({ start: index, end: index + quote.length }));
  const asks = asking[primaryOf(language)];
  return sentencesOf(text, language)
    .filter((sentence) => asks === undefined || !asks.test(sentence.text))
    .flatMap(({ text: sentence, start: offset }) => {
      // `start` stands before the white space that the sentence's text has lost.
      const from = text.indexOf(sentence, offset);
      return wordsOf(sentence, language).map((word, index) =>
        Object.assign(word, { start: from + word.start, end: from + word.end, first: index === 0 }),
      );
    })
    .filter(({ start, end }) => !quotes.some((quote) => start < quote.end && end > quote.start));
}

function singleWords(
  { language, core }: MessageOfLearner,
  words: readonly Word[],
  places: readonly Place[],
): FoundWord[] {
  const entries = new Map<Entry, Word>();
  for (const word of words) if (!isPhrase(word)) entries.set(entryOf(word), word);
  const list = listOf([...entries.keys()], language, core);
  const verbsFollow = new Set(subjects[primaryOf(language)]);
  return places.flatMap((place, index) => {
    const readings = list.find(place.text);
    const own = readings.filter((reading) => entries.has(reading));
    const [entry] = own;
    const word = entry && entries.get(entry);
    // Two senses of one word can not be told apart.
    if (entry === undefined || word === undefined || own.length > 1) return [];
    const preceding = places[index - 1]?.text ?? '';
    if (word.partOfSpeech === 'noun' && verbsFollow.has(foldForm(preceding, language))) return [];
    const isSure = readings.every((reading) => reading === entry || isSame(reading, entry, language));
    return isSure && isSpelt(place, word) ? [{ word, start: place.start, end: place.end }] : [];
  });
}

/** Whether what the core list has for a form is the word itself: "vino" may be wine, and someone who came. */
function isSame(listed: Entry, own: Entry, language: string): boolean {
  const same = bareLemma(listed.lemma, primaryOf(language)) === own.lemma;
  return same && (listed.wordClass === own.wordClass || own.wordClass === 'part');
}

/** German tells a noun from a verb by its capital. */
function isSpelt({ text, first }: Place, { language, partOfSpeech }: Word): boolean {
  if (primaryOf(language) !== 'de' || partOfSpeech === 'other') return true;
  const capital = /^\p{Lu}/u.test(text);
  return partOfSpeech === 'noun' ? capital : first || !capital;
}

function componentsOf({ lemma, language }: Word): string[] {
  return wordsOf(bareLemma(lemma, primaryOf(language)), language).map(({ text }) => text);
}

function isPhrase(word: Word): boolean {
  return componentsOf(word).length > 1;
}

/** Words that belong together, one behind the other; each may be inflected as far as the core list knows, the first as a verb. */
function phrases({ language, core }: MessageOfLearner, words: readonly Word[], places: readonly Place[]): FoundWord[] {
  return words.filter(isPhrase).flatMap((word) => {
    const components = componentsOf(word).map((component) => foldForm(component, language));
    const [first = ''] = components;
    const verb: Entry = { lemma: first, band: 'B1', wordClass: 'verb', tags: [], translation: '', forms: [] };
    const list = listOf([verb], language, core);
    const fits = (component: string, place: Place | undefined): boolean =>
      place !== undefined &&
      (foldForm(place.text, language) === component ||
        list.find(place.text).some(({ lemma }) => foldForm(lemma, language) === component));
    const at = places.findIndex((_, from) => components.every((part, index) => fits(part, places[from + index])));
    const [start, end] = [places[at]?.start, places[at + components.length - 1]?.end];
    return start === undefined || end === undefined ? [] : [{ word, start, end }];
  });
}

import type { Reader } from './pattern.ts';
import type { Words } from './scene.ts';
import { createReadings, isUnspaced, unitsOf, type Unit } from './units.ts';

/** What the learner wrote, ready for matching. */
export interface Utterance {
  text: string;
  units: readonly Unit[];
  /** Unit by unit: whether it is a greeting, politeness or filler, which never counts against an answer. */
  courtesy: readonly boolean[];
  /** Before every unit and after the last: whether a word may begin or end here. */
  edges: readonly boolean[];
}

/** What is known of a language's words. */
export interface Lexicon extends Reader {
  language: string;
  hear: (text: string) => Utterance;
  isArticle: (unit: Unit) => boolean;
  /** Whether the word joins two parts, so that nothing begins or ends with it. */
  isJoin: (units: readonly Unit[]) => boolean;
  isNegation: (unit: Unit) => boolean;
  /** Whether it is a question word. */
  isQuestion: (unit: Unit) => boolean;
  isNumber: (units: readonly Unit[]) => boolean;
  /** Whether the scenes use the word: what they use is not taken for a name. */
  isKnown: (word: string) => boolean;
  /** Whether it is a word of the language as far as the scenes and the word lists go. */
  isWord: (word: string) => boolean;
  /** Whether the language has a word that is written just so, accents and all (in lower case). */
  isSpelling: (word: string) => boolean;
  /** Whether the lists have the word written just so, capitals and all. */
  isWritten: (word: string) => boolean;
  /** Whether one of the longer of these words stands inside. */
  hasKnownInside: (text: string) => boolean;
  /** Whether the learner's own language has the word and the one that is learnt has not. */
  isForeign: (word: string) => boolean;
  /** Whether the tutor can say it back: it is short, and nothing in it is said from the learner's point of view. */
  isSayable: (text: string) => boolean;
  greets: (utterance: Utterance) => boolean;
  asksBack: (utterance: Utterance) => boolean;
}

/** The units as one comparable string. */
export function foldedText(units: readonly Unit[], separator = ' '): string {
  return units.map((unit) => unit.folded).join(separator);
}

/** Where `phrase` stands in `units`, unit for unit; -1 where it does not. */
export function findPhrase(units: readonly Unit[], phrase: readonly Unit[], from = 0): number {
  for (let start = from; phrase.length > 0 && start + phrase.length <= units.length; start++) {
    if (phrase.every((unit, index) => units[start + index]?.folded === unit.folded)) return start;
  }
  return -1;
}

/**
 * @param vocabulary words and phrases that the scenes of the language use, as they are written there
 * @param telltale frequent words of the learner's own language
 */
export function createLexicon(
  language: string,
  words: Words,
  vocabulary: readonly string[],
  telltale: readonly string[],
): Lexicon {
  const readings = createReadings(words.readings ?? {});
  const read = (text: string) => unitsOf(text, language, readings);
  const segment: Reader['segment'] = isUnspaced(language)
    ? (literal) => mergeStems(cutAtWords(read(literal), wordStarts(literal)), literal, isLittle)
    : (literal) => read(literal).map((unit) => [unit]);

  const keys = (texts: readonly string[]) => new Set(texts.map((text) => foldedText(read(text), '')));
  const phrases = (texts: readonly string[]) => texts.map(read);
  const little = keys(words.little);
  const articles = keys(words.articles);
  const joins = keys(words.joins);
  const negation = keys(words.negation);
  const questions = keys(words.questions);
  const numbers = keys(words.numbers);
  const greetings = phrases(words.greetings);
  const self = phrases(words.self);
  const andYou = phrases(words.andYou);
  const courtesy = [...phrases(words.courtesy), ...greetings, ...andYou];

  function isLittle(units: readonly Unit[]): boolean {
    return little.has(foldedText(units, ''));
  }

  const known = new Set(
    [...vocabulary, ...words.questions]
      .flatMap((text) => (isUnspaced(language) ? segment(text).concat([read(text)]) : segment(text)))
      .filter((word) => !isLittle(word))
      .map((word) => foldedText(word, '')),
  );
  const foreign = new Set(telltale.filter((word) => !known.has(word) && !little.has(word)));
  const listed = [...vocabulary, ...words.little, ...words.courtesy, ...words.questions];
  const spellings = new Set(listed.flatMap(read).map((unit) => unit.written.toLowerCase()));
  const writings = new Set([...listed, ...words.numbers].flatMap(read).map((unit) => unit.written));
  const longKnown = [...known].filter((word) => word.length >= 3);

  return {
    language,
    segment,
    hear(text) {
      const units = read(text);
      const marks = units.map(() => false);
      for (const phrase of courtesy) {
        for (let at = findPhrase(units, phrase); at !== -1; at = findPhrase(units, phrase, at + 1)) {
          const end = at + phrase.length;
          if (!isUnspaced(language) || isEdge(units, at) || isEdge(units, end)) marks.fill(true, at, end);
        }
      }
      const starts = isUnspaced(language) ? wordStarts(text) : null;
      const edges = units.map(
        (unit, at) => starts === null || (starts.has(unit.start) && units[at - 1]?.start !== unit.start),
      );
      return { text, units, courtesy: marks, edges: [...edges, true] };
    },
    isLittle,
    isArticle: (unit) => articles.has(unit.folded),
    isJoin: (units) => joins.has(foldedText(units, '')),
    isNegation: (unit) => negation.has(unit.folded),
    isQuestion: (unit) => questions.has(unit.folded),
    isNumber(units) {
      if (isUnspaced(language)) {
        return numbers.has(foldedText(units, '')) || units.every((unit) => /\p{N}/u.test(unit.folded));
      }
      // "Treinta y dos" is a number, "y" and "y dos" are none.
      const ends = [units[0], units.at(-1)];
      if (ends.some((unit) => unit === undefined || joins.has(unit.folded))) return false;
      return units.every((unit) => /^\p{N}+$/u.test(unit.folded) || numbers.has(unit.folded));
    },
    isKnown: (word) => known.has(word),
    isWord: (word) => known.has(word) || little.has(word),
    isSpelling: (word) => spellings.has(word),
    isWritten: (word) => writings.has(word),
    hasKnownInside: (text) => longKnown.some((word) => text.includes(word)),
    isForeign: (word) => foreign.has(word),
    isSayable(text) {
      const units = read(text);
      const isSelf = self.some((word) => findPhrase(units, word) !== -1);
      return !isSelf && units.length <= (isUnspaced(language) ? 20 : 6);
    },
    greets: (utterance) => holdsOne(utterance, greetings) && utterance.courtesy.every(Boolean),
    asksBack: (utterance) => holdsOne(utterance, andYou),
  };
}

function holdsOne({ units }: Utterance, phrases: readonly (readonly Unit[])[]): boolean {
  return phrases.some((phrase) => findPhrase(units, phrase) !== -1);
}

/** Whether something begins or ends here; in Japanese a short word may else be a part of a longer one. */
function isEdge(units: readonly Unit[], at: number): boolean {
  return at === 0 || at === units.length || units[at]?.gap !== 'none';
}

const japanese = new Intl.Segmenter('ja', { granularity: 'word' });

function wordStarts(literal: string): Set<number> {
  return new Set([...japanese.segment(literal)].map((part) => part.index));
}

/** A word begins where the segmenter says so, unless that is inside a reading. */
function cutAtWords(units: readonly Unit[], starts: ReadonlySet<number>): Unit[][] {
  const words: Unit[][] = [];
  for (const [index, unit] of units.entries()) {
    const last = words.at(-1);
    if (last === undefined || (starts.has(unit.start) && units[index - 1]?.start !== unit.start)) words.push([unit]);
    else last.push(unit);
  }
  return words;
}

/** A stem of one kana ("見" in 見ました) would be found anywhere: it takes the next word along. */
function mergeStems(
  words: readonly (readonly Unit[])[],
  literal: string,
  isLittle: (word: readonly Unit[]) => boolean,
): Unit[][] {
  const isKanji = (unit: Unit | undefined) => /\p{Script=Han}/u.test(literal.slice(unit?.start, unit?.end));
  const merged: Unit[][] = [];
  let stem = false;
  for (const word of words) {
    const last = merged.at(-1);
    if (stem && last !== undefined) last.push(...word);
    else merged.push([...word]);
    stem = !stem && word.length === 1 && (isKanji(word[0]) || !isLittle(word));
  }
  return merged;
}

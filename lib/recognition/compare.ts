import { alignWords } from '#lib/corrections/align.ts';
import { fold } from '#lib/corrections/fold.ts';
import type { Piece } from '#lib/corrections/pieces.ts';
import { bare } from '#lib/corrections/similarity.ts';
import { finer, tokensOf, type Token } from '#lib/corrections/tokens.ts';
import { joinWords } from './join-words.ts';
import type { Utterance } from './listening.ts';
import type { NumberWords } from './number-words.ts';
import { isReadAs, type Readings } from './readings.ts';
import { soundOf } from './sound.ts';
import type { Spellings } from './spellings.ts';

/**
 * `heard` is as it should be, `close` is but for accents and capitals (writing alone: nobody hears them), `different` is
 * something else in its place, `missed` is nothing.
 */
export type WordVerdict = 'heard' | 'close' | 'different' | 'missed';

/** A stretch of the target, or what was said beside it. In order, the texts of words and of what is between them are the target. */
export type ComparedPart =
  | { kind: 'word'; text: string; verdict: WordVerdict; /** What came in its place. */ instead: string }
  | { kind: 'between'; text: string }
  | { kind: 'extra'; text: string };

export interface Comparison {
  parts: readonly ComparedPart[];
  /** How many words of the target were said, and how many there are. */
  right: number;
  words: number;
  extras: number;
}

interface Unit extends Token {
  /** Its bare letters: what it is found by. */
  text: string;
  sound: string;
  /** As it was written. */
  written: string;
  /** The word of the target that it is, or is a part of. */
  word: number;
}

/** As many words of a text as are compared: no sentence is longer, and the time taken grows with the square. */
const mostWords = 400;

/**
 * Holds what was said or written against what should have been, word by word. Punctuation does not count, nor does whether
 * a number is in digits, and Japanese in Chinese characters or kana; nor, in speech, capitals and accents that change no sound.
 *
 * @param language a BCP 47 tag
 * @param how `writing` tells apart what is `close`
 */
export function compareWords(
  target: string,
  attempt: string,
  language: string,
  how: 'speech' | 'writing',
  { numberWords, readings }: Spellings,
): Comparison {
  const words = tokensOf(target, language)
    .filter(({ kind }) => kind === 'word')
    .slice(0, mostWords);
  const said = tokensOf(attempt, language)
    .filter(({ kind }) => kind === 'word')
    .slice(0, mostWords);
  const pieces = joinReadings(
    alignWords(unitsOf(words, language, numberWords), unitsOf(said, language, numberWords)) as UnitPiece[],
    readings,
  );
  const anything = pieces.some((piece) => isRight(verdictOn(piece, how)));
  const found = words.map((): Found => ({ heard: 0, close: 0, different: 0, missed: 0, instead: [] }));
  const extras = new Map<number, readonly Unit[]>();
  let last = -1;
  for (const piece of pieces) {
    if (piece.source.length === 0) {
      extras.set(last, [...(extras.get(last) ?? []), ...piece.target]);
      continue;
    }
    const verdict = verdictOn(piece, how);
    for (const { word } of piece.source) {
      const of = found[word];
      if (of === undefined) continue;
      // Where nothing was as it should be, nothing is in the place of anything.
      of[verdict === 'different' && !anything ? 'missed' : verdict] += 1;
      last = word;
    }
    found[piece.source[0]?.word ?? -1]?.instead.push(...piece.target);
  }
  return assemble({ target, words, found, extras });
}

/** What was said, in whichever of the ways it may have been meant is nearest to what should have been said. */
export function nearestReading(said: readonly Utterance[], compare: (attempt: string) => Comparison): Comparison {
  const chosen = said.map(([first = '']) => first);
  let best = compare(chosen.join(' '));
  for (const [at, ways] of said.entries()) {
    for (const way of ways.slice(1)) {
      const comparison = compare(chosen.with(at, way).join(' '));
      if (isNearer(comparison, best)) {
        chosen[at] = way;
        best = comparison;
      }
    }
  }
  return best;
}

function isNearer(a: Comparison, b: Comparison): boolean {
  return a.right > b.right || (a.right === b.right && a.extras < b.extras);
}

interface UnitPiece extends Piece {
  source: readonly Unit[];
  target: readonly Unit[];
  /** The same words, one in kana and the other in Chinese characters. */
  reading?: boolean;
}

/** As many pieces as one reading is looked for in: a sentence, or most of one. */
const mostJoined = 60;

/**
 * Takes together what is the same in another way to write it, as far as it reaches: a letter in the midst of it may be the same
 * by chance, as と in 友達と is in ともだちと.
 */
function joinReadings(pieces: readonly UnitPiece[], readings: Readings): UnitPiece[] {
  if (readings.size === 0) return [...pieces];
  const result: UnitPiece[] = [];
  let from = 0;
  while (from < pieces.length) {
    const ends = endsOfDifferences(pieces, from);
    const end = ends.findLast((at) => isReading(pieces.slice(from, at), readings));
    const taken = pieces.slice(from, end ?? ends[0] ?? from + 1);
    result.push(...(end === undefined ? taken : [{ ...together(taken), same: false, solid: true, reading: true }]));
    from += taken.length;
  }
  return result;
}

/** Where what differs from a place on comes to an end, now or after what is the same in between; none where it is the same. */
function endsOfDifferences(pieces: readonly UnitPiece[], from: number): number[] {
  const ends: number[] = [];
  if (pieces[from]?.same) return ends;
  for (let end = from + 1; end <= Math.min(pieces.length, from + mostJoined); end += 1) {
    if (!pieces[end - 1]?.same && pieces[end]?.same !== false) ends.push(end);
  }
  return ends;
}

function isReading(pieces: readonly UnitPiece[], readings: Readings): boolean {
  const { source, target } = together(pieces);
  return isReadAs(soundsOf(source), soundsOf(target), readings);
}

function together(pieces: readonly UnitPiece[]): Pick<UnitPiece, 'source' | 'target'> {
  return { source: pieces.flatMap((piece) => piece.source), target: pieces.flatMap((piece) => piece.target) };
}

/** How many units of a word are what. */
type Found = Record<WordVerdict, number> & { instead: Unit[] };

/** What is compared: words, the words of a number, or letters where nothing is between words. */
function unitsOf(words: readonly Token[], language: string, numberWords: NumberWords): Unit[] {
  return words.flatMap((token, word): Unit[] => {
    const spelt = numberWords(token.text);
    if (spelt !== null) {
      return tokensOf(spelt, language).flatMap((part) =>
        part.kind === 'word' ? finer(part).map((unit) => unitOf(unit, word, language, token.text)) : [],
      );
    }
    return finer(token).map((unit) => unitOf(unit, word, language));
  });
}

function unitOf(token: Token, word: number, language: string, written = token.text): Unit {
  const sound = soundOf(token.text, language);
  return { ...token, text: bare(sound), sound, written, word };
}

function soundsOf(units: readonly Unit[]): string {
  return units.map(({ sound }) => sound).join('');
}

function verdictOn({ source, target, reading }: UnitPiece, how: 'speech' | 'writing'): WordVerdict {
  if (target.length === 0) return 'missed';
  if (reading) return 'heard';
  const isSame = (of: (unit: Unit) => string, between = ''): boolean =>
    source.map(of).join(between) === target.map(of).join(between);
  if (!isSame(({ text }) => text)) return 'different';
  if (how === 'speech') return isSame(({ sound }) => sound) ? 'heard' : 'different';
  const isNumber = [...source, ...target].some(({ written }) => /\p{Nd}/u.test(written));
  return isNumber || isSame(({ written }) => fold(written), ' ') ? 'heard' : 'close';
}

function isRight(verdict: WordVerdict): boolean {
  return verdict === 'heard' || verdict === 'close';
}

function writtenOf(units: readonly Unit[]): string {
  let text = '';
  let before: Unit | undefined;
  for (const unit of units) {
    if (unit.word === before?.word && unit.written === before.written && /\p{Nd}/u.test(unit.written)) continue;
    text = unit.word === before?.word ? text + unit.written : joinWords(text, unit.written);
    before = unit;
  }
  return text;
}

interface Compared {
  target: string;
  words: readonly Token[];
  found: readonly Found[];
  /** What was too much, behind which word. */
  extras: ReadonlyMap<number, readonly Unit[]>;
}

function assemble({ target, words, found, extras }: Compared): Comparison {
  const parts: ComparedPart[] = [];
  const addExtra = (after: number): void => {
    const units = extras.get(after);
    if (units !== undefined) parts.push({ kind: 'extra', text: writtenOf(units) });
  };
  let at = 0;
  addExtra(-1);
  for (const [index, { start, end, text }] of words.entries()) {
    if (start > at) parts.push({ kind: 'between', text: target.slice(at, start) });
    const of = found[index];
    const verdict = of === undefined ? 'missed' : wordVerdict(of);
    const replaced = verdict === 'different' || verdict === 'close';
    const instead = of === undefined || !replaced ? '' : writtenOf(of.instead);
    parts.push({ kind: 'word', text, verdict, instead });
    addExtra(index);
    at = end;
  }
  if (at < target.length) parts.push({ kind: 'between', text: target.slice(at) });
  const right = parts.filter((part) => part.kind === 'word' && isRight(part.verdict));
  return {
    parts,
    right: right.length,
    words: words.length,
    extras: parts.filter(({ kind }) => kind === 'extra').length,
  };
}

/** A word of several units is what all of them are. */
function wordVerdict({ heard, close, different, missed }: Found): WordVerdict {
  if (different + missed === 0 && heard + close > 0) return close > 0 ? 'close' : 'heard';
  return heard + close + different > 0 ? 'different' : 'missed';
}

import * as z from 'zod/mini';
import type { Level } from '#lib/providers/provider.ts';
import { blankHelp } from '../help-lines.ts';
import { levelCaps } from './caps.ts';
import { bands, type CoreList, type CoreWord } from './core-list.ts';
import type { WordToken } from './inflection/rules.ts';
import { sentencesOf, wordsOf } from './words.ts';

/** From this share of too hard words on a reply is a warning; a learner still follows. */
const warningShare = 0.1;
/** From here on few learners follow, and something is done about it. */
const actingShare = 0.15;
/** From this share of its words on, a sentence may be one of the learner's own language. */
const ownShare = 0.5;
/** In fewer words than these a share says nothing. */
const fewestWords = 5;

export const breachSchema = z.enum(['words', 'sentence', 'vocabulary', 'language']);

/** What a reply went beyond: words in all, words a sentence, too hard words, or it is in another language. */
export type Breach = z.infer<typeof breachSchema>;

export const replyCheckSchema = z.object({
  words: z.int(),
  /** In words. */
  longestSentence: z.int(),
  /** Words above the level, as they stand in the reply, each once. */
  hard: z.array(z.string()),
  /** Of the reply's words, from 0 to 1; `null` where no core list says what is hard. */
  hardShare: z.nullable(z.number()),
  /** `warn`: somewhat too many hard words; `act`: one of `breaches`. */
  verdict: z.enum(['fits', 'warn', 'act']),
  breaches: z.array(breachSchema),
});

/** How a reply stands to its learner's level. */
export type ReplyCheck = z.infer<typeof replyCheckSchema>;

export interface LevelGround {
  /** BCP 47 tag of the reply. */
  language: string;
  level: Level;
  /** `null` for languages that have none. */
  list: CoreList | null;
  /** Of the learner's own language: help in it is no part of what is held against the level. */
  ownList?: CoreList | null;
  /** Lemmas that the learner knows beyond the level's, in lower case. */
  known: ReadonlySet<string>;
}

/**
 * Holds a reply against the level's caps and its core words. Numbers from the study of 3,231 recorded A1 turns and of
 * learners of Japanese that Patter's design rests on: up to 10 % hard words nearly all is understood, from 15 % on little.
 *
 * @param elsewhere whether the reply is known to be in another language
 */
export function checkReply(text: string, ground: LevelGround, elsewhere: boolean): ReplyCheck {
  const { language, level } = ground;
  const caps = levelCaps[level];
  const plain = blankHelp(text).replaceAll(/[*_#`>]/g, ' ');
  const sentences = sentencesOf(plain, language)
    .map((sentence) => wordsOf(sentence.text, language))
    .filter((sentence) => !isHelp(sentence, ground));
  const words = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  const longestSentence = Math.max(0, ...sentences.map((sentence) => sentence.length));
  const { hard, hardShare } = hardWords(sentences, ground);
  const breaches: Breach[] = [];
  if (elsewhere) breaches.push('language');
  if (words > caps.wordsPerReply) breaches.push('words');
  if (caps.wordsPerSentence !== null && longestSentence > caps.wordsPerSentence) breaches.push('sentence');
  if (!elsewhere && words >= fewestWords && hardShare !== null && hardShare > actingShare) breaches.push('vocabulary');
  const warns = hardShare !== null && words >= fewestWords && hardShare > warningShare;
  const verdict = breaches.length > 0 ? 'act' : warns ? 'warn' : 'fits';
  return { words, longestSentence, hard: elsewhere ? [] : hard, hardShare, verdict, breaches };
}

/** A sentence whose words are rather the learner's own language's than the reply's. */
function isHelp(sentence: readonly WordToken[], { list, ownList }: LevelGround): boolean {
  if (list === null || !ownList || sentence.length === 0) return false;
  const share = (of: CoreList) => sentence.filter(({ text }) => of.find(text).length > 0).length / sentence.length;
  const own = share(ownList);
  return own >= ownShare && own > share(list);
}

/** The core lists end with B1: what is hard above it nobody can say by them. */
function hardWords(
  sentences: readonly (readonly WordToken[])[],
  { language, level, list, known }: LevelGround,
): Pick<ReplyCheck, 'hard' | 'hardShare'> {
  const highest = bands.findIndex((band) => band === level);
  if (list === null || highest === -1) return { hard: [], hardShare: null };
  const allowed = new Set(bands.slice(0, highest + 1));
  const isKnown = ({ band, lemma }: CoreWord) => allowed.has(band) || known.has(lemma.toLocaleLowerCase(language));
  const hard: string[] = [];
  let counted = 0;
  for (const sentence of sentences) {
    for (const [index, { text }] of sentence.entries()) {
      if (/\p{Nd}/u.test(text)) continue;
      const entries = list.find(text);
      if (
        entries.length === 0 &&
        (isName(text, index, sentence, language, list) || known.has(text.toLocaleLowerCase(language)))
      )
        continue;
      counted += 1;
      if (!entries.some(isKnown)) hard.push(text);
    }
  }
  return { hard: [...new Set(hard)], hardShare: counted === 0 ? 0 : hard.length / counted };
}

/**
 * A capital within a sentence, in scripts that have any. German has it on every noun: there, what has no article or the
 * like before it is taken for a name.
 */
function isName(
  word: string,
  index: number,
  sentence: readonly WordToken[],
  language: string,
  list: CoreList,
): boolean {
  const before = sentence[index - 1]?.text;
  if (before === undefined || !/^\p{Lu}/u.test(word)) return false;
  if (new Intl.Locale(language).language !== 'de') return true;
  const entries = list.find(before);
  const describes = entries.length > 0 && entries.every(({ wordClass }) => wordClass === 'adj' || wordClass === 'num');
  return !contracted.test(before) && !describes && !entries.some(({ wordClass }) => wordClass === 'det');
}

/** German prepositions with an article in them. */
const contracted = /^(?:am|ans|beim|im|ins|vom|zum|zur)$/i;

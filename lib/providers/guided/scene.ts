import * as z from 'zod/mini';
import { correctionCategories, correctionSeverities } from '../correction.ts';
import { levels } from '../provider.ts';

/** A sentence for the learner in each language it has been translated into. English is always there. */
const forLearner = z.catchall(z.object({ en: z.string().check(z.minLength(1)) }), z.string());

/** A word list: every line may hold several, parted by `|`. */
const wordList = z.pipe(
  z.array(z.string()),
  z.transform((rows) => rows.flatMap((row) => row.split('|').map((word) => word.trim()))),
);

/**
 * What may stand where a pattern says `{slot}`: a person's `name`, a `place` (may begin with little words such as "the"),
 * a `phrase`, a whole `clause`, a `number`, or only what is listed (`known`).
 */
const slotSchema = z.strictObject({
  kind: z.enum(['name', 'place', 'phrase', 'clause', 'number', 'known']),
  /** Values that are taken even where nothing else in the answer shows what is meant. */
  known: z.optional(wordList),
  /** The value begins with one of these. */
  begins: z.optional(wordList),
});

const slipSchema = z.strictObject({
  /** What learners write, in the notation of answers; every word has to stand there as it is. */
  wrong: z.string(),
  /** What it should be, with the same slots. */
  right: z.string(),
  category: z.enum(correctionCategories),
  severity: z.enum(correctionSeverities),
  explanation: forLearner,
  /** A whole answer with the slip in it. */
  example: z.string(),
  /** The tutor's reaction, which says the right form in passing. */
  recast: z.string(),
});

const exchangeSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z-]+$/)),
  cue: z.string(),
  answers: z
    .array(z.strictObject({ accept: z.array(z.string()).check(z.minLength(1)), reaction: z.optional(z.string()) }))
    .check(z.minLength(1)),
  /** What the tutor says of itself when the learner asks back ("and you?"). */
  andYou: z.optional(z.string()),
  model: z.string(),
  /** Answers to choose from, each of another kind; they are understood and right. */
  suggestions: z.array(z.string()).check(z.length(3)),
  /** The cue in easier and fewer words. */
  simpler: z.string(),
  hint: forLearner,
  /** Learner's language → words of the cue → what they mean. */
  glosses: z.catchall(z.object({ en: z.record(z.string(), z.string()) }), z.record(z.string(), z.string())),
  slips: z.array(slipSchema),
});

/** Learner's language → a line of the tutor's or a suggested answer, as it stands in the file → what it means. */
const translations = z.catchall(z.object({ en: z.record(z.string(), z.string()) }), z.record(z.string(), z.string()));

/** One authored scene, as a teacher writes it. docs/writing-scenes.md explains every field. */
export const sceneSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z-]+$/)),
  language: z.string(),
  title: z.string(),
  titleLearner: z.string(),
  level: z.enum(levels),
  /** What the learner may write to start this scene, besides its titles. */
  names: z.array(z.string()),
  opening: z.string(),
  closing: z.string(),
  slots: z.record(z.string(), slotSchema),
  translations,
  exchanges: z.array(exchangeSchema).check(z.minLength(6), z.maxLength(10)),
});

export type Slot = z.infer<typeof slotSchema>;
export type Slip = z.infer<typeof slipSchema>;
export type Exchange = z.infer<typeof exchangeSchema>;
export type Scene = z.infer<typeof sceneSchema>;

const lines = z.array(z.string()).check(z.minLength(1));

/** What the learner may write to steer the practice instead of answering. */
const commandsSchema = z.strictObject({ help: wordList, next: wordList, again: wordList });

/** The tutor's stock lines in the language that is learnt. Where there are several they take turns. */
export const phrasesSchema = z.strictObject({
  reactions: lines,
  notUnderstood: lines,
  almost: lines,
  /** Has `{model}`. */
  example: lines,
  helping: lines,
  skipped: lines,
  repeating: lines,
  greeting: lines,
  farewell: lines,
  translations,
});

/** Words that matching treats specially. */
export const wordsSchema = z.strictObject({
  /** May be missing or too many without changing what is meant. */
  little: wordList,
  /** Greetings, politeness and fillers. */
  courtesy: wordList,
  greetings: wordList,
  andYou: wordList,
  negation: wordList,
  /** Question words. */
  questions: wordList,
  articles: wordList,
  /** Words that join two parts: no phrase begins or ends with one. */
  joins: wordList,
  /** Words of the learner's point of view: what holds one can not be said back as it is. */
  self: wordList,
  numbers: wordList,
  commands: commandsSchema,
  /** Written form → kana, for scripts in which the same word is written in several ways. */
  readings: z.optional(z.record(z.string(), z.string())),
});

/** Everything that is said in the learner's own language. */
export const learnerPhrasesSchema = z.strictObject({
  notice: z.string(),
  hint: z.string(),
  words: z.string(),
  offer: z.string(),
  tryModel: z.string(),
  script: z.string(),
  finished: z.strictObject({ alone: z.string(), mostly: z.string(), helped: z.string() }),
  choose: z.string(),
  accent: z.string(),
  typo: z.string(),
  clear: z.string(),
  commands: commandsSchema,
  /** Scene → what the learner may write to start it; the first is the one that is offered. */
  sceneNames: z.record(z.string(), lines),
  /** Frequent words that give away that a message is in the learner's own language. */
  telltale: wordList,
});

export type Phrases = z.infer<typeof phrasesSchema>;
export type Words = z.infer<typeof wordsSchema>;
export type LearnerPhrases = z.infer<typeof learnerPhrasesSchema>;

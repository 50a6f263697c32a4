import * as z from 'zod/mini';
import { levels } from '#lib/providers/provider.ts';

/** Universal Dependencies' parts of speech that a word to be learnt can have (https://universaldependencies.org/u/pos/). */
export const partsOfSpeech = [
  'noun',
  'verb',
  'adj',
  'adv',
  'pron',
  'det',
  'adp',
  'conj',
  'num',
  'intj',
  'part',
  'phrase',
  // What nobody has said yet.
  'other',
] as const;

/** How long a word or its meaning may be where a person writes it, and the sentence that it stands in. In UTF-16 units. */
export const longestText = 200;
export const longestSentence = 2_000;

/** What a word is and where it was met, before it has a place in the store. */
export const newWordSchema = z.object({
  /** BCP 47 tag of the word. */
  language: z.string(),
  /** BCP 47 tag of the translation. */
  learnerLanguage: z.string(),
  lemma: z.string(),
  partOfSpeech: z.enum(partsOfSpeech),
  /** `m`, `f`, `n` and the like; the article that goes with it; forms worth knowing; how it is read. */
  gender: z.optional(z.string()),
  article: z.optional(z.string()),
  forms: z.optional(z.string()),
  reading: z.optional(z.string()),
  /** In the sense that it was met in. */
  translation: z.string(),
  /** As it stands in the sentence, and the sentence as it was said. */
  surface: z.string(),
  sentence: z.string(),
  /** The message that the sentence stands in, where it was said in a conversation. */
  messageId: z.optional(z.string()),
  conversationId: z.optional(z.int()),
  level: z.optional(z.enum(levels)),
});

export type NewWord = z.infer<typeof newWordSchema>;

const someText = z.string().check(z.minLength(1), z.maxLength(longestText));

/** A word as a page may hand it over. */
export const handedWordSchema = z.extend(newWordSchema, {
  lemma: someText,
  translation: someText,
  sentence: z.string().check(z.maxLength(longestSentence)),
});

/** `suggested`: found on idle, and not yet accepted. `known`: the learner knows it without cards. */
const wordStates = ['suggested', 'learning', 'suspended', 'known'] as const;

export const wordSchema = z.extend(newWordSchema, {
  id: z.string(),
  /** Language, lemma, part of speech and normalised translation: a new sense is another word (`lib/words/identity.ts`). */
  key: z.string(),
  state: z.enum(wordStates),
  createdAt: z.number(),
  /** When the learner changed what it says. */
  editedAt: z.optional(z.number()),
  /**
   * In milliseconds since the epoch; 0 where it was not deleted, which can be undone for a while; `declinedAt` for a
   * suggestion that was turned down, whose row stays so that it is not made again.
   */
  deletedAt: z.number(),
  /** The import (`lib/word-import/`) that it was taken up by where it had been suggested, or deleted. */
  takenUpBy: z.optional(z.string()),
  /** When the learner was last asked whether a good use of it is to count, in milliseconds since the epoch. */
  offeredAt: z.optional(z.number()),
  /** Beginnings by which it is found: folded words of lemma, translation and sentence. */
  tokens: z.array(z.string()),
});

export type Word = z.infer<typeof wordSchema>;

/** Stands in `deletedAt` of a suggestion that was turned down. No time is below 0, so that it is never purged. */
export const declinedAt = -1;

/**
 * What is asked: what the word means, how the meaning is said, which word is missing in the sentence, and what is heard. The
 * last is made when a word is answered where its language has a voice.
 */
export const cardKinds = ['recognise', 'produce', 'cloze', 'listen'] as const;

export type CardKind = (typeof cardKinds)[number];

/** As FSRS counts them: Again, Hard, Good, Easy. */
export const ratings = [1, 2, 3, 4] as const;

export type Rating = (typeof ratings)[number];

/** FSRS's states of a card. Those that are being learnt come back within minutes, those under review by the day. */
export const cardStates = { fresh: 0, learning: 1, review: 2, relearning: 3 } as const;

/** What FSRS knows of a card. Times in milliseconds since the epoch. */
export const memorySchema = z.object({
  due: z.number(),
  /** In days. */
  stability: z.number(),
  difficulty: z.number(),
  scheduledDays: z.number(),
  learningSteps: z.int(),
  reps: z.int(),
  lapses: z.int(),
  /** New, learning, review, relearning. */
  state: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  lastReview: z.nullable(z.number()),
});

export type Memory = z.infer<typeof memorySchema>;

/** One card of a word, and when it is next. */
export const scheduleSchema = z.extend(memorySchema, {
  /** `<wordId>/<kind>`: an index's keys alone tell which words are due. */
  id: z.string(),
  wordId: z.string(),
  kind: z.enum(cardKinds),
  /** BCP 47 tag, as the word's. */
  language: z.string(),
  /** 1 where its word is not being learnt: suspended, known, deleted. */
  suspended: z.union([z.literal(0), z.literal(1)]),
  /** `due`, or later where another card of the word was answered on the day. */
  shownFrom: z.number(),
});

export type Schedule = z.infer<typeof scheduleSchema>;

/** One answer, with all that taking it back needs. */
export const reviewSchema = z.object({
  id: z.string(),
  scheduleId: z.string(),
  wordId: z.string(),
  language: z.string(),
  at: z.number(),
  rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** `chat`: the word was used well in a message, and the learner had it counted. */
  source: z.enum(['card', 'chat']),
  before: z.extend(memorySchema, { shownFrom: z.number() }),
  /** The word's other cards that were put off, and from when they were shown before. */
  buried: z.array(z.object({ id: z.string(), shownFrom: z.number() })),
  /** Ids of cards of the word that were made with it. */
  made: z.optional(z.array(z.string())),
  /** The word was suspended, since it slipped away too often. */
  leech: z.boolean(),
});

export type Review = z.infer<typeof reviewSchema>;

/** The primary key of a card. */
export function scheduleId(wordId: string, kind: CardKind): string {
  return `${wordId}/${kind}`;
}

/** The word of a card, by the card's primary key. */
export function wordIdOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}

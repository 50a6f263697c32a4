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
] as const;

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

/** `suggested`: found on idle, and not yet accepted. `known`: the learner knows it without cards. */
export const wordStates = ['suggested', 'learning', 'suspended', 'known'] as const;

export const wordSchema = z.extend(newWordSchema, {
  id: z.string(),
  /** Language, lemma, part of speech and normalised translation: a new sense is another word (`lib/words/identity.ts`). */
  key: z.string(),
  state: z.enum(wordStates),
  createdAt: z.number(),
  /** In milliseconds since the epoch; 0 where it was not deleted, which can be undone for a while. */
  deletedAt: z.number(),
  /** Beginnings by which it is found: folded words of lemma, translation and sentence. */
  tokens: z.array(z.string()),
});

export type Word = z.infer<typeof wordSchema>;

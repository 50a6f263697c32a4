import * as z from 'zod/mini';
import { wireErrorSchema } from '#lib/errors/wire-error.ts';
import { levels, providerIds } from '#lib/providers/provider.ts';
import { isLanguageTag } from '#lib/settings/languages.ts';
import { cardSchema } from '#lib/corrections/card.ts';
import { correctionCategories } from '#lib/providers/correction.ts';
import { replyCheckSchema } from '#lib/tutor/level/reply-check.ts';

const meaning = z.object({ word: z.string(), meaning: z.string() });

export const recapSchema = z.object({
  /** How many messages it looks back on. */
  messages: z.int(),
  wellDone: z.array(z.object({ quote: z.string(), praise: z.string() })),
  /** The category that went wrong most often, with one example. */
  recurring: z.nullable(
    z.object({ category: z.enum(correctionCategories), count: z.int(), wrong: z.string(), right: z.string() }),
  ),
  words: z.array(meaning),
});

export type Recap = z.infer<typeof recapSchema>;

/** What a conversation is about, as it was when it began: a page, or a part of one. Untrusted, and stripped. */
export const readingSchema = z.object({
  title: z.string(),
  /** The beginning of it, as far as it is given to the tutor. */
  text: z.string(),
  /** What fences it in the prompt, the same in every turn. */
  nonce: z.string(),
  /** Of the whole text, in UTF-16 units. */
  length: z.int(),
});

export type StoredReading = z.infer<typeof readingSchema>;

export const conversationSchema = z.object({
  /** A random safe integer: the remote protocol wants a number, and two machines must not mint the same one. */
  id: z.int(),
  /** What the learner called it, else its scene's title or the beginning of the first message; empty before that. */
  title: z.string(),
  /** BCP 47 tag. */
  language: z.string().check(z.refine(isLanguageTag)),
  level: z.enum(levels),
  /** What it is about, where something was chosen: a scene of guided practice, or one for models (`lib/tutor/scenes`). */
  scene: z.optional(z.string()),
  reading: z.optional(readingSchema),
  createdAt: z.number(),
  /** When the last message was written; the drawer is sorted by it. */
  updatedAt: z.number(),
  /** When it was deleted, which can be undone for a while; 0 if it was not. */
  deletedAt: z.number(),
  /** What the learner made of it, as far as it went. */
  recap: z.optional(recapSchema),
  /** The position of the last message that has been searched for new words. */
  wordsUpTo: z.optional(z.int()),
});

export type Conversation = z.infer<typeof conversationSchema>;

/** What a conversation begins with. */
export const newConversationSchema = z.pick(conversationSchema, {
  id: true,
  title: true,
  language: true,
  level: true,
  scene: true,
  reading: true,
});

export type NewConversation = z.infer<typeof newConversationSchema>;

/**
 * How a tutor's message stands: `arriving` while its turn is running, then exactly one of the others. `done` alone is a
 * whole reply.
 */
const endStates = ['done', 'stopped', 'interrupted', 'failed'] as const;
const messageState = z.enum(['arriving', ...endStates]);

/** Why a `done` reply is not a whole one: its length limit, the vendor's refusal, or the learner's choice of a part. */
const cut = z.enum(['length', 'refused', 'kept']);

export const messageSchema = z.object({
  /** `<turnId>/<role>`, so that writing a turn twice writes it once. */
  id: z.string(),
  conversationId: z.int(),
  turnId: z.string(),
  role: z.enum(['learner', 'tutor']),
  /** Counts up within the conversation. */
  position: z.int(),
  text: z.string(),
  createdAt: z.number(),
  state: messageState,
  /** The text is the reply before this one, which is to take its place and has brought nothing yet. */
  renewing: z.optional(z.boolean()),
  /** Why the turn did not end as `done`. */
  error: z.optional(wireErrorSchema),
  cut: z.optional(cut),
  /** When the turn was opened again or ended last, in milliseconds since the epoch. */
  settledAt: z.optional(z.number()),
  /** On a learner's message: what the tutor would put right. */
  card: z.optional(cardSchema),
  /** On a learner's message: ids of due words that it uses well, each of which is offered as a review. */
  uses: z.optional(z.array(z.string())),
  /** On a tutor's message: how it stands to the learner's level. */
  check: z.optional(replyCheckSchema),
  /** On a tutor's message: what was asked for about it. */
  translation: z.optional(z.object({ language: z.string(), text: z.string() })),
  simpler: z.optional(z.string()),
  suggestions: z.optional(z.array(z.object({ text: z.string(), meaning: z.string() }))),
});

export type Message = z.infer<typeof messageSchema>;

/** How a turn ended. */
export const turnEndSchema = z.object({
  state: z.enum(endStates),
  /** The whole reply; absent, it leaves what is there, as after a retry that brought nothing. */
  text: z.optional(z.string()),
  /** In milliseconds since the epoch. */
  endedAt: z.number(),
  error: z.optional(wireErrorSchema),
  cut: z.optional(cut),
  card: z.optional(cardSchema),
  check: z.optional(replyCheckSchema),
});

export type TurnEnd = z.infer<typeof turnEndSchema>;

/** A message as it is read. One that could not be read keeps its place in the conversation, and has no text. */
export type StoredMessage = Message & { damaged?: true };

export const draftSchema = z.object({ conversationId: z.int(), text: z.string() });

export type Draft = z.infer<typeof draftSchema>;

/** What one tutor was asked and said on one day. */
export const usageSchema = z.object({
  /** As `dayOf` writes it. */
  day: z.string(),
  tutor: z.enum(providerIds),
  requests: z.int(),
  /** In tokens, like `output`: as the vendor counts them, or estimated where it does not. */
  input: z.int(),
  output: z.int(),
});

export type UsageRow = z.infer<typeof usageSchema>;

/** How fast one tutor may be asked again: a `TokenBucket`. */
export const bucketSchema = z.object({ tutor: z.enum(providerIds), fullAt: z.number() });

export type BucketRow = z.infer<typeof bucketSchema>;

/** One mistake that was shown to the learner. */
export const slipSchema = z.object({
  /** `<turnId>/<number of the edit>` */
  id: z.string(),
  turnId: z.string(),
  conversationId: z.int(),
  /** BCP 47 tag. */
  language: z.string(),
  /** When the message was sent, in milliseconds since the epoch. */
  at: z.number(),
  category: z.nullable(z.enum(correctionCategories)),
  wrong: z.string(),
  right: z.string(),
  /** The sentence as it should have been; `start` and `end` of what was put right in it, in UTF-16 units. */
  sentence: z.string(),
  start: z.int(),
  end: z.int(),
  explanation: z.optional(z.string()),
});

export type Slip = z.infer<typeof slipSchema>;

/** What a word means, as a tutor said it. */
export const glossSchema = z.object({
  /** BCP 47 tags of the word and of what explains it. */
  language: z.string(),
  learnerLanguage: z.string(),
  /** As it was tapped, in lower case. */
  word: z.string(),
  lemma: z.string(),
  grammar: z.string(),
  translation: z.string(),
});

export type Gloss = z.infer<typeof glossSchema>;

/** A word that the learner knows, whatever its level. */
export const knownWordSchema = z.object({ language: z.string(), lemma: z.string(), at: z.number() });

export type KnownWord = z.infer<typeof knownWordSchema>;

/** The day on the learner's clock: `YYYY-MM-DD`. */
export function dayOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

/** The primary key of a message. */
export function messageId(turnId: string, role: Message['role']): string {
  return `${turnId}/${role}`;
}

/** A new conversation's id: random, safe as a JSON number, never 0. */
export function newConversationId(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0x1fffff) * 0x1_0000_0000 + low || 1;
}

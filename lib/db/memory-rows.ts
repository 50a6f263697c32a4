import * as z from 'zod/mini';
import { levels, providerIds } from '#lib/providers/provider.ts';

/** What is done on idle. */
export const jobKinds = ['extract', 'summarise', 'opener'] as const;

/** One piece of work for idle time. Its key is what it is about, so that the same work is never queued twice. */
export const jobSchema = z.object({
  /** `<kind>/<subject>`, such as `extract/<conversationId>` or `opener/next` */
  key: z.string(),
  kind: z.enum(jobKinds),
  subject: z.string(),
  createdAt: z.number(),
  /** How often it was asked for: what is asked for while it is being done is done once more. */
  asked: z.int(),
  /** Not before this time, after a failure. */
  notBefore: z.number(),
  attempts: z.int(),
  /** Until when a worker has it; 0 where none has. A worker that died gives it back by not renewing. */
  leasedUntil: z.number(),
  /** Whose it is then: what an earlier holder does any more counts for nothing. */
  lease: z.string(),
});

export type Job = z.infer<typeof jobSchema>;
export type JobKind = (typeof jobKinds)[number];

/** What a conversation said before the messages that are given to the tutor word for word. */
export const summarySchema = z.object({
  conversationId: z.int(),
  /** Empty where the learner has deleted it: what it covers stays forgotten. */
  text: z.string(),
  /** The position of the last message that it covers. */
  upTo: z.int(),
  updatedAt: z.number(),
});

export type Summary = z.infer<typeof summarySchema>;

/** Something the learner said about themself. */
export const factSchema = z.object({
  id: z.string(),
  /** BCP 47 tag of the conversation it was said in. */
  language: z.string(),
  text: z.string(),
  /** The learner's message that it cites, and the words in it. */
  messageId: z.string(),
  quote: z.string(),
  createdAt: z.number(),
  /** When the learner changed it: it is theirs then, and no job touches it. */
  editedAt: z.optional(z.number()),
});

export type Fact = z.infer<typeof factSchema>;

/** What a tutor says first in a conversation that nobody has begun yet. */
export const openerSchema = z.object({
  /** Of the tutor and of all that it was asked with (`lib/turn/openers.ts`): another prompt takes another opener. */
  key: z.string(),
  tutor: z.enum(providerIds),
  model: z.string(),
  /** BCP 47 tag. */
  language: z.string(),
  level: z.enum(levels),
  /** BCP 47 tag. */
  learnerLanguage: z.string(),
  scene: z.string(),
  text: z.string(),
  createdAt: z.number(),
});

export type Opener = z.infer<typeof openerSchema>;

/** The lesson and the tutor that an opener is for. */
export type OpenerFor = Pick<Opener, 'tutor' | 'model' | 'language' | 'level' | 'learnerLanguage'>;

/** How long an opener is good for, in milliseconds: what somebody wants to talk about changes. */
export const openerLifeMs = 7 * 24 * 60 * 60 * 1000;

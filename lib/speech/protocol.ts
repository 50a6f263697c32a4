import * as z from 'zod/mini';

/** The runtime port's name: the protocol and its version. */
export const speechPort = 'patter.speech/1';

/**
 * What a page tells the worker: which place is open in it, the language that is spoken there (BCP 47), and whether the learner is
 * heard in it. A place is a conversation or another room, by its name; leaving it silences what is spoken there, closing the
 * page does not.
 */
export const fromPageSchema = z.object({
  type: z.literal('open'),
  place: z.string().check(z.maxLength(100)),
  language: z.string(),
  hears: z.boolean(),
});

/** Where a conversation is begun: it becomes that conversation's place once the page has read it. */
export const newChatPlace = 'chat';

/** The place that a conversation is. */
export function chatPlace(conversationId: number): string {
  return `chat/${conversationId}`;
}

export type FromPage = z.infer<typeof fromPageSchema>;

/** In UTF-16 units of the text as it is shown. */
const range = z.object({ from: z.int(), to: z.int() });

const speaking = z.object({
  /** What it is that is spoken, by the id that it was asked for with. */
  id: z.string(),
  sentence: z.nullable(range),
  word: z.nullable(range),
});

/**
 * Why something could not be spoken: there is no voice for the language, none but online ones that the learner has not
 * chosen, or those that there are fail.
 */
const trouble = z.object({
  language: z.string(),
  why: z.enum(['none', 'online', 'failed']),
  /** `runtime.PlatformOs`. */
  system: z.string(),
});

export type SpeechTrouble = z.infer<typeof trouble>;

/** All that is to be known of speech, after every change of it. */
export const speechStateSchema = z.object({ speaking: z.nullable(speaking), trouble: z.nullable(trouble) });

export type SpeechState = z.infer<typeof speechStateSchema>;

export const silence: SpeechState = { speaking: null, trouble: null };

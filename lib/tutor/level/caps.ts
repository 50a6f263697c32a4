import type { Level } from '#lib/providers/provider.ts';

export interface LevelCaps {
  wordsPerReply: number;
  /** `null` where sentences may be as long as they like. */
  wordsPerSentence: number | null;
  /** What a speaker of this level can do, for the prompt. */
  canDo: string;
}

/**
 * How long a reply and its sentences may be at each CEFR level. Numbers from Patter's design; the can-do lines
 * paraphrase the Companion Volume's global scale (Council of Europe, 2020).
 */
export const levelCaps: Record<Level, LevelCaps> = {
  A1: {
    wordsPerReply: 25,
    wordsPerSentence: 8,
    canDo: 'understands the commonest words and very short, simple sentences about everyday things',
  },
  A2: {
    wordsPerReply: 40,
    wordsPerSentence: 12,
    canDo: 'can talk about family, daily life and likes in simple sentences',
  },
  B1: {
    wordsPerReply: 70,
    wordsPerSentence: 18,
    canDo: 'can tell stories, give reasons and talk about plans and experiences in connected sentences',
  },
  B2: {
    wordsPerReply: 100,
    wordsPerSentence: 23,
    canDo: 'can discuss and argue about a wide range of topics fluently',
  },
  C1: {
    wordsPerReply: 130,
    wordsPerSentence: 28,
    canDo: 'understands demanding texts and implicit meaning and speaks flexibly',
  },
  C2: {
    wordsPerReply: 150,
    wordsPerSentence: null,
    canDo: 'understands practically everything and speaks with precision and nuance',
  },
};

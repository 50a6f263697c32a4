import * as z from 'zod/mini';

export const correctionCategories = [
  'spelling',
  'agreement',
  'verb_form',
  'tense_aspect',
  'case',
  'article_gender',
  'preposition_particle',
  'pronoun',
  'word_order',
  'word_choice',
  'missing_word',
  'extra_word',
  'register',
  'punctuation',
] as const;

export type CorrectionCategory = (typeof correctionCategories)[number];

export const correctionSeverities = ['blocks_meaning', 'wrong', 'unnatural'] as const;

export const noteSchema = z.object({
  original: z.string(),
  replacement: z.string(),
  before: z.optional(z.string()),
  category: z.enum(correctionCategories),
  severity: z.enum(correctionSeverities),
  /** In the learner's own language. */
  explanation: z.string().check(z.maxLength(400)),
  hint: z.optional(z.string()),
});

/** A tutor's correction of one message of the learner's: the whole message put right, and why. */
export const correctionSchema = z.object({
  corrected: z.string(),
  notes: z.array(noteSchema).check(z.maxLength(8)),
  wellDone: z.nullable(z.string()),
});

export type Correction = z.infer<typeof correctionSchema>;

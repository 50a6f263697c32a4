import * as z from 'zod/mini';
import {
  correctionCategories,
  correctionSeverities,
  type Correction,
  type CorrectionCategory,
} from '#lib/providers/correction.ts';
import type { Level } from '#lib/providers/provider.ts';
import { anchorNotes } from './anchor.ts';
import { applyEdits, diffWords } from './diff.ts';
import { changedShare, gradeEdits, isShort, tiers, type GradedEdit } from './grade.ts';
import { explain, praise } from './model-words.ts';
import { splitGraphemes, withoutAddedUnseen } from './plain-text.ts';
import { allowedEdits } from './protect.ts';
import { isInOtherScript, isInOwnScript } from './script.ts';
import { mostImportant } from './rank.ts';
import { isBlank } from './tokens.ts';

const cardEditSchema = z.object({
  /** In UTF-16 code units of the learner's message, like `end`. */
  start: z.int(),
  end: z.int(),
  original: z.string(),
  replacement: z.string(),
  op: z.enum(['missing', 'replace', 'unneeded']),
  tier: z.enum(tiers),
  /** Shown at once. Other edits that are not hidden are behind "more". */
  shown: z.boolean(),
  category: z.optional(z.enum(correctionCategories)),
  severity: z.optional(z.enum(correctionSeverities)),
  /** In the learner's own language, like `hint`; one line of plain text. */
  explanation: z.optional(z.string()),
  /** Does not give away what is right. */
  hint: z.optional(z.string()),
  /** The learner was right after all. */
  disputed: z.optional(z.boolean()),
});

/** What a learner sees of a tutor's correction. */
export const cardSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('edits'),
    corrected: z.string(),
    /** All edits, in order: applied to the message they give `corrected`. */
    edits: z.array(cardEditSchema),
    wellDone: z.nullable(z.string()),
  }),
  /** So much would be said otherwise that single errors help nobody. */
  z.object({ kind: z.literal('natural'), natural: z.string(), wellDone: z.nullable(z.string()) }),
  z.object({ kind: z.literal('well-said'), wellDone: z.string() }),
]);

export type Card = z.infer<typeof cardSchema>;
export type CardEdit = z.infer<typeof cardEditSchema>;

export interface CardInput {
  /** The learner's message. */
  source: string;
  correction: Correction;
  /** BCP 47 tag of the language that is learnt. */
  language: string;
  level: Level;
  /** BCP 47 tag of the language the learner speaks. */
  learnerLanguage: string;
  /** What the learner got wrong again and again. */
  recurring: ReadonlySet<CorrectionCategory>;
  /** What the message may quote, such as a page's text: it is never corrected. */
  protectedText?: readonly string[];
  /** The message is known not to be in the language that is learnt. */
  inOwnLanguage?: boolean;
}

/** A larger share of the tokens changed is a rewrite, unless it is only a word or two. */
const mostChanged = 0.4;
/** The corrected text's length as a share of the message's, in graphemes. What is said in other words is no correction. */
const shortest = 0.5;
const longest = 1.6;

/** The card for a message and its correction: what changed by the texts themselves, why by the tutor's notes. */
export function buildCard(input: CardInput): Card | null {
  const { source, correction, language, level, learnerLanguage } = input;
  if (input.inOwnLanguage || isInOwnScript(source, language, learnerLanguage)) return null;
  const proposed = withoutAddedUnseen(correction.corrected, source);
  if (!isOfLikeLength(source, proposed)) return null;

  const { protectedText: quoted = [] } = input;
  const all = diffWords(source, proposed, language);
  const edits = gradeEdits(
    allowedEdits(all, { source, corrected: proposed, language, quoted }),
    source,
    language,
    level,
  );
  const corrected = applyEdits(source, edits);
  const wellDone = praise(correction.wellDone, source, language);
  if (edits.every(({ tier }) => tier === 'hidden')) return wellDone === null ? null : { kind: 'well-said', wellDone };
  if (changedShare(edits, source, corrected, language) > mostChanged) {
    // What is half a rewrite and half the learner's own may be no sentence at all.
    const whole = edits.length === all.length && !isInOtherScript(source, corrected);
    return whole ? { kind: 'natural', natural: corrected, wellDone } : null;
  }
  return { kind: 'edits', corrected, edits: withNotes(edits, input), wellDone };
}

function isOfLikeLength(source: string, corrected: string): boolean {
  if (isBlank(source) || isBlank(corrected)) return false;
  const ratio = splitGraphemes(corrected.trim()).length / splitGraphemes(source.trim()).length;
  return ratio >= shortest && ratio <= longest;
}

/**
 * Whether a note says that a change is no matter of phrasing: "en" and "a" have nothing in common, and one of them is wrong
 * all the same.
 */
function isRule(
  { category, severity }: Correction['notes'][number],
  edit: Pick<GradedEdit, 'original' | 'replacement'>,
  language: string,
): boolean {
  const wording = category === 'word_choice' || category === 'register' || severity === 'unnatural';
  return !wording && isShort(edit, language);
}

function withNotes(edits: readonly GradedEdit[], input: CardInput): CardEdit[] {
  const { source, correction, language, level, recurring } = input;
  const notes = anchorNotes(source, edits, correction.notes);
  const explained = edits.map(({ punctuation, ...edit }, index): Omit<CardEdit, 'shown'> => {
    const note = notes.get(index);
    if (note && edit.tier !== 'hidden') {
      const tier = isRule(note, edit, language) ? 'error' : edit.tier;
      return { ...edit, tier, ...explain(note, edit.replacement, language) };
    }
    return punctuation ? { ...edit, category: 'punctuation' } : edit;
  });
  const shown = mostImportant(explained, level, recurring);
  return explained.map((edit) => Object.assign(edit, { shown: shown.has(edit) }));
}

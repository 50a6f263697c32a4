import { levels, type Level } from '#lib/providers/provider.ts';
import type { Edit } from './diff.ts';
import { fold } from './fold.ts';
import { startsSentence } from './sentence.ts';
import { bare, similarity } from './similarity.ts';
import { isBlank, isUnspaced, tokensOf, wordsOf, type Token } from './tokens.ts';

export const tiers = ['error', 'phrasing', 'hidden'] as const;
export type Tier = (typeof tiers)[number];

export interface GradedEdit extends Edit {
  tier: Tier;
  /** Nothing but punctuation changes. */
  punctuation: boolean;
}

/** A longer change is a matter of phrasing, in words and marks of either side. */
const mostTokens = 3;
/** Fewer changed tokens than this are errors like any, even where they are half of a message. */
const leastChanged = 3;
/** Less alike, another word was chosen. */
const alike = 0.5;

export function gradeEdits(edits: readonly Edit[], source: string, language: string, level: Level): GradedEdit[] {
  const lenient = isLenient(level);
  const tokens = tokensOf(source, language);
  return edits.map((edit) => {
    const change = changeOf(edit, source, language);
    return { ...edit, tier: tierOf(edit, change), punctuation: change === 'punctuation' };
  });

  function tierOf(edit: Edit, change: Change): Tier {
    if (change === 'none') return 'hidden';
    if (change === 'punctuation' || change === 'small') return lenient ? 'hidden' : 'error';
    if (change === 'noun-capital') return 'error';
    if (!isShort(edit, language)) return 'phrasing';
    return edit.op !== 'replace' || likeness(edit, tokens, language) >= alike ? 'error' : 'phrasing';
  }
}

/** Below B2, punctuation and capitals do not count. */
export function isLenient(level: Level): boolean {
  return levels.indexOf(level) < levels.indexOf('B2');
}

/** Whether a change is small enough to be learnt as one thing. */
export function isShort(edit: Pick<Edit, 'original' | 'replacement'>, language: string): boolean {
  return sizeOf(edit, language) <= mostTokens;
}

/** In words and marks of the side that has more. */
function sizeOf({ original, replacement }: Pick<Edit, 'original' | 'replacement'>, language: string): number {
  return Math.max(tokensOf(original, language).length, tokensOf(replacement, language).length);
}

function withoutSpace(text: string): string {
  return fold(text).replaceAll(' ', '');
}

type Change = 'none' | 'punctuation' | 'small' | 'noun-capital' | 'words';

function changeOf(edit: Edit, source: string, language: string): Change {
  const { original, replacement } = edit;
  if (isBlank(original) && isBlank(replacement)) return 'none';
  if (fold(original) === fold(replacement)) return 'none';
  if (isUnspaced(original + replacement) && withoutSpace(original) === withoutSpace(replacement)) return 'none';
  const words = wordsOf(original, language);
  const others = wordsOf(replacement, language);
  if (words.length === 0 && others.length === 0 && /\p{Extended_Pictographic}/u.test(original + replacement))
    return 'none';
  const [from, to] = [words.join(' ').normalize('NFC'), others.join(' ').normalize('NFC')];
  if (from === to) return 'punctuation';
  if (from.toLowerCase() !== to.toLowerCase()) return 'words';
  return isNounCapital(from, to, edit, source, language) ? 'noun-capital' : 'small';
}

function isNounCapital(from: string, to: string, { start }: Edit, source: string, language: string): boolean {
  if (!/^de(?:-|$)/i.test(language) || startsSentence(source, start)) return false;
  return /^\p{Ll}/u.test(from) && /^\p{Lu}/u.test(to);
}

/** Of words that are written without spaces, an edit is only a part: it is the whole words that are alike or not. */
const ending = /^\p{Script=Hiragana}{1,3}$/u;

function likeness(edit: Edit, tokens: readonly Token[], language: string): number {
  const { start, end, original, replacement } = edit;
  const from = bare(fold(original));
  const to = bare(fold(replacement));
  const sorted = (text: string) => wordsOf(text, language).map(bare).toSorted().join(' ');
  if (sorted(original) === sorted(replacement) || from.replaceAll(' ', '') === to.replaceAll(' ', '')) return 1;
  // Particles and endings: "を" and "が" have nothing in common, and one of them is wrong all the same.
  if (ending.test(original) && ending.test(replacement)) return 1;
  if (!isUnspaced(original)) return similarity(from, to);
  const around = tokens.filter((token) => token.start < end && token.end > start && isUnspaced(token.text));
  const first = around[0];
  const last = around.at(-1);
  const before = first ? first.text.slice(0, Math.max(0, start - first.start)) : '';
  const after = last ? last.text.slice(Math.max(0, end - last.start)) : '';
  return similarity(before + from + after, before + to + after);
}

/**
 * How much of a text changes, hidden edits aside, from 0 to 1: the share of the learner's tokens, or of both texts' where
 * that is more. A change of one or two tokens is none to speak of, however short the text.
 */
export function changedShare(
  edits: readonly GradedEdit[],
  source: string,
  corrected: string,
  language: string,
): number {
  let shift = 0;
  const visible = edits.flatMap((edit) => {
    const start = edit.start + shift;
    shift += edit.replacement.length - edit.original.length;
    return edit.tier === 'hidden' ? [] : [{ before: edit, after: { start, end: start + edit.replacement.length } }];
  });
  const before = tokensOf(source, language);
  const after = tokensOf(corrected, language);
  const gone = touchedBy(
    visible.map((edit) => edit.before),
    before,
  );
  const come = touchedBy(
    visible.map((edit) => edit.after),
    after,
  );
  if (Math.max(gone, come) < leastChanged) return 0;
  return Math.max(gone / before.length, (gone + come) / (before.length + after.length));
}

function touchedBy(spans: readonly { start: number; end: number }[], tokens: readonly Token[]): number {
  let touched = 0;
  let at = 0;
  for (const { start, end } of tokens) {
    while ((spans[at]?.end ?? Infinity) <= start) at += 1;
    if ((spans[at]?.start ?? Infinity) < end) touched += 1;
  }
  return touched;
}

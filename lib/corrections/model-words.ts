import type { Correction } from '#lib/providers/correction.ts';
import type { CardEdit } from './card.ts';
import { fold } from './fold.ts';
import { plainText } from './plain-text.ts';
import { bare } from './similarity.ts';
import { isUnspaced, wordsOf } from './tokens.ts';

const longest = { graphemes: 160, units: 400 };
const longestPraise = { graphemes: 240, units: 1_000 };
/** "Great job!" and "Das hast du gut gemacht!" could be said of any message. */
const leastPraise = 6;

/** What a note says of its edit, safe to show. */
export function explain(
  note: Correction['notes'][number],
  replacement: string,
  language: string,
): Pick<CardEdit, 'category' | 'severity' | 'explanation' | 'hint'> {
  const explanation = plainText(note.explanation, longest);
  const hint = plainText(note.hint ?? '', longest);
  return {
    category: note.category,
    severity: note.severity,
    ...(explanation !== '' && { explanation }),
    ...(hint !== '' && !givesAway(hint, replacement, language) && { hint }),
  };
}

function givesAway(hint: string, replacement: string, language: string): boolean {
  const answer = wordsOf(replacement, language).map(bare);
  if (answer.length === 0) return false;
  if (isUnspaced(replacement)) return fold(hint).includes(fold(replacement));
  return ` ${wordsOf(hint, language).map(bare).join(' ')} `.includes(` ${answer.join(' ')} `);
}

/** What was done well, where it is about this message: it names a word of it, or says more than any praise would. */
export function praise(wellDone: string | null, source: string, language: string): string | null {
  const text = plainText(wellDone ?? '', longestPraise);
  const words = wordsOf(text, language).map(bare);
  const own = new Set(wordsOf(source, language).map(bare));
  const specific = words.length >= leastPraise || words.some((word) => word.length > 2 && own.has(word));
  return specific ? text : null;
}

import type { Lexicon, Utterance } from './lexicon.ts';
import type { SlotRule, Span } from './slot.ts';

/**
 * A slot's value as it is written within a sentence: a capital that a word only has as the first one is left out. Of words
 * that no list has, the first of a sentence may be a noun in German, which keeps it.
 */
export function wordsInLine({ kind }: SlotRule, utterance: Utterance, { from, to }: Span, lexicon: Lexicon): string {
  const { text, units } = utterance;
  const first = units[from];
  const words = text.slice(first?.start, units[to - 1]?.end);
  if (first === undefined || kind === 'name' || kind === 'place') return words;
  if (!/^\p{Lu}\P{Lu}*$/u.test(first.written) || lexicon.isWritten(first.written)) return words;
  const isFirst = from === 0 || first.gap === 'sentence';
  const lower = first.written.charAt(0).toLowerCase() + first.written.slice(1);
  if (!lexicon.isWritten(lower) && (!isFirst || lexicon.language === 'de')) return words;
  return words.charAt(0).toLowerCase() + words.slice(1);
}

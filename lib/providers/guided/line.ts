import type { Help } from './library.ts';
import { fillLine } from './pattern.ts';

/** Something in the language that is learnt, and what it means in the learner's own. */
export interface Line {
  text: string;
  meaning: string;
}

/** Where lines are written down, with what they mean: a scene, or a language's stock lines. */
interface Authored {
  translations: { en: Readonly<Record<string, string>>; [language: string]: Readonly<Record<string, string>> };
}

/** A line as it is written down, its slots still open. What has not been translated yet is there in English. */
export function lineOf(text: string, { translations }: Authored, { language }: Help): Line {
  return { text, meaning: translations[language]?.[text] ?? translations.en[text] ?? text };
}

/** Where a sentence begins: at the start, or after the end of the one before. */
const sentenceStart = /(^|[.!?。！？])[\s¡¿"“”«»()]*$/;

function inSentence(value: string, before: string): string {
  return sentenceStart.test(before) ? value.charAt(0).toUpperCase() + value.slice(1) : value;
}

/** @param meanings what the slots' values mean; what the learner said stays as it is */
export function fill(
  { text, meaning }: Line,
  slots: ReadonlyMap<string, string>,
  meanings: ReadonlyMap<string, string> = slots,
): Line {
  return { text: fillLine(text, slots, inSentence), meaning: fillLine(meaning, meanings, inSentence) };
}

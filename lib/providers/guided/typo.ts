import type { Lexicon } from './lexicon.ts';

/** Optimal string alignment distance: an insertion, deletion, replacement or swap of neighbours counts one. */
export function editDistance(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, x] of from.entries()) {
    const next = [i + 1];
    for (const [j, y] of to.entries()) {
      const swap = i > 0 && j > 0 && x === to[j - 1] && from[i - 1] === y ? (before[j - 1] ?? 0) + 1 : Infinity;
      const replaced = (row[j] ?? 0) + (x === y ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, swap));
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}

/**
 * Whether `heard` may be a slip of the keyboard, or another form, of `word` (both without accents). Short words have to
 * be exact; two words that the scenes both use are only taken for each other where one is a form of the other.
 */
export function isNearly(word: string, heard: string, lexicon: Lexicon): boolean {
  if (word.length < 4 || heard.length < 3 || Math.abs(word.length - heard.length) > 1) return false;
  const sameStart = word[0] === heard[0];
  if (!sameStart && word.length < 6) return false;
  if (editDistance(word, heard) > (word.length >= 7 ? 2 : 1)) return false;
  return !lexicon.isWord(heard) || commonStart(word, heard) >= word.length - 1;
}

/** Whether a near miss is a mistyped word rather than another form of it: forms differ at the end. */
export function isMistyped(word: string, heard: string, lexicon: Lexicon): boolean {
  const inside = word.slice(0, 1) === heard.slice(0, 1) && word.slice(-2) === heard.slice(-2);
  return inside && word.length >= 5 && !lexicon.isWord(heard) && editDistance(word, heard) === 1;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

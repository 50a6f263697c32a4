/** A stretch of a text that is not blank, `start` and `end` in UTF-16 code units. */
export interface Token {
  text: string;
  start: number;
  end: number;
  /** Punctuation, symbols and emoji are marks. */
  kind: 'word' | 'mark';
}

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Parts a text into words, in a language (BCP 47 tag) or, where that is none, in any. To make one takes longer than to part a
 * sentence with it, so that there is one a language.
 */
export function wordSegmenter(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  let segmenter: Intl.Segmenter;
  try {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  }
  segmenters.set(language, segmenter);
  return segmenter;
}

const blank = /^[\s\p{Cc}\p{Cf}]*$/u;
const letterOrDigit = /[\p{L}\p{N}\p{M}]/u;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]/u;
/** Where a space was forgotten after a sentence, the platform sees one word. */
const sentencesInOneWord = /(?<=\p{L})(\.)(?=\p{L})/u;

/** White space, and what is not seen. */
export function isBlank(text: string): boolean {
  return blank.test(text);
}

/** Whether a text has letters of a script that is written without spaces between words. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}

/** The words and marks of a text (UAX #29 in the language's tailoring, through the platform). */
export function tokensOf(text: string, language: string): Token[] {
  const tokens: Token[] = [];
  for (const { segment, index } of wordSegmenter(language).segment(text)) {
    if (isBlank(segment)) continue;
    let start = index;
    const parts = segment.length > 2 && segment.includes('.') ? segment.split(sentencesInOneWord) : [segment];
    for (const part of parts) {
      tokens.push(tokenAt(part, start));
      start += part.length;
    }
  }
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  return { text, start, end: start + text.length, kind: letterOrDigit.test(text) ? 'word' : 'mark' };
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The token's graphemes where its script is written without spaces; else itself. */
export function finer(token: Token): Token[] {
  if (!isUnspaced(token.text)) return [token];
  const parts = Array.from(graphemes.segment(token.text), ({ segment, index }) =>
    tokenAt(segment, token.start + index),
  );
  return parts.length === 1 ? [token] : parts;
}

/** The words alone, as they are written. */
export function wordsOf(text: string, language: string): string[] {
  return tokensOf(text, language)
    .filter(({ kind }) => kind === 'word')
    .map((token) => token.text);
}

/** Whether a stretch of a text begins and ends between words; in scripts without spaces that is anywhere. */
export function isWhole(text: string, start: number, end: number): boolean {
  const cut = (at: number) => {
    const around = text.slice(Math.max(0, at - 1), at + 1);
    return (
      around.length === 2 &&
      letterOrDigit.test(around.charAt(0)) &&
      letterOrDigit.test(around.charAt(1)) &&
      !isUnspaced(around)
    );
  };
  return !cut(start) && !cut(end);
}

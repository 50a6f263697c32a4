/** What is spoken in one go: a sentence, or a part of a long one. */
export interface Chunk {
  text: string;
  /** Where it stands in the text, in UTF-16 units. */
  start: number;
}

/**
 * How long a chunk may be, in UTF-16 units: some voices fall silent in a longer one, and none takes more than 32,768
 * (https://developer.chrome.com/docs/extensions/reference/api/tts#method-speak). The second is for scripts that say more
 * in fewer letters.
 */
export const longestChunk = { spaced: 200, dense: 80 } as const;

const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** Behind these a sentence goes on: titles, and a name's initials. */
const abbreviation =
  /(?:^|[\s("'«¿¡])(?:\p{Lu}|Sr|Sra|Srta|Dr|Dra|Dña|Prof|Mr|Mrs|Ms|St|Mme|Mlle|Hr|Fr|Sig|Dott)\.\s*$/u;

const clauseEnd = /[,;:)]\s+|\s[–—-]\s+|[、，；：،؛」』）]\s*/gu;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * A text as what is spoken one after the other: its sentences, and where they are too long their clauses, else words.
 * Joined, the chunks are the text.
 * @param language BCP 47 tag
 */
export function chunksOf(text: string, language: string): Chunk[] {
  const words = new Intl.Segmenter(language, { granularity: 'word' });
  const chunks: Chunk[] = [];
  let start = 0;
  for (const sentence of spokenSentences(text, language)) {
    for (const part of partsOf(sentence, words)) {
      chunks.push({ text: part, start });
      start += part.length;
    }
  }
  return chunks;
}

/** The longest that a chunk of these letters may be. */
function limitOf(text: string): number {
  return dense.test(text) ? longestChunk.dense : longestChunk.spaced;
}

/** The sentences of a text, none of them over more than a line. Joined they are the text. @param language BCP 47 tag */
export function spokenSentences(text: string, language: string): string[] {
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' });
  return text.split(/(?<=\n)/).flatMap((line) => {
    const found: string[] = [];
    for (const { segment } of sentences.segment(line)) {
      const before = found.at(-1);
      if (before !== undefined && abbreviation.test(before)) found[found.length - 1] = before + segment;
      else found.push(segment);
    }
    return found;
  });
}

function* partsOf(sentence: string, words: Intl.Segmenter): Generator<string> {
  let rest = sentence;
  while (rest.length > limitOf(rest)) {
    const cut = cutOf(rest, limitOf(rest), words);
    yield rest.slice(0, cut);
    rest = rest.slice(cut);
  }
  if (rest !== '') yield rest;
}

/** Where to part a text that is too long: behind a clause, else between words, else between characters. */
function cutOf(text: string, limit: number, words: Intl.Segmenter): number {
  // A word or a character that the limit stands in is seen whole, unless it is longer still.
  const near = text.slice(0, 2 * limit);
  const borders = new Set<number>();
  for (const { index } of graphemes.segment(near)) borders.add(index);
  const clauses = [...near.matchAll(clauseEnd)].map((match) => match.index + match[0].length);
  const clause = clauses.findLast((at) => at <= limit && at >= limit / 3 && borders.has(at));
  if (clause !== undefined) return clause;
  const between = [...words.segment(near)]
    // White space and marks stay with the word before.
    .filter(({ index, segment }) => index > 0 && index <= limit && /^[\p{L}\p{N}]/u.test(segment))
    .findLast(({ index }) => borders.has(index));
  if (between !== undefined) return between.index;
  const character = [...borders].findLast((at) => at > 0 && at <= limit);
  if (character !== undefined) return character;
  return /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}

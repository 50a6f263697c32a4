const single = /[\u2018\u2019\u201A\u201B\u2032\u02BC\u02B9\u0060\u00B4]/g;
const double = /[\u201C-\u201F\u2033\u00AB\u00BB]/g;

/** What is written in several ways without a difference, in one: canonical forms (NFC), quotes, ellipses, white space. */
export function fold(text: string): string {
  return foldPart(text).replaceAll(/\s+/g, ' ').trim();
}

function foldPart(text: string): string {
  return text.normalize('NFC').replaceAll(single, "'").replaceAll(double, '"').replaceAll('…', '...');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A folded text whose places can be found again in the text itself. */
export interface FoldedText {
  text: string;
  /** For each UTF-16 unit of the folded text, and for its end: where it stands in the text. */
  places: readonly number[];
}

export function foldWithPlaces(text: string): FoldedText {
  let folded = '';
  const places: number[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const space = /^\s+$/.test(segment);
    if (space && folded.endsWith(' ')) continue;
    const part = space ? ' ' : foldPart(segment);
    folded += part;
    for (let unit = 0; unit < part.length; unit += 1) places.push(index);
  }
  places.push(text.length);
  return { text: folded, places };
}

/** Control characters but for line breaks and tabs, and the marks that reorder the text around them (Unicode's Bidi_Control). */
const unseen = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/gu;
const unseenButSpace = /(?![\n\t\r])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

export function splitGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * One line of a model's own words, safe to show: nothing that is not seen, and at most so many graphemes and UTF-16
 * units; what is longer is cut between two words and ends in "…".
 */
export function plainText(text: string, longest: { graphemes: number; units: number }): string {
  const line = text
    .slice(0, longest.units * 4)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(unseen, '')
    .toWellFormed()
    .trim();
  const fits = splitGraphemes(line);
  if (fits.length <= longest.graphemes && line.length <= longest.units) return line;
  let cut = fits.slice(0, longest.graphemes - 1).join('');
  while (cut.length >= longest.units) cut = splitGraphemes(cut).slice(0, -1).join('');
  const last = words.segment(line).containing(cut.length);
  const between = last && last.index > 0 ? cut.slice(0, last.index) : cut;
  return `${between.trimEnd()}…`;
}

/** A rewrite without what could reorder or hide the text around it. */
export function withoutControls(text: string): string {
  return text.replaceAll(unseenButSpace, '');
}

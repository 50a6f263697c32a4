const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

export function splitGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/**
 * What is drawn as nothing and yet is part of scripts and emoji: joiners behind letters that join, selectors of an emoji's
 * style and of Mongolian letters, joiners between emoji, and the three flags that are spelt with tags (UTS 51).
 */
const ofUse = [
  String.raw`(?<=[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}])[\u200C\u200D]`,
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?)\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]|(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  String.raw`(?<=\p{Script=Mongolian})[\u180B-\u180D]`,
  String.raw`(?<=\u{1F3F4})\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`,
].join('|');

/** Controls but line feed and tab, and whatever is drawn as nothing, marks that reorder the text around them among it. */
const unseen = new RegExp(
  String.raw`(${ofUse})|(?![\n\t])[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029\uFFF9-\uFFFB]`,
  'gu',
);

/** What ends a line beside a line feed, and is not merely unseen: "a\u2028b" is two lines. */
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** A text without what nobody sees of it, well-formed, and with line feeds for the ends of its lines. */
export function withoutUnseen(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(lineEnds, '\n')
    .replaceAll(unseen, (_, used?: string) => used ?? '');
}

/**
 * A model's rewrite of a text, without what nobody sees of it but what the text itself has: that would be a change, and
 * none that the learner could see.
 */
export function withoutAddedUnseen(rewrite: string, text: string): string {
  const own = new Set(text);
  return rewrite.replaceAll(unseen, (found, used?: string) => used ?? (own.has(found) ? found : ''));
}

/**
 * One line of a model's own words, safe to show: nothing that is not seen, and at most so many graphemes and UTF-16
 * units; what is longer is cut between two words and ends in "…".
 */
export function plainText(text: string, longest: { graphemes: number; units: number }): string {
  const line = withoutUnseen(text.slice(0, longest.units * 4))
    .replaceAll(/\s+/g, ' ')
    .trim();
  const fits = splitGraphemes(line);
  if (fits.length <= longest.graphemes && line.length <= longest.units) return line;
  let cut = fits.slice(0, longest.graphemes - 1).join('');
  while (cut.length >= longest.units) cut = splitGraphemes(cut).slice(0, -1).join('');
  const last = words.segment(line).containing(cut.length);
  const between = last && last.index > 0 ? cut.slice(0, last.index) : cut;
  return `${between.trimEnd()}…`;
}

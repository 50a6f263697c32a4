import { estimateTokens } from '#lib/tutor/tokens.ts';

/** In UTF-16 units. */
const longest = 6_000;
/** What a tutor with a small window has to spare in every request. */
const mostTokens = 2_000;

/** As much of the beginning of a text as a tutor is given: up to the end of a sentence, else of a word. */
export function excerpt(text: string): string {
  let room = Math.min(text.length, longest);
  while (estimateTokens(text.slice(0, room)) > mostTokens) room = Math.floor(room * 0.95);
  if (room === text.length) return text;
  const part = text.slice(0, room).toWellFormed();
  const lastSentence = [...new Intl.Segmenter('und', { granularity: 'sentence' }).segment(part)].at(-1)?.index ?? 0;
  const lastWord = part.search(/\s\S*$/);
  const end = [lastSentence, lastWord].find((place) => place > room / 2) ?? room;
  // Half a surrogate pair is no character.
  return text
    .slice(0, end)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}

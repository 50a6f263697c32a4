import type { Correction } from '#lib/providers/correction.ts';
import { applyEdits, type Edit } from './diff.ts';
import { fold, foldWithPlaces, type FoldedText } from './fold.ts';
import { isWhole } from './tokens.ts';

type Note = Correction['notes'][number];

/** How well a note fits an edit: it is of just this edit, of a stretch that holds it, or of a part of it. */
type Fit = 3 | 2 | 1;

interface Anchoring {
  edit: number;
  fit: Fit;
  /** Whether the words that the note puts before its quote stand there. */
  placed: boolean;
}

/**
 * The note of each edit, by the edit's index: at most one for an edit and one edit for a note. A note is dropped where its
 * quote does not stand in the text, where nothing changes there, and where its replacement is not what the edit does: a
 * made-up explanation is worse than none.
 *
 * @param edits as `diffWords` gives them
 */
export function anchorNotes(source: string, edits: readonly Edit[], notes: readonly Note[]): Map<number, Note> {
  const folded = foldWithPlaces(source);
  const anchored = new Map<number, { note: Note; fit: Fit }>();
  for (const note of notes) {
    const anchorings = anchoringsOf(note, source, folded, edits)
      .filter(({ edit, fit }) => fit > (anchored.get(edit)?.fit ?? 0))
      .toSorted((a, b) => Number(b.placed) - Number(a.placed) || b.fit - a.fit || a.edit - b.edit);
    const [best] = anchorings;
    if (best) anchored.set(best.edit, { note, fit: best.fit });
  }
  return new Map(Array.from(anchored, ([edit, { note }]) => [edit, note]));
}

function anchoringsOf(note: Note, source: string, folded: FoldedText, edits: readonly Edit[]): Anchoring[] {
  if (fold(note.original) === fold(note.replacement)) return [];
  const exact = placesOf(note, source, (place) => place);
  const places =
    exact.length > 0 ? exact : placesOf(foldedNote(note), folded.text, (place) => folded.places[place] ?? 0);
  return places.flatMap((place) => fitsAt(place, note, source, edits));
}

function foldedNote({ original, before = '' }: Note): Pick<Note, 'original' | 'before'> {
  return { original: fold(original), before: fold(before) };
}

interface Place {
  start: number;
  end: number;
  placed: boolean;
}

/** Where the quote stands in the text, whole words only. Without a quote, it is where the words before it end. */
function placesOf(
  { original, before = '' }: Pick<Note, 'original' | 'before'>,
  text: string,
  placeIn: (place: number) => number,
): Place[] {
  const quote = original.trim();
  const lead = before.trim();
  const found = quote === '' ? lead : quote;
  if (found === '') return [];
  const places: Place[] = [];
  for (let at = text.indexOf(found); at >= 0; at = text.indexOf(found, at + 1)) {
    if (!isWhole(text, at, at + found.length)) continue;
    const start = quote === '' ? at + found.length : at;
    const placed =
      quote === '' ||
      (lead !== '' &&
        text
          .slice(Math.max(0, at - lead.length - longestSpace), at)
          .trimEnd()
          .endsWith(lead));
    places.push({ start: placeIn(start), end: placeIn(at + found.length), placed });
  }
  return places;
}

/** No run of spaces is longer between two words, but by accident. */
const longestSpace = 9;
const letter = /[\p{L}\p{N}\p{M}]/u;

function fitsAt(place: Place, note: Note, source: string, edits: readonly Edit[]): Anchoring[] {
  const start = place.start - spacesBefore(source, place.start);
  const end = place.end + spacesAfter(source, place.end);
  const touched = edits.flatMap((edit, index) => (edit.start <= end && edit.end >= start ? [index] : []));
  return touched.flatMap((index): Anchoring[] => {
    const edit = edits[index];
    const fit = edit && fitOf(place, note, source, edits, touched, edit);
    return fit ? [{ edit: index, fit, placed: place.placed }] : [];
  });
}

function spacesBefore(text: string, place: number): number {
  const near = text.slice(Math.max(0, place - longestSpace), place);
  return near.length - near.trimEnd().length;
}

function spacesAfter(text: string, place: number): number {
  const near = text.slice(place, place + longestSpace);
  return near.length - near.trimStart().length;
}

function fitOf(
  { start, end }: Place,
  { replacement }: Note,
  source: string,
  edits: readonly Edit[],
  touched: readonly number[],
  edit: Edit,
): Fit | undefined {
  const claimed = said(replacement);
  // A space that goes along, and one that was forgotten, are no contradiction.
  const from = Math.min(start, edit.start);
  const until = Math.max(end, edit.end);
  const within = touched
    .flatMap((index) => edits[index] ?? [])
    .filter((other) => other.start >= from && other.end <= until);
  const becomes = (chosen: readonly Edit[]) =>
    said(
      applyEdits(
        source.slice(from, until),
        chosen.map((other) => ({ ...other, start: other.start - from, end: other.end - from })),
      ),
    );
  const quote = fold(source.slice(start, end));
  const overlaps = (edit.start < end && edit.end > start) || quote === '';
  if (overlaps && quote === fold(edit.original) && claimed === said(edit.replacement)) return 3;
  if (fold(source.slice(from, until)) === quote && (claimed === becomes([edit]) || claimed === becomes(within)))
    return 2;
  const isPart = edit.start <= start && edit.end >= end && start < end;
  return isPart && claimed !== '' && holds(said(edit.replacement), claimed) && !holds(said(edit.original), claimed)
    ? 1
    : undefined;
}

/** The words, whose capitals and punctuation are other edits' matter; without any, the text itself. */
function said(text: string): string {
  const folded = fold(text).toLowerCase();
  return letter.test(folded) ? fold(folded.replaceAll(/[^\p{L}\p{N}\p{M}\s'-]/gu, '')) : folded;
}

function holds(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (isWhole(text, at, at + words.length)) return true;
  }
  return false;
}

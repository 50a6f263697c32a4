import type { Correction } from '../correction.ts';

type Note = Correction['notes'][number];

/** What is to be said about one change. */
type Remark = Pick<Note, 'category' | 'severity' | 'explanation'>;

/** One change to a text, `start` and `end` in UTF-16 code units. */
export interface Edit extends Remark {
  start: number;
  end: number;
  replacement: string;
  /** The tutor's reaction that says it right in passing, and what its slots may take from the slip. */
  recast: { line: string; slots: ReadonlyMap<string, string> } | null;
}

/** @param edits in the order of the text, none inside another */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/**
 * Both rounds of edits as edits of the first text: `later` was found in what `edits` made of it. Later edits of what an
 * earlier one wrote are left out.
 */
export function mergeEdits(edits: readonly Edit[], later: readonly Edit[]): Edit[] {
  const moved = later.flatMap((edit): Edit[] => {
    let shift = 0;
    for (const { start, end, replacement } of edits) {
      const from = start + shift;
      const growth = replacement.length - (end - start);
      if (edit.end <= from) break;
      if (edit.start < from + replacement.length) return [];
      shift += growth;
    }
    return [{ ...edit, start: edit.start - shift, end: edit.end - shift }];
  });
  return [...edits, ...moved].toSorted((a, b) => a.start - b.start);
}

/** The same edits where their text stands `by` code units further on. */
export function moveEdits(edits: readonly Edit[], by: number): Edit[] {
  return edits.map((edit) => Object.assign({}, edit, { start: edit.start + by, end: edit.end + by }));
}

/** `null` where there is nothing to correct. */
export function toCorrection(text: string, edits: readonly Edit[], wellDone: string): Correction | null {
  if (edits.length === 0) return null;
  const changed = edits.map((edit) => withoutUnchanged(text, edit));
  return {
    corrected: applyEdits(text, edits),
    notes: changed.map((edit, index) => noteOf(text, edit, changed[index - 1]?.end ?? 0)),
    wellDone,
  };
}

/** Only what changes: the words at both ends that stay the same are left out, as long as one is left on each side. */
function withoutUnchanged(text: string, edit: Edit): Edit {
  const before = text.slice(edit.start, edit.end).split(/(?<=\s)/);
  const after = edit.replacement.split(/(?<=\s)/);
  const most = Math.min(before.length, after.length) - 1;
  let first = 0;
  while (first < most && before[first] === after[first]) first++;
  let last = 0;
  while (last < most - first && before.at(-1 - last) === after.at(-1 - last)) last++;
  const kept = (words: readonly string[]) =>
    words
      .slice(first, words.length - last)
      .join('')
      .trimEnd();
  const start = edit.start + before.slice(0, first).join('').length;
  return { ...edit, start, end: start + kept(before).length, replacement: kept(after) };
}

/** Widens the quote to the left until it is the first of its kind, so that a reader finds the right place. */
function noteOf(text: string, edit: Edit, leftmost: number): Note {
  let { start } = edit;
  while (start > leftmost && text.indexOf(text.slice(start, edit.end)) !== start) {
    const before = text.slice(leftmost, start).trimEnd();
    start = leftmost + Math.max(0, before.lastIndexOf(' ') + 1);
  }
  const { replacement, category, severity, explanation } = edit;
  const original = text.slice(start, edit.end);
  return { original, replacement: text.slice(start, edit.start) + replacement, category, severity, explanation };
}

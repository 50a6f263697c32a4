import { applyEdits, diffWords, type Edit } from '#lib/corrections/diff.ts';
import { fold } from '#lib/corrections/fold.ts';
import { gradeEdits } from '#lib/corrections/grade.ts';
import type { Judged, Line } from './corrections-corpus.ts';

/** How far edits are those of people, in counts that are added up over a file. */
export const noAgreement = {
  /** Error-tier edits that are shown at once. */
  shown: 0,
  shownInReference: 0,
  /** Of these, how many have a reference's edit with the same span and replacement. */
  shownExact: 0,
  /** All error-tier edits, those behind "more" too. */
  errors: 0,
  errorsInReference: 0,
  /** The edits of the reference that agrees most, and how many of them are error-tier edits here. */
  wanted: 0,
  found: 0,
  /** The same, without the lines that were not given single edits at all. */
  wantedOnEdits: 0,
  foundOnEdits: 0,
};

export type Agreement = typeof noAgreement;

export function addAgreement(a: Agreement, b: Agreement): Agreement {
  const keys = Object.keys(a) as (keyof Agreement)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as Agreement;
}

/** How far a card's edits of one text are those of people who rewrote it. */
export function agreementWith(references: readonly string[], line: Line, edits: readonly Judged[]): Agreement {
  const { source, language, level } = line;
  const errors = edits.filter(({ tier }) => tier === 'error');
  const shown = errors.filter((edit) => edit.shown);
  const others = references.map((reference) =>
    gradeEdits(diffWords(source, reference, language), source, language, level).filter(({ tier }) => tier !== 'hidden'),
  );
  const stands = (edit: Edit) => others.some((reference) => standsIn(edit, reference, source));
  const recalls = others.map((reference) => ({
    wanted: reference.length,
    found: reference.filter((edit) => standsIn(edit, errors, source)).length,
  }));
  const share = ({ found, wanted }: { found: number; wanted: number }) => (wanted === 0 ? 1 : found / wanted);
  const [best = { wanted: 0, found: 0 }] = recalls.toSorted((a, b) => share(b) - share(a) || b.found - a.found);
  const single = errors.length > 0;
  return {
    shown: shown.length,
    shownInReference: shown.filter(stands).length,
    shownExact: shown.filter((edit) => others.some((reference) => reference.some(sameAs(edit, source)))).length,
    errors: errors.length,
    errorsInReference: errors.filter(stands).length,
    ...best,
    wantedOnEdits: single ? best.wanted : 0,
    foundOnEdits: single ? best.found : 0,
  };
}

function sameAs(edit: Edit, source: string): (other: Edit) => boolean {
  const key = (one: Edit) => {
    const { start, end } = withoutSpace(one, source);
    return `${start} ${end} ${fold(one.replacement)}`;
  };
  return (other) => key(edit) === key(other);
}

/**
 * The same edit; or one whose stretch of the text becomes the same there by other edits (one edit here, two there); or one
 * that is a part of a larger edit there: the larger one takes in the words and gives the same replacement among others.
 */
function standsIn(edit: Edit, others: readonly Edit[], source: string): boolean {
  if (others.some(sameAs(edit, source))) return true;
  const { start, end } = edit;
  const touched = others.filter((other) => other.start <= end && other.end >= start);
  const within = touched.filter((other) => other.start >= start && other.end <= end);
  const across = touched.filter((other) => !within.includes(other) && other.start < end && other.end > start);
  if (across.length === 0 && within.length > 0) {
    const last = within.at(-1)?.end ?? start;
    const becomes = applyEdits(source.slice(0, last), within).slice(start) + source.slice(last, end);
    if (fold(becomes) === fold(edit.replacement)) return true;
  }
  const original = fold(edit.original);
  const replacement = fold(edit.replacement);
  return across.some((other) => {
    if (other.start > start || other.end < end) return false;
    const [from, to] = [` ${fold(other.original)} `, ` ${fold(other.replacement)} `];
    if (replacement === '') return !to.includes(` ${original} `);
    return to.includes(` ${replacement} `) && !from.includes(` ${replacement} `);
  });
}

/** Which of two spaces goes with a word is no difference. */
function withoutSpace({ start, end, original }: Edit, source: string): { start: number; end: number } {
  if (original.trim() === '') {
    const place = start + (/^\s*/.exec(source.slice(start))?.[0].length ?? 0);
    return { start: place, end: place };
  }
  return {
    start: start + original.length - original.trimStart().length,
    end: end - original.length + original.trimEnd().length,
  };
}

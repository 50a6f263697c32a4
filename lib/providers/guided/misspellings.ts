import type { Hit } from './align.ts';
import type { Ground } from './hearing.ts';
import type { Edit } from './correction.ts';
import type { Utterance } from './lexicon.ts';
import { fillLine, type Form } from './pattern.ts';
import type { LearnerPhrases } from './scene.ts';
import { findKnown } from './slot.ts';
import { editDistance, isMistyped } from './typo.ts';
import { isUnspaced, type Unit } from './units.ts';

const mostSpellingNotes = 2;

/** Words that were understood though their accents are missing or a letter is wrong. */
export function findMisspellings(
  hits: readonly Hit[],
  utterance: Utterance,
  ground: Ground,
  learner: LearnerPhrases,
): Edit[] {
  if (isUnspaced(ground.lexicon.language)) return [];
  const pairs = hits.flatMap((hit) => wordPairs(hit, utterance, ground));
  return pairs
    .flatMap(([right, heard]) => misspelling(right, heard, utterance, ground, learner))
    .toSorted((a, b) => a.start - b.start)
    .slice(0, mostSpellingNotes);
}

/** The words of an answer, or of a value the scene knows, each with the word that was heard for it. */
function wordPairs({ element, from, to }: Hit, utterance: Utterance, { slots, lexicon }: Ground): [Unit, Unit][] {
  const heard = utterance.units.slice(from, to);
  if (element.kind === 'word') return pairUp(nearestForm(element.forms, heard), heard);
  const rule = slots.get(element.name);
  const known = rule === undefined ? [] : findKnown(heard, rule, lexicon);
  return known.flatMap(({ at, value }) => pairUp(value.units, heard.slice(at)));
}

function nearestForm(forms: readonly Form[], heard: readonly Unit[]): readonly Unit[] {
  const folded = heard.map((unit) => unit.folded).join('');
  const distances = forms.map((form) => editDistance(form.folded, folded));
  const written = heard.map((unit) => unit.written.toLowerCase()).join('');
  const same = forms.find((form) => form.text === written) ?? forms[distances.indexOf(Math.min(...distances))];
  return same?.units ?? [];
}

function pairUp(right: readonly Unit[], heard: readonly Unit[]): [Unit, Unit][] {
  return right.flatMap((unit, at): [Unit, Unit][] => {
    const other = heard[at];
    return other === undefined ? [] : [[unit, other]];
  });
}

function misspelling(right: Unit, heard: Unit, { text }: Utterance, ground: Ground, learner: LearnerPhrases): Edit[] {
  const original = text.slice(heard.start, heard.end);
  const isAccent = right.folded === heard.folded;
  if (isAccent && (isSameSpelling(right.written, heard.written) || isBareCapital(right.written, original))) return [];
  if (ground.lexicon.isSpelling(heard.written.toLowerCase())) return [];
  if (!isAccent && !isMistyped(right.folded, heard.folded, ground.lexicon)) return [];
  const replacement = inCaseOf(original, right.written);
  const explanation = fillLine(isAccent ? learner.accent : learner.typo, new Map([['right', replacement]]));
  const { start, end } = heard;
  return [{ start, end, replacement, category: 'spelling', severity: 'wrong', explanation, recast: null }];
}

/** The ligature is on few keyboards: to write "soeur" or "heisse" is not a slip. */
function isSameSpelling(right: string, heard: string): boolean {
  return withoutLigature(right) === withoutLigature(heard);
}

function withoutLigature(word: string): string {
  return word.toLowerCase().replaceAll('œ', 'oe').replaceAll('ß', 'ss');
}

/** Capitals often go without their accent ("A bientôt"), and are then no slip. */
function isBareCapital(right: string, original: string): boolean {
  return /^[A-Z]/.test(original) && right.slice(1).toLowerCase() === original.slice(1).normalize('NFC').toLowerCase();
}

function inCaseOf(original: string, word: string): string {
  if (original.length > 1 && original === original.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(original) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

import type { Ground } from './hearing.ts';
import type { CompiledSlip } from './compile.ts';
import type { Edit } from './correction.ts';
import { findPhrase, type Utterance } from './lexicon.ts';
import { fillLine, type Alternative } from './pattern.ts';
import type { Slip } from './scene.ts';
import { slotFit, type SlotRule, type Span } from './slot.ts';
import type { Unit } from './units.ts';
import { wordsInLine } from './words-in-line.ts';

/** The slips that stand in an utterance, in its order, none inside another. */
export function findSlips(
  slips: readonly CompiledSlip[],
  utterance: Utterance,
  ground: Ground,
  learner: string,
): Edit[] {
  const edits: Edit[] = [];
  for (const { slip, wrong } of slips) {
    const edit = firstEdit(slip, wrong, utterance, ground, learner);
    if (edit !== null && !edits.some((other) => edit.start < other.end && other.start < edit.end)) edits.push(edit);
  }
  return edits.toSorted((a, b) => a.start - b.start);
}

function firstEdit(
  slip: Slip,
  wrong: readonly Alternative[],
  utterance: Utterance,
  ground: Ground,
  learner: string,
): Edit | null {
  const isSaid = sameFor(slip, ground);
  for (const from of utterance.units.keys()) {
    const all = wrong.flatMap((alternative) => standsAt(alternative, utterance, from, ground, isSaid) ?? []);
    for (const found of all.toSorted((a, b) => b.to - a.to)) {
      const start = utterance.units[from]?.start;
      const end = utterance.units[found.to - 1]?.end;
      if (start === undefined || end === undefined) continue;
      if (/[.。]$/.test(slip.wrong) && !isEnd(utterance, found.to)) continue;
      const original = utterance.text.slice(start, end);
      const said = new Map([...found.slots].map(([name, { text }]) => [name, text]));
      const inLine = new Map([...found.slots].map(([name, value]) => [name, value.inLine]));
      const right = fillLine(slip.right, said);
      const replacement = /^\p{Lu}/u.test(original) ? right.charAt(0).toUpperCase() + right.slice(1) : right;
      const { category, severity } = slip;
      const explanation = slip.explanation[learner] ?? slip.explanation.en;
      return {
        start,
        end,
        replacement,
        category,
        severity,
        explanation,
        recast: { line: slip.recast, slots: inLine },
      };
    }
  }
  return null;
}

type Same = (unit: Unit, heard: Unit | undefined) => boolean;

interface Found {
  to: number;
  /** As they are written, and as they would be within a sentence. */
  slots: ReadonlyMap<string, { text: string; inLine: string }>;
}

/** Slips are only found word for word: a correction has to be sure. */
function standsAt(wrong: Alternative, utterance: Utterance, from: number, ground: Ground, isSaid: Same): Found | null {
  const [element, ...rest] = wrong;
  if (element === undefined) return { to: from, slots: new Map() };
  const goOn = (to: number) => {
    const end = rest.length === 0 ? to : to + 1;
    return isJoined(utterance, from, end) ? standsAt(rest, utterance, to, ground, isSaid) : null;
  };
  if (element.kind === 'word') {
    const said = element.forms.find((form) => form.units.every((unit, at) => isSaid(unit, utterance.units[from + at])));
    const found = said === undefined ? null : goOn(from + said.units.length);
    return found === null && element.optional ? standsAt(rest, utterance, from, ground, isSaid) : found;
  }
  const rule = ground.slots.get(element.name);
  for (let to = Math.min(from + (rule?.longest ?? 0), utterance.units.length); to > from; to--) {
    if (rule === undefined || !isSurely(rule, utterance, { from, to }, ground)) continue;
    const found = goOn(to);
    if (found === null) continue;
    const text = utterance.text.slice(utterance.units[from]?.start, utterance.units[to - 1]?.end);
    const inLine = wordsInLine(rule, utterance, { from, to }, ground.lexicon);
    return { to: found.to, slots: new Map([...found.slots, [element.name, { text, inLine }]]) };
  }
  return null;
}

/** Whether the clause is over, but for politeness. */
function isEnd({ units, courtesy }: Utterance, at: number): boolean {
  return courtesy.slice(at).every(Boolean) || units[at]?.gap !== 'none';
}

/** Whether no comma or full stop parts the units `from` up to `to`. */
function isJoined({ units }: Utterance, from: number, to: number): boolean {
  return units.slice(from + 1, to).every((unit) => unit.gap === 'none');
}

/** Whether a stretch is a slot's value beyond doubt: a listed one to the letter, or for a place a word with a capital. */
function isSurely(rule: SlotRule, utterance: Utterance, span: Span, ground: Ground): boolean {
  const units = utterance.units.slice(span.from, span.to);
  if (rule.known.some((value) => value.units.length === units.length && findPhrase(units, value.units) === 0))
    return true;
  // An article that is a number word too is not surely one.
  if (rule.kind === 'number' && units.every((unit) => ground.lexicon.isLittle([unit]))) return false;
  if (rule.kind === 'known' || slotFit(rule, utterance, span, false, ground.lexicon) === 0) return false;
  return rule.kind !== 'place' || /^\p{Lu}/u.test(units[0]?.written ?? '');
}

/** Accents may be missing in a slip as well, unless they are what makes it one ("je parlé" for "je parle"). */
function sameFor(slip: Slip, { lexicon }: Ground): Same {
  const right = new Set(lexicon.hear(slip.right).units.map((unit) => unit.folded));
  return (unit, heard) => {
    if (heard?.folded !== unit.folded) return false;
    const written = heard.written.toLowerCase();
    return written === unit.written.toLowerCase() || (written === unit.folded && !right.has(unit.folded));
  };
}

import type { Ground, Hearing } from './hearing.ts';
import type { Lexicon, Utterance } from './lexicon.ts';
import type { Alternative, Element } from './pattern.ts';
import type { Span } from './slot.ts';
import { isUnspaced } from './units.ts';

/** An element of an answer and the stretch of the utterance that says it. */
export interface Hit extends Span {
  element: Element;
}

export interface Alignment {
  /** In the order of the answer's elements. */
  hits: readonly Hit[];
  /** Higher is better; compares the ways to say the answers of one exchange. */
  score: number;
}

const littleWeight = 0.2;
/** What a kana weighs that no answer explains. */
const kanaWeight = 0.1;
/** Who asks does not answer. */
const questionWeight = 2;
/** What may be left out says a little less than what is needed. */
const optionalWeight = 0.9;
/** What a word too many costs, a fraction of its weight: more where it parts what belongs together. */
const extra = { outside: 0.3, inside: 0.35 };
/** A slot takes what would else be too many, but no more than it has to. */
const slotUnit = 0.02;
/** What it costs to understand words in an order that the answer does not have. */
const disorder = 0.5;

/** How much an element of an answer says. */
export function weightOf(element: Element, lexicon: Lexicon): number {
  const units = element.kind === 'word' ? element.forms[0]?.units : undefined;
  if (units === undefined || units.some(lexicon.isNegation)) return 1;
  return lexicon.isLittle(units) ? littleWeight : 1;
}

/** How much a unit weighs that the answer does not explain. */
export function extraWeight(utterance: Utterance, at: number, lexicon: Lexicon): number {
  const unit = utterance.units[at];
  if (unit === undefined || utterance.courtesy[at] === true) return 0;
  if (isUnspaced(lexicon.language)) return kanaWeight;
  if (lexicon.isQuestion(unit)) return questionWeight;
  return lexicon.isLittle([unit]) ? littleWeight / 2 : 1;
}

/** So many little words in a row are as good as one that carries meaning. */
const littleWordsEnough = 3;

/** Without a word that carries meaning, an answer is as good as its slot's value. */
export function isWeak(alternative: Alternative, lexicon: Lexicon): boolean {
  const words = alternative.filter((element) => element.kind === 'word' && !element.optional);
  return words.length < littleWordsEnough && words.every((word) => weightOf(word, lexicon) < 1);
}

interface Step {
  score: number;
  from: number;
  /** Whether the step says an element (rather than passing over a unit or an element). */
  hit: boolean;
  element: boolean;
}

/** The best way to read the utterance as this answer, word after word (Needleman and Wunsch, 1970). */
export function alignInOrder(alternative: Alternative, hearing: Hearing): Alignment {
  const { utterance, ground } = hearing;
  const length = utterance.units.length;
  const weak = isWeak(alternative, ground.lexicon);
  const extras = utterance.units.map((_, at) => extraWeight(utterance, at, ground.lexicon));
  const measured = alternative.map((element) => {
    const [shortest, longest] = lengthsOf(element, ground);
    return { element, left: element.optional ? 0 : weightOf(element, ground.lexicon), shortest, longest };
  });
  const table: Step[][] = [];
  const scoreAt = (row: number, at: number) => table[row]?.[at]?.score ?? -Infinity;

  function bestStep(row: number, at: number, steps: readonly Step[]): Step {
    let best: Step = { score: row === 0 && at === 0 ? 0 : -Infinity, from: 0, hit: false, element: false };
    const offer = (score: number, from: number, hit: boolean, element: boolean) => {
      if (score > best.score) best = { score, from, hit, element };
    };
    const cost = row === 0 || row === alternative.length ? extra.outside : extra.inside;
    if (at > 0) offer((steps[at - 1]?.score ?? -Infinity) - cost * (extras[at - 1] ?? 0), at - 1, false, false);
    const next = measured[row - 1];
    if (next === undefined) return best;
    const { element, left, shortest, longest } = next;
    offer(scoreAt(row - 1, at) - left, at, false, true);
    for (let from = at - shortest; from >= 0 && from >= at - longest; from--) {
      const gain = gainOf(element, { from, to: at }, hearing, weak);
      if (gain > 0) offer(scoreAt(row - 1, from) + gain, from, true, true);
    }
    return best;
  }

  for (let row = 0; row <= alternative.length; row++) {
    const steps: Step[] = [];
    for (let at = 0; at <= length; at++) steps.push(bestStep(row, at, steps));
    table.push(steps);
  }
  const hits: Hit[] = [];
  for (let row = alternative.length, at = length; row > 0;) {
    const step = table[row]?.[at];
    const element = alternative[row - 1];
    if (step === undefined || element === undefined) break;
    if (step.hit) hits.unshift({ element, from: step.from, to: at });
    at = step.from;
    if (step.element) row--;
  }
  return { hits, score: scoreAt(alternative.length, length) };
}

/**
 * The same for answers whose words stand in another order ("Ana me llamo"): every word is looked for anywhere, then the
 * slots take the longest stretches that are left. `null` where a word or a slot stays empty.
 */
export function alignAnyOrder(alternative: Alternative, hearing: Hearing): Alignment | null {
  const { utterance, ground } = hearing;
  const taken = utterance.units.map(() => false);
  const hits: Hit[] = [];
  let score = -disorder;
  const order = alternative.toSorted((a, b) => Number(a.kind === 'slot') - Number(b.kind === 'slot'));
  for (const element of order) {
    const hit = longestFit(element, taken, hearing);
    const weight = weightOf(element, ground.lexicon);
    if (hit === null) {
      if (!element.optional && weight === 1) return null;
      if (!element.optional) score -= weight;
      continue;
    }
    taken.fill(true, hit.from, hit.to);
    hits.push(hit);
    score += gainOf(element, hit, hearing, false);
  }
  for (const [at, used] of taken.entries()) {
    if (!used) score -= extra.outside * extraWeight(utterance, at, ground.lexicon);
  }
  return { hits, score };
}

function longestFit(element: Element, taken: readonly boolean[], hearing: Hearing): Hit | null {
  const [shortest, longest] = lengthsOf(element, hearing.ground);
  for (let length = Math.min(longest, taken.length); length >= shortest; length--) {
    for (let from = 0; from + length <= taken.length; from++) {
      const span = { from, to: from + length };
      if (hearing.fit(element, span, false) === 0 || taken.slice(from, span.to).includes(true)) continue;
      return { element, ...span };
    }
  }
  return null;
}

/** How few and how many units can say an element. */
function lengthsOf(element: Element, { lexicon, slots }: Ground): [number, number] {
  if (element.kind === 'slot') return [1, slots.get(element.name)?.longest ?? 0];
  const lengths = element.forms.map((form) => form.units.length);
  const tolerance = isUnspaced(lexicon.language) ? 1 : 0;
  return [Math.max(1, Math.min(...lengths) - tolerance), Math.max(...lengths) + tolerance];
}

function gainOf(element: Element, span: Span, hearing: Hearing, weak: boolean): number {
  const fit = hearing.fit(element, span, weak);
  if (fit === 0) return 0;
  const gain = fit * weightOf(element, hearing.ground.lexicon) * (element.optional ? optionalWeight : 1);
  return element.kind === 'slot' ? gain - slotUnit * (span.to - span.from) : gain;
}

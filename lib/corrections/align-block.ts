import type { Piece } from './pieces.ts';
import { bare, similarity } from './similarity.ts';
import type { Token } from './tokens.ts';

/** A change of more pairs of tokens than this stays whole. */
const mostPairs = 4_096;
/** Words that are at least this alike are forms of one word. */
const alike = 0.5;
/** What a word is written apart as, in tokens, a hyphen among them. */
const mostParts = 3;

/** A word and the parts it is written as are at least this alike, and so much more than any of the parts alone. */
const runTogether = 0.8;
const apartCounts = 0.1;

const lone = 1;
const markForMark = 0.7;
const joined = 0.7;
/** What two words cost beyond how unlike they are. Wholly unlike, they still cost less than one missing and one extra. */
const pairCost = (likeness: number) => 0.05 + 1.6 * (1 - likeness);

interface Step {
  /** Nothing where the tokens are the same, and only there. */
  cost: number;
  /** How many tokens of either side it takes. */
  source: number;
  target: number;
  solid: boolean;
}

/**
 * The words of one change, each with what stands for it: the cheapest alignment, by how alike the words are (after
 * ERRANT: Bryant, Felice & Briscoe 2017, without its lemmas and parts of speech).
 */
export function alignBlock(block: Piece): Piece[] {
  const { source, target } = block;
  if (source.length === 0 || target.length === 0 || source.length * target.length > mostPairs) return [block];
  let from = 0;
  let to = 0;
  return cheapest(source, target).map((step) => {
    const words = source.slice(from, from + step.source);
    const others = target.slice(to, to + step.target);
    from += step.source;
    to += step.target;
    return { source: words, target: others, same: step.cost === 0, solid: step.solid };
  });
}

function cheapest(source: readonly Token[], target: readonly Token[]): Step[] {
  const left = source.map(({ text }) => bare(text));
  const right = target.map(({ text }) => bare(text));
  const width = target.length + 1;
  const costs: number[] = [0];
  const steps: (Step | undefined)[] = [undefined];
  for (let i = 0; i <= source.length; i += 1) {
    for (let j = 0; j <= target.length; j += 1) {
      if (i === 0 && j === 0) continue;
      let best: Step | undefined;
      let cost = Infinity;
      const consider = (step: Step) => {
        const whole = (costs[(i - step.source) * width + j - step.target] ?? Infinity) + step.cost;
        if (whole >= cost) return;
        cost = whole;
        best = step;
      };
      if (i > 0 && j > 0) {
        consider(pairing(source[i - 1], target[j - 1], left[i - 1] ?? '', right[j - 1] ?? ''));
        for (let parts = 2; parts <= mostParts; parts += 1) {
          const together = joining(left.slice(Math.max(0, i - parts), i), right[j - 1] ?? '');
          if (i >= parts && together) consider({ ...together, source: parts, target: 1 });
          const apart = joining(right.slice(Math.max(0, j - parts), j), left[i - 1] ?? '');
          if (j >= parts && apart) consider({ ...apart, source: 1, target: parts });
        }
      }
      if (i > 0) consider({ cost: lone, source: 1, target: 0, solid: false });
      if (j > 0) consider({ cost: lone, source: 0, target: 1, solid: false });
      costs[i * width + j] = cost;
      steps[i * width + j] = best;
    }
  }
  const path: Step[] = [];
  let i = source.length;
  let j = target.length;
  for (let step = steps[i * width + j]; step; step = steps[i * width + j]) {
    path.push(step);
    i -= step.source;
    j -= step.target;
  }
  return path.toReversed();
}

function pairing(from: Token | undefined, to: Token | undefined, left: string, right: string): Step {
  const step = { source: 1, target: 1 };
  if (from?.text === to?.text) return { ...step, cost: 0, solid: true };
  if (from?.kind !== to?.kind) return { ...step, cost: Infinity, solid: false };
  if (from?.kind === 'mark') return { ...step, cost: markForMark, solid: true };
  const likeness = similarity(left, right);
  return { ...step, cost: pairCost(likeness), solid: likeness >= alike };
}

const hyphens = /[\p{Pd}'’]/gu;
const part = /^[\p{L}\p{M}\p{N}'’]+$/u;

/** Whether a word is these parts, written together or elided: "tan bien" and "también", "le ami" and "l’ami". */
function joining(parts: readonly string[], word: string): Pick<Step, 'cost' | 'solid'> | undefined {
  const between = parts.slice(1, -1).filter((text) => !/^\p{Pd}$/u.test(text));
  if (![parts[0] ?? '', ...between, parts.at(-1) ?? ''].every((text) => part.test(text))) return undefined;
  const apart = parts.join('').replaceAll(hyphens, '');
  const letters = word.replaceAll(hyphens, '');
  if (apart === letters) return { cost: joined, solid: true };
  if (Math.abs(apart.length - letters.length) > 2) return undefined;
  const likeness = similarity(apart, letters);
  const alone = Math.max(...parts.map((text) => similarity(text, letters)));
  if (likeness < runTogether || (!/['’]/.test(word) && likeness < alone + apartCounts)) return undefined;
  return { cost: joined + 1 - likeness, solid: true };
}

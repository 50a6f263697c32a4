import { alignAnyOrder, alignInOrder, extraWeight, isWeak, weightOf, type Alignment, type Hit } from './align.ts';
import { isDoubtful } from './doubt.ts';
import { createHearing, type Ground, type Hearing } from './hearing.ts';
import type { Utterance } from './lexicon.ts';
import type { Alternative } from './pattern.ts';
import type { Span } from './slot.ts';
import { isUnspaced } from './units.ts';

/** One of an exchange's answers, ready for matching. */
export interface Answer {
  alternatives: readonly Alternative[];
  reaction: string | null;
}

export interface Understanding {
  verdict: 'understood' | 'partly' | 'not';
  /** The answer that comes closest; `null` where nothing was heard. */
  answer: Answer | null;
  hits: readonly Hit[];
  /** Whether the words around a slot were understood as well, rather than its value alone. */
  firm: boolean;
  /** How much of what was said the answer explains, 0 to 1. */
  share: number;
}

/** How much of what was said the answer has to explain, by how many of its words show what was meant. */
const leastShare = { none: 0.5, one: 0.35, more: 0.15 };
/** In Japanese, one kana too many says more against an answer that only a slot's value speaks for. */
const looseKana = 3;

const rank = { understood: 2, partly: 1, not: 0 };

/** What the learner meant, as far as the answers of an exchange can tell. */
export function understand(answers: readonly Answer[], utterance: Utterance, ground: Ground): Understanding {
  let best: Understanding = { verdict: 'not', answer: null, hits: [], firm: false, share: 0 };
  let bestScore = -Infinity;
  const hearing = createHearing(utterance, ground);
  for (const answer of answers) {
    for (const alternative of answer.alternatives) {
      for (const { hits, score } of readings(alternative, hearing)) {
        const verdict = judge(alternative, hits, utterance, ground);
        const better = rank[verdict] - rank[best.verdict];
        if (better < 0 || (better === 0 && score <= bestScore)) continue;
        best = { verdict, answer, hits, firm: isFirm(hits, ground), share: explained(hits, utterance, ground, 1) };
        bestScore = score;
      }
    }
  }
  return best;
}

function readings(alternative: Alternative, hearing: Hearing): Alignment[] {
  const inOrder = alignInOrder(alternative, hearing);
  if (isWeak(alternative, hearing.ground.lexicon)) return [inOrder];
  const anyOrder = alignAnyOrder(alternative, hearing);
  return anyOrder === null ? [inOrder] : [inOrder, anyOrder];
}

function judge(alternative: Alternative, hits: readonly Hit[], utterance: Utterance, ground: Ground) {
  const { lexicon } = ground;
  const required = alternative.filter((element) => !element.optional);
  const isPlain = required.every((element) => element.kind === 'slot' || weightOf(element, lexicon) < 1);
  const needed = required.filter((element) => isPlain || weightOf(element, lexicon) === 1);
  const heard = hits.filter(({ element }) => needed.includes(element));
  const words = heard.filter(({ element }) => element.kind === 'word' && weightOf(element, lexicon) === 1).length;
  if (heard.length === needed.length) {
    const share = words === 0 ? leastShare.none : words === 1 ? leastShare.one : leastShare.more;
    const loose = words === 0 && isUnspaced(lexicon.language) ? looseKana : 1;
    const isExplained = explained(hits, utterance, ground, loose) > share;
    if (isExplained && !isDenied(hits, utterance, ground) && !isDoubtful(hits, utterance, ground)) return 'understood';
  }
  return words > 0 && heard.length * 2 >= needed.length ? 'partly' : 'not';
}

function isFirm(hits: readonly Hit[], { lexicon }: Ground): boolean {
  const words = hits.filter(({ element }) => element.kind === 'word');
  return words.length >= 2 || words.some(({ element }) => weightOf(element, lexicon) === 1);
}

function covered(hits: readonly Span[], at: number): boolean {
  return hits.some((hit) => hit.from <= at && at < hit.to);
}

/** The share of the utterance that the hits explain, by weight; what they do not explain counts `loose` times. */
function explained(hits: readonly Hit[], utterance: Utterance, { lexicon }: Ground, loose: number): number {
  const weight = hits.reduce((sum, { element }) => sum + weightOf(element, lexicon), 0);
  let rest = 0;
  for (const at of utterance.units.keys()) if (!covered(hits, at)) rest += extraWeight(utterance, at, lexicon);
  return weight === 0 ? 0 : weight / (weight + loose * rest);
}

/** A "not" that the answer does not have turns it round, unless it stands apart ("No, soy de Madrid"). */
function isDenied(hits: readonly Hit[], utterance: Utterance, { lexicon }: Ground): boolean {
  return utterance.units.some((unit, at) => {
    if (!lexicon.isNegation(unit) || covered(hits, at)) return false;
    const next = utterance.units[at + 1];
    if (next !== undefined && lexicon.isNegation(next)) return false;
    const isAfter = unit.gap === 'none' && covered(hits, at - 1);
    return isAfter || (next?.gap === 'none' && covered(hits, at + 1));
  });
}

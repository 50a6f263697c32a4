import type { Verdict } from '#lib/corrections/attempt.ts';
import { drillVerdict } from '#lib/corrections/drill-verdict.ts';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import type { CardKind, Rating } from '#lib/db/word-rows.ts';
import type { Level } from '#lib/providers/provider.ts';
import { splitSentence } from '#lib/words/cards.ts';
import { withArticle } from '#lib/words/identity.ts';

/** Cards whose answer is the word, so that it can be typed. */
export const typedKinds: ReadonlySet<CardKind> = new Set(['produce', 'cloze']);

export interface JudgedAnswer {
  verdict: Verdict;
  /** The right answer that is most like what was typed. */
  wanted: string;
}

const verdicts = ['right', 'close', 'wrong'] as const;

/** What an answer that was typed is: of a gap the form that stands there, else the word with or without its article. */
export function judgeAnswer({ schedule, word }: ReviewCard, typed: string, level: Level): JudgedAnswer {
  const { lemma } = word;
  const gap = schedule.kind === 'cloze' ? splitSentence(word)?.word : undefined;
  const answers = gap === undefined ? [...new Set([lemma, withArticle(word)])] : [gap];
  const judged = answers.map((wanted) => ({ wanted, verdict: drillVerdict(wanted, typed, level) }));
  const unlike = ({ wanted }: JudgedAnswer): number => Math.abs(partCount(wanted) - partCount(typed));
  const [best = { wanted: lemma, verdict: 'wrong' as const }] = judged.toSorted(
    (one, other) => verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) || unlike(one) - unlike(other),
  );
  return best;
}

/** "la película" and "l'acqua" are two. */
function partCount(text: string): number {
  return text.split(/[\s'’]+/).length;
}

/** The answer that is offered first; the learner has the last word. */
export const offeredRating: Readonly<Record<Verdict, Rating>> = { right: 3, close: 2, wrong: 1 };

import type { Verdict } from '#lib/corrections/attempt.ts';
import { drillVerdict } from '#lib/corrections/drill-verdict.ts';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import type { CardKind, Rating } from '#lib/db/word-rows.ts';
import type { Level } from '#lib/providers/provider.ts';
import { isReadAs, readingsOf } from '#lib/recognition/readings.ts';
import { soundOf } from '#lib/recognition/sound.ts';
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

/**
 * What an answer that was typed is: of a gap the form that stands there, else the word with or without its article. How the
 * word is read is as good, where that is known.
 */
export function judgeAnswer({ schedule, word }: ReviewCard, typed: string, level: Level): JudgedAnswer {
  const { lemma, reading = lemma } = word;
  const gap = schedule.kind === 'cloze' ? splitSentence(word)?.word : undefined;
  const written = gap === undefined ? [lemma, withArticle(word)] : [gap];
  const answers = new Set([...written, ...(written.includes(lemma) ? [reading] : [])]);
  const judged = [...answers].map((wanted): JudgedAnswer => {
    const verdict = isKanaOf(wanted, typed, word) ? 'right' : drillVerdict(wanted, typed, level);
    return { wanted, verdict };
  });
  const unlike = ({ wanted }: JudgedAnswer): number => Math.abs(partCount(wanted) - partCount(typed));
  const [best = { wanted: lemma, verdict: 'wrong' as const }] = judged.toSorted(
    (one, other) => verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) || unlike(one) - unlike(other),
  );
  return best;
}

/** Whether a form of a Japanese word was typed in kana: by how the word is read, 食べました is たべました. */
function isKanaOf(form: string, typed: string, { language, lemma, reading = '' }: ReviewCard['word']): boolean {
  const readings = readingsOf([{ lemma, forms: [soundOf(reading, language)] }]);
  const isKnown = [...readings.keys()].some((stem) => form.startsWith(stem));
  return isKnown && isReadAs(form, soundOf(typed, language), readings);
}

/** "la película" and "l'acqua" are two. */
function partCount(text: string): number {
  return text.split(/[\s'’]+/).length;
}

/** The answer that is offered first; the learner has the last word. */
export const offeredRating: Readonly<Record<Verdict, Rating>> = { right: 3, close: 2, wrong: 1 };

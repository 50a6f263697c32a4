import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { dueWords, nextCard, type ReviewCard } from '#lib/db/read/schedules.ts';
import type { Rating } from '#lib/db/word-rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import { useReviewTerms } from './review-terms.tsx';

interface Step {
  /** Counts up: the same card may come twice. */
  number: number;
  /** Minted with it, so that an answer of which nothing is heard can be given again and is kept once. */
  answerId: string;
  /** `null` when there is nothing left. */
  card: ReviewCard | null;
  /** How many words are due. */
  due: number;
}

export interface ReviewSession {
  /** `null` until it is read. */
  step: Step | null;
  /** How many answers were given. */
  done: number;
  error: WireError | null;
  /** The word that was suspended with the last answer, since it slipped away too often. */
  leech: string | null;
  rate: (rating: Rating) => void;
  /** Nothing more is asked by ear in this session. */
  skipListening: () => void;
  /** Takes the last answer back; `null` where there is none. */
  undo: (() => void) | null;
}

/** One session of reviews. The next card is chosen when one was answered, and then stays, whatever becomes due meanwhile. */
export function useReview(language: string): ReviewSession {
  const chosen = useReviewTerms();
  const [deaf, setDeaf] = useState(false);
  const terms = useMemo(() => (deaf ? { ...chosen, heard: [] } : chosen), [deaf, chosen]);
  const [step, setStep] = useState<Step | null>(null);
  const [answers, setAnswers] = useState<readonly string[]>([]);
  const [error, setError] = useState<WireError | null>(null);
  const [leech, setLeech] = useState<string | null>(null);
  const busy = useRef(false);

  const load = useCallback(async () => {
    const now = Date.now();
    const [card, due] = await Promise.all([nextCard(language, terms, now), dueWords(language, terms, now)]);
    const answerId = crypto.randomUUID();
    setStep((before) => ({ number: (before?.number ?? 0) + 1, answerId, card, due: due.length }));
  }, [language, terms]);

  const latest = useRef(load);
  /** One thing after the other: a key that is pressed twice is no second answer. */
  const attempt = useCallback((work: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    setError(null);
    work()
      .then(async () => {
        let used;
        // What a review may bring can change while a card is being looked for.
        do {
          used = latest.current;
          await used();
        } while (used !== latest.current);
      })
      .catch((thrown: unknown) => setError(toWire(thrown)))
      .finally(() => {
        busy.current = false;
      });
  }, []);

  useEffect(() => {
    latest.current = load;
    attempt(async () => undefined);
  }, [load, attempt]);

  const rate = useCallback(
    (rating: Rating) => {
      if (!step?.card) return;
      const { schedule, word } = step.card;
      const id = step.answerId;
      attempt(async () => {
        const answer = { id, scheduleId: schedule.id, reps: schedule.reps, rating, source: 'card' } as const;
        const kept = await request('review.answer', answer);
        if (kept.counted) setAnswers((given) => [...given, id]);
        setLeech(kept.leech ? word.lemma : null);
      });
    },
    [attempt, step],
  );

  const last = answers.at(-1);
  const undo = useCallback(() => {
    if (last === undefined) return;
    attempt(async () => {
      await request('review.undo', { id: last });
      setAnswers((given) => given.filter((id) => id !== last));
      setLeech(null);
    });
  }, [attempt, last]);

  return {
    step,
    done: answers.length,
    error,
    leech,
    rate,
    skipListening: useCallback(() => setDeaf(true), []),
    undo: last === undefined ? null : undo,
  };
}

import { useEffect, useId, useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { usesToCount } from '#lib/db/read/used-words.ts';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import type { Word } from '#lib/db/word-rows.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { useQuery } from '#components/ui/use-query.ts';

interface GoodUseProps {
  turnId: string;
  /** Ids of the words that the message uses well. */
  uses: readonly string[];
  /** When it was written, in milliseconds since the epoch. */
  usedAt: number;
  /** Brings the focus to where the learner writes: the button that was pressed goes away. */
  onFocusLost: () => void;
}

/** FSRS's Good. */
const good = 3;

/** Offers to count that a message uses a due word well as a review of it. It goes away when the word is asked elsewhere. */
export function GoodUse({ turnId, uses, usedAt, onFocusLost }: GoodUseProps) {
  const { answer: offers = [] } = useQuery(() => usesToCount(uses, usedAt, Date.now()), [uses.join(), usedAt]);
  const [counted, setCounted] = useState<{ review: string; word: Word } | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const undoButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (counted !== null) undoButton.current?.focus();
  }, [counted]);

  function attempt<Output>(work: Promise<Output>, then: (output: Output) => void): void {
    setError(null);
    work.then(then, (thrown: unknown) => setError(toWire(thrown)));
  }

  function count({ schedule, word }: ReviewCard): void {
    const review = crypto.randomUUID();
    const answer = { id: review, scheduleId: schedule.id, reps: schedule.reps, rating: good, source: 'chat' } as const;
    attempt(request('review.answer', answer), (kept) => {
      if (kept.counted) setCounted({ review, word });
    });
  }

  function undo(review: string): void {
    attempt(request('review.undo', { id: review }), () => {
      setCounted(null);
      onFocusLost();
    });
  }

  return (
    <div className="good-use">
      {offers.map((offer) => (
        <Offer
          key={offer.word.id}
          word={offer.word}
          onCount={() => count(offer)}
          onDecline={() => attempt(request('review.decline', { turnId, wordId: offer.word.id }), onFocusLost)}
        />
      ))}
      <output>
        {counted !== null && (
          <span className="good-use-line">
            <Icon name="check" />
            <WithWord text={t('good_use_counted', '\n')} word={counted.word} />{' '}
            <button
              ref={undoButton}
              type="button"
              className="text-button"
              aria-label={t('good_use_undo', counted.word.lemma)}
              onClick={() => undo(counted.review)}
            >
              {t('undo')}
            </button>
          </span>
        )}
      </output>
      {error && <ErrorAlert error={error} tutor="guided" />}
    </div>
  );
}

interface OfferProps {
  word: Word;
  onCount: () => void;
  onDecline: () => void;
}

function Offer({ word, onCount, onDecline }: OfferProps) {
  const id = useId();
  return (
    <div className="good-use-offer">
      <p id={id}>
        <WithWord text={t('good_use', '\n')} word={word} />
      </p>
      <Button aria-describedby={id} onClick={onCount}>
        {t('count_it')}
      </Button>
      <Button aria-describedby={id} onClick={onDecline}>
        {t('not_now')}
      </Button>
    </div>
  );
}

/** A text with the word in it, marked up in its own language. @param text with a line break in the word's place */
function WithWord({ text, word: { lemma, language } }: { text: string; word: Word }) {
  const [before, after] = text.split('\n');
  return (
    <span>
      {before}
      <b lang={language} dir={textDirection(language)}>
        {lemma}
      </b>
      {after}
    </span>
  );
}

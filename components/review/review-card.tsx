import { useEffect, useRef, useState } from 'react';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import type { CardKind, Rating } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { splitSentence } from '#lib/words/cards.ts';
import { intervalsOf } from '#lib/words/scheduling.ts';
import { Button } from '#components/ui/button.tsx';
import { grammarOf } from '#components/ui/grammar-words.ts';
import { shortTime } from '#components/ui/short-time.ts';
import { SaidIn } from './said-in.tsx';
import { useReviewKeys } from './use-review-keys.ts';

interface ReviewCardViewProps {
  card: ReviewCard;
  /** How many of a hundred the learner wants to remember. */
  retention: number;
  onRate: (rating: Rating) => void;
  onUndo: (() => void) | null;
}

const questions = {
  recognise: 'card_recognise',
  produce: 'card_produce',
  cloze: 'card_cloze',
  listen: 'card_listen',
} as const satisfies Record<CardKind, string>;

const ratingNames = ['rate_again', 'rate_hard', 'rate_good', 'rate_easy'] as const;

/** One card: what is asked, then the answer and how well it was known. The focus goes along, so that it is read out. */
export function ReviewCardView({ card, retention, onRate, onUndo }: ReviewCardViewProps) {
  const { schedule, word } = card;
  const [intervals, setIntervals] = useState<readonly number[] | null>(null);
  const question = useRef<HTMLDivElement>(null);
  const answer = useRef<HTMLDivElement>(null);
  const revealed = intervals !== null;
  const reveal = (): void => setIntervals(intervalsOf(schedule, Date.now(), retention));
  useEffect(() => {
    (revealed ? answer : question).current?.focus();
  }, [revealed]);
  useReviewKeys({ revealed, onReveal: reveal, onRate, onUndo });
  return (
    <>
      <div className="scroller review-scroller">
        <div className="review-card">
          <div
            className="review-question"
            ref={question}
            tabIndex={-1}
            role="group"
            aria-label={t(questions[schedule.kind])}
          >
            <p className="review-task">{t(questions[schedule.kind])}</p>
            <Question card={card} />
          </div>
          {revealed && (
            <div className="review-answer" ref={answer} tabIndex={-1} role="group" aria-label={t('answer')}>
              <AnswerText card={card} />
            </div>
          )}
        </div>
        {revealed && <SaidIn word={word} />}
      </div>
      <div className="review-dock">
        {intervals === null ? (
          <Button primary className="review-reveal" aria-keyshortcuts="Space" onClick={reveal}>
            {t('show_answer')}
          </Button>
        ) : (
          <div className="review-ratings" role="group" aria-label={t('how_well')}>
            {ratingNames.map((name, index) => (
              <Button
                key={name}
                primary={name === 'rate_good'}
                aria-keyshortcuts={String(index + 1)}
                onClick={() => onRate((index + 1) as Rating)}
              >
                {t(name)} <small>{shortTime(intervals[index] ?? 0)}</small>
              </Button>
            ))}
          </div>
        )}
      </div>
    </>
  );
}

function Question({ card: { schedule, word } }: { card: ReviewCard }) {
  const own = { lang: word.language, dir: textDirection(word.language) };
  if (schedule.kind === 'produce') return <Meaning word={word} />;
  const split = splitSentence(word);
  if (split === null) {
    return (
      <p className="review-sentence" {...own}>
        <mark>{word.lemma}</mark>
      </p>
    );
  }
  return (
    <>
      <p className="review-sentence" {...own}>
        {split.before}
        {schedule.kind === 'cloze' ? (
          <span className="review-blank">
            <span className="visually-hidden">{t('blank')}</span>
          </span>
        ) : (
          <mark>{split.word}</mark>
        )}
        {split.after}
      </p>
      {schedule.kind === 'cloze' && <Meaning word={word} />}
    </>
  );
}

function AnswerText({ card: { schedule, word } }: { card: ReviewCard }) {
  const own = { lang: word.language, dir: textDirection(word.language) };
  const split = splitSentence(word);
  const { article, lemma, reading, forms } = word;
  return (
    <>
      <p className="review-lemma" {...own}>
        {article !== undefined && `${article} `}
        {lemma}
        {reading !== undefined && ` (${reading})`}
      </p>
      {schedule.kind === 'recognise' && <Meaning word={word} />}
      {schedule.kind !== 'recognise' && split !== null && (
        <p className="review-sentence" {...own}>
          {split.before}
          <mark>{split.word}</mark>
          {split.after}
        </p>
      )}
      {forms !== undefined && (
        <p className="review-grammar" {...own}>
          {forms}
        </p>
      )}
    </>
  );
}

function Meaning({ word }: Pick<ReviewCard, 'word'>) {
  return (
    <>
      <p className="review-meaning" lang={word.learnerLanguage} dir="auto">
        {word.translation}
      </p>
      <p className="review-grammar">{grammarOf(word)}</p>
    </>
  );
}

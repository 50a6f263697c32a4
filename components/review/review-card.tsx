import { useEffect, useRef, useState } from 'react';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import type { CardKind, Rating } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { intervalsOf } from '#lib/words/scheduling.ts';
import { Button } from '#components/ui/button.tsx';
import { shortTime } from '#components/ui/short-time.ts';
import { AnswerText, Question } from './card-sides.tsx';
import { judgeAnswer, offeredRating, typedKinds } from './judge-answer.ts';
import { SaidIn } from './said-in.tsx';
import { SayCard } from './say-card.tsx';
import { TypedAnswer } from './typed-answer.tsx';
import { TypedVerdict } from './typed-verdict.tsx';
import { useCardSound } from './use-card-sound.ts';
import { useReviewKeys } from './use-review-keys.ts';

interface ReviewCardViewProps {
  card: ReviewCard;
  settings: Settings;
  /** Nothing more is asked by ear. */
  onSkipListening: () => void;
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
export function ReviewCardView({ card, settings, onSkipListening, onRate, onUndo }: ReviewCardViewProps) {
  const { schedule, word } = card;
  const [intervals, setIntervals] = useState<readonly number[] | null>(null);
  const question = useRef<HTMLDivElement>(null);
  const answer = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const revealed = intervals !== null;
  const types = settings.typeAnswers && typedKinds.has(schedule.kind);
  const judged = typed === '' ? null : judgeAnswer(card, typed, settings.level);
  const offered = judged === null ? 3 : offeredRating[judged.verdict];
  const reveal = (): void => setIntervals(intervalsOf(schedule, Date.now(), settings.retention));
  useEffect(() => {
    if (revealed) answer.current?.focus();
    else if (!types) question.current?.focus();
  }, [revealed, types]);
  const replay = useCardSound(card);
  // What is asked for is not given away.
  const isAudible = revealed || schedule.kind === 'listen' || schedule.kind === 'recognise';
  useReviewKeys({
    onReveal: revealed ? null : reveal,
    onRate: revealed ? onRate : null,
    onUndo,
    onReplay: isAudible ? replay : null,
  });
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
            <Question card={card} onSkipListening={onSkipListening} />
          </div>
          {types && !revealed && (
            <TypedAnswer
              word={word}
              onAnswer={(text) => {
                setTyped(text);
                reveal();
              }}
              onUndo={onUndo}
            />
          )}
          {revealed && (
            <div className="review-answer" ref={answer} tabIndex={-1} role="group" aria-label={t('answer')}>
              {judged !== null && <TypedVerdict card={card} typed={typed} judged={judged} />}
              <AnswerText card={card} />
            </div>
          )}
        </div>
        {revealed && <SayCard word={word} settings={settings} />}
        {revealed && <SaidIn word={word} />}
      </div>
      <div className="review-dock">
        {intervals === null ? (
          <Button primary={!types} className="review-reveal" aria-keyshortcuts="Space" onClick={reveal}>
            {t('show_answer')}
          </Button>
        ) : (
          <div className="review-ratings" role="group" aria-label={t('how_well')}>
            {ratingNames.map((name, index) => (
              <Button
                key={name}
                primary={index + 1 === offered}
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

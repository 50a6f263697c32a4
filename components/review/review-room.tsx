import { useEffect, useRef } from 'react';
import { interfaceLanguage, t, tn } from '#lib/i18n/message.ts';
import { languageName } from '#lib/settings/languages.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { RoomHeader } from '#components/navigation/room-header.tsx';
import { routeHash } from '#components/navigation/route.ts';
import { IconButton } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { useChosenLanguage } from '#components/ui/use-chosen-language.ts';
import { ReviewCardView } from './review-card.tsx';
import { undoKeys } from './review-key.ts';
import { useReviewKeys } from './use-review-keys.ts';
import { useReview } from './use-review.ts';

interface ReviewRoomProps {
  /** BCP 47 tag of the language whose words are reviewed, where one was chosen. */
  chosen: string | undefined;
  settings: Settings;
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** The words that are due, one card at a time. */
export function ReviewRoom({ chosen, settings, conversation }: ReviewRoomProps) {
  const { answer, error } = useChosenLanguage(chosen, settings.language);
  if (answer === undefined) return error && <ErrorAlert error={error} tutor={settings.tutor} />;
  return <Review key={answer.language} language={answer.language} settings={settings} conversation={conversation} />;
}

interface ReviewProps {
  language: string;
  settings: Settings;
  conversation: number | 'latest' | 'new';
}

function Review({ language, settings, conversation }: ReviewProps) {
  const review = useReview(language);
  const { step, done, error, leech, undo } = review;
  const total = done + Math.max(step?.due ?? 0, step?.card ? 1 : 0);
  return (
    <div className="room review">
      <RoomHeader
        title={t('review')}
        note={
          <>
            {languageName(language, interfaceLanguage())}
            {step?.card && ` · ${t('drill_progress', done + 1, total)}`}
          </>
        }
        present="review"
        conversation={conversation}
      >
        <IconButton
          icon="reload"
          label={t('undo_answer')}
          aria-keyshortcuts={undoKeys}
          aria-disabled={undo === null || undefined}
          onClick={() => undo?.()}
        />
      </RoomHeader>
      <main className="review-main">
        <div
          className="review-progress"
          role="progressbar"
          aria-label={t('review_progress')}
          aria-valuemin={0}
          aria-valuemax={Math.max(1, total)}
          aria-valuenow={total === 0 ? 1 : done}
        >
          <i style={{ inlineSize: `${total === 0 ? 100 : (100 * done) / total}%` }} />
        </div>
        {error && <ErrorAlert error={error} tutor={settings.tutor} />}
        <p className="review-leech" role="status">
          {leech !== null && t('word_leech', leech)}
        </p>
        {step?.card && (
          <ReviewCardView
            key={`${step.card.schedule.id} ${step.card.schedule.reps} ${step.number}`}
            card={step.card}
            settings={settings}
            onSkipListening={review.skipListening}
            onRate={review.rate}
            onUndo={undo}
          />
        )}
        {step?.card === null && <ReviewEnd done={done} language={language} onUndo={undo} />}
      </main>
    </div>
  );
}

interface ReviewEndProps {
  done: number;
  language: string;
  onUndo: (() => void) | null;
}

function ReviewEnd({ done, language, onUndo }: ReviewEndProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  useReviewKeys({ onReveal: null, onRate: null, onUndo, onReplay: null });
  return (
    <section className="review-end">
      <h2 ref={title} tabIndex={-1}>
        {t('review_over')}
      </h2>
      <p>{done === 0 ? t('review_nothing') : tn('review_done', done)}</p>
      <div className="alert-actions">
        <a className="button button-primary" href={routeHash({ room: 'words', language })}>
          {t('back_to_words')}
        </a>
        <a className="button" href={routeHash({ room: 'chat', conversation: 'latest' })}>
          {t('back_to_chat')}
        </a>
      </div>
    </section>
  );
}

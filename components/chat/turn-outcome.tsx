import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { errorWords } from '#components/ui/error-words.ts';
import { tutorNames } from '#components/ui/tutor-names.ts';
import type { ShownMessage } from './merge-turn.ts';

export interface TurnActions {
  onRetry: () => void;
  onContinue: () => void;
  onKeep: () => void;
}

interface TurnOutcomeProps extends TurnActions {
  message: ShownMessage;
  /** Whether this is the conversation's last turn: only that one can be tried again. */
  last: boolean;
  tutor: ProviderId;
}

/** How a turn ended, where it did not simply end well. */
export function TurnOutcome({ message, last, tutor, onRetry, onContinue, onKeep }: TurnOutcomeProps) {
  const { state, text, cut, unkept = false } = message;
  const part = text !== '';
  switch (state) {
    case 'interrupted':
    case 'failed': {
      const error = message.error ?? { code: 'interrupted' };
      if (!last) return <p className="outcome">{t(errorWords[error.code].title, t(tutorNames[tutor]))}</p>;
      return (
        <ErrorAlert
          error={error}
          tutor={tutor}
          kept={t(part ? 'kept_reply' : 'kept_message')}
          onRetry={onRetry}
          onContinue={part ? onContinue : undefined}
          onKeep={part && !unkept ? onKeep : undefined}
        />
      );
    }
    case 'stopped':
      return (
        <p className="outcome">
          {t(part ? 'stopped' : 'stopped_empty')} {last && <Button onClick={onRetry}>{t('retry')}</Button>}
          {last && part && <Button onClick={onContinue}>{t('continue_reply')}</Button>}
        </p>
      );
    case 'done':
      if (cut === undefined && last && message.check?.breaches.includes('language')) {
        return (
          <p className="outcome" role="status">
            {t('wrong_language')} <Button onClick={onRetry}>{t('retry')}</Button>
          </p>
        );
      }
      if (cut === undefined) return null;
      return (
        <p className="outcome">
          {t(cutWords[cut])} {last && cut !== 'length' && <Button onClick={onRetry}>{t('retry')}</Button>}
          {last && cut !== 'refused' && <Button onClick={onContinue}>{t('continue_reply')}</Button>}
        </p>
      );
    case 'arriving':
      return null;
  }
}

const cutWords = { length: 'cut_length', refused: 'cut_refused', kept: 'cut_kept' } as const;

import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { errorWords } from '#components/ui/error-words.ts';
import { tutorNames } from '#components/ui/tutor-names.ts';
import type { ShownMessage } from './merge-turn.ts';

interface TurnOutcomeProps {
  message: ShownMessage;
  /** Whether this is the conversation's last turn: only that one can be tried again. */
  last: boolean;
  tutor: ProviderId;
  onRetry: () => void;
}

/** How a turn ended, where it did not simply end well. */
export function TurnOutcome({ message, last, tutor, onRetry }: TurnOutcomeProps) {
  const { state, text, cut } = message;
  switch (state) {
    case 'interrupted':
    case 'failed': {
      const error = message.error ?? { code: 'interrupted' };
      if (!last) return <p className="outcome">{t(errorWords[error.code].title, t(tutorNames[tutor]))}</p>;
      const kept = t(text === '' ? 'kept_message' : 'kept_reply');
      return <ErrorAlert error={error} tutor={tutor} kept={kept} onRetry={onRetry} />;
    }
    case 'stopped':
      return (
        <p className="outcome">
          {t(text === '' ? 'stopped_empty' : 'stopped')} {last && <Button onClick={onRetry}>{t('retry')}</Button>}
        </p>
      );
    case 'done':
      if (cut === undefined) return null;
      return (
        <p className="outcome">
          {t(cut === 'length' ? 'cut_length' : 'cut_refused')}{' '}
          {last && cut === 'refused' && <Button onClick={onRetry}>{t('retry')}</Button>}
        </p>
      );
    case 'arriving':
      return null;
  }
}

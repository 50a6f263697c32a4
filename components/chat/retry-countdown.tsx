import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { t, tn } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import type { WaitingFor } from '#lib/turn/protocol.ts';
import { Button } from '#components/ui/button.tsx';
import { errorWords } from '#components/ui/error-words.ts';
import { tutorNames } from '#components/ui/tutor-names.ts';

interface RetryCountdownProps {
  waitingFor: Extract<WaitingFor, { what: 'retry' }>;
  tutor: ProviderId;
  onRetryNow: () => void;
  /** The button goes away while it has the focus. */
  onFocusLost: () => void;
}

/** Says that the tutor will be asked again by itself, why, and when. */
export function RetryCountdown({ waitingFor, tutor, onRetryNow, onFocusLost }: RetryCountdownProps) {
  const { until, error } = waitingFor;
  const button = useRef<HTMLButtonElement>(null);
  const seconds = useSecondsUntil(until);
  useLayoutEffect(() => {
    const shown = button.current;
    return () => {
      if (document.activeElement === shown) onFocusLost();
    };
  }, [onFocusLost]);
  return (
    <div className="countdown">
      {/* A screen reader hears once that there will be another try; the seconds are there for the eye. */}
      <p role="status">
        <strong>{t(errorWords[error.code].title, t(tutorNames[tutor]))}</strong>{' '}
        <span className="visually-hidden">{t('retry_follows')}</span>
      </p>
      <p aria-hidden="true">{tn('retry_in', seconds)}</p>
      <Button ref={button} onClick={onRetryNow}>
        {t('retry_now')}
      </Button>
    </div>
  );
}

/** Whole seconds until a point in time, in milliseconds since the epoch; counts down. */
function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}

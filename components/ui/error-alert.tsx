import type { ReactNode } from 'react';
import { browser } from 'wxt/browser';
import { retryPolicy } from '#lib/errors/retry-policy.ts';
import type { WireError } from '#lib/errors/wire-error.ts';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { routeHash } from '#components/navigation/route.ts';
import { CopyableText } from './copyable-text.tsx';
import { Button } from './button.tsx';
import { errorReport } from './error-report.ts';
import { errorWords } from './error-words.ts';
import { tutorNames } from './tutor-names.ts';

interface ErrorAlertProps {
  error: WireError;
  tutor: ProviderId;
  /** What was not lost, in a sentence. */
  kept?: string;
  /** Tries again; without it, no such action is offered. */
  onRetry?: (() => void) | undefined;
  /** What the button that tries again is called, where it is not the reply that is asked for again. */
  retryLabel?: string;
  /** Goes on from where it broke off. */
  onContinue?: (() => void) | undefined;
  /** Lets it be as it is. */
  onKeep?: (() => void) | undefined;
  /** The learner is in Settings already: it is not offered. */
  inSettings?: boolean;
  children?: ReactNode;
}

/** Says what went wrong, what was kept and what to do, with one action that is meant most. */
export function ErrorAlert({ error, tutor, kept, inSettings = false, children, ...offered }: ErrorAlertProps) {
  const { title, advice, action } = errorWords[error.code];
  const name = t(tutorNames[tutor]);
  const settings = !inSettings && action === 'settings';
  const onRetry = retryPolicy[error.code] === 'never' ? undefined : offered.onRetry;
  const { onContinue, onKeep, retryLabel = t('retry') } = offered;
  return (
    <div className="alert" role="alert">
      <strong className="alert-title">{t(title, name)}</strong>
      <p>
        {t(advice, name)} {waitAdvice(error)} {kept}
      </p>
      {error.code === 'blocked' && tutor === 'ollama' && (
        <>
          <p>{t('ollama_origins')}</p>
          <CopyableText text={`OLLAMA_ORIGINS=${ownOrigin()}`} />
        </>
      )}
      {error.code === 'bug' && (
        <>
          <p>{t('bug_report')}</p>
          <CopyableText text={errorReport(error, tutor)} />
        </>
      )}
      {children}
      {(settings || onRetry || onContinue || onKeep) && (
        <div className="alert-actions">
          {settings && (
            <a className="button button-primary" href={routeHash({ room: 'settings' })}>
              {t('open_settings')}
            </a>
          )}
          {onContinue && (
            <Button primary={!settings} onClick={onContinue}>
              {t('continue_reply')}
            </Button>
          )}
          {onRetry && (
            <Button primary={!settings && !onContinue} onClick={onRetry}>
              {retryLabel}
            </Button>
          )}
          {onKeep && <Button onClick={onKeep}>{t('keep_part')}</Button>}
        </div>
      )}
    </div>
  );
}

function waitAdvice({ retryAfterMs }: WireError): string {
  return retryAfterMs === undefined ? '' : t('error_wait', waitingTime(retryAfterMs));
}

/** A time to wait in the largest unit that still tells enough, rounded up. */
function waitingTime(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  const [unit, length] = units.find(([, unitLength]) => seconds >= 2 * unitLength) ?? ['second', 1];
  const format = new Intl.NumberFormat(interfaceLanguage(), { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(seconds / length));
}

const units = [
  ['hour', 3600],
  ['minute', 60],
] as const;

function ownOrigin(): string {
  return new URL(browser.runtime.getURL('/')).origin;
}

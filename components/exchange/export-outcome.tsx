import { t, tn } from '#lib/i18n/message.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { shownNumber } from '#components/ui/shown-number.ts';
import type { ExportState, Sent } from './use-export.ts';

/** How far an export is, and what came of it. */
export function ExportOutcome({ state, onRetry }: { state: ExportState; onRetry: () => void }) {
  return (
    <>
      {state.step === 'sending' && (
        <progress className="exchange-progress" aria-label={t('export_connect')} value={state.done} max={state.all} />
      )}
      <output className="exchange-outcome">{outcome(state)}</output>
      {state.step === 'failed' && (
        <ErrorAlert
          error={state.error}
          tutor="guided"
          onRetry={onRetry}
          {...(state.sent !== null && { kept: sentWords(state.sent) })}
        />
      )}
    </>
  );
}

function outcome(state: ExportState): string {
  switch (state.step) {
    case 'idle':
    case 'failed':
      return '';
    case 'writing':
      return t('export_writing');
    case 'asking':
      return t('export_asking');
    case 'sending':
      return t('export_progress', shownNumber(state.done), shownNumber(state.all));
    case 'saved': {
      const advice = { package: 'export_open_package', text: 'export_open_text' } as const;
      const { way } = state;
      return [t('export_saved', state.name), way === 'package' || way === 'text' ? t(advice[way]) : '']
        .join(' ')
        .trim();
    }
    case 'stopped':
      return `${t('export_stopped')} ${sentWords(state.sent)}`;
    case 'sent':
      return sentWords(state.sent);
  }
}

/** "12 words were added, 30 were there already." */
function sentWords({ added, there, updated, refused, dated }: Sent): string {
  const parts = [
    tn('anki_added', added),
    ...(there > 0 ? [t('anki_there', shownNumber(there))] : []),
    ...(updated > 0 ? [t('anki_updated', shownNumber(updated))] : []),
    ...(refused > 0 ? [t('anki_refused', shownNumber(refused))] : []),
  ];
  return `${parts.join(', ')}.${dated ? '' : ` ${t('anki_undated')}`}`;
}

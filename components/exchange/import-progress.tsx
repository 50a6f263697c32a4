import type { ReactNode } from 'react';
import { t, tn } from '#lib/i18n/message.ts';
import type { ImportLedger } from '#lib/word-import/ledger.ts';
import { Button } from '#components/ui/button.tsx';
import { shownNumber } from '#components/ui/shown-number.ts';
import type { ImportAct } from './use-import-acts.ts';

interface ImportProgressProps {
  ledger: ImportLedger;
  /** Nothing more can be asked for at present. */
  busy: boolean;
  onAct: (act: ImportAct) => void;
  /** What leads away from an import that is over. */
  children: ReactNode;
}

/** How far an import is, what came of it, and what can be done about it. */
export function ImportProgress({ ledger, busy, onAct, children }: ImportProgressProps) {
  const { state, done, added, total } = ledger;
  const act = (name: ImportAct, label: string, primary = false) => (
    <Button primary={primary} disabled={busy} onClick={() => onAct(name)}>
      {label}
    </Button>
  );
  const isGoing = state === 'running' || state === 'undoing';
  return (
    <div tabIndex={-1} role="group" aria-label={t('import_title')}>
      {/* Read out when it changes, which the count beneath it is not. */}
      <output className="exchange-outcome">{importStanding(ledger)}</output>
      {isGoing && (
        <>
          <progress
            className="exchange-progress"
            aria-label={t('import_title')}
            value={state === 'running' ? done : done - added}
            max={state === 'running' ? total : done}
          />
          <p className="field-note">
            {state === 'running'
              ? t('export_progress', shownNumber(done), shownNumber(total))
              : t('import_left', shownNumber(added))}
          </p>
        </>
      )}
      <div key={state} ref={takeLostFocus} className="form-actions">
        {state === 'running' && <Button onClick={() => onAct('stop')}>{t('stop')}</Button>}
        {state === 'stopped' && act('goOn', t('import_go_on'), true)}
        {(state === 'stopped' || state === 'undo-stopped') && (
          <>
            {act('takeBack', t('import_take_back'), state === 'undo-stopped')}
            {act('settle', t('import_keep'))}
          </>
        )}
        {state === 'done' && act('takeBack', t('undo'))}
        {(state === 'done' || state === 'undone') && children}
      </div>
    </div>
  );
}

/** Where the button that was pressed is gone, the focus is nowhere: what tells of the import takes it. */
function takeLostFocus(actions: HTMLElement | null): void {
  if (document.activeElement === document.body) actions?.parentElement?.focus();
}

/** How an import stands, in a sentence. */
export function importStanding({ state, added, total }: ImportLedger): string {
  switch (state) {
    case 'running':
      return t('import_going');
    case 'stopped':
      return t('import_stopped', shownNumber(added), shownNumber(total));
    case 'done':
      return tn('import_done', added);
    case 'undoing':
      return t('import_undoing');
    case 'undo-stopped':
      return t('import_undo_stopped', shownNumber(added));
    case 'undone':
      return t('import_undone');
  }
}

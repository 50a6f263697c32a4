import { useEffect, useId, useRef } from 'react';
import { fileEnding } from '#lib/backup/format.ts';
import { t, tn } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { BackupPreviewView, changesNothing } from './backup-preview.tsx';
import { countedList } from './counted-list.ts';
import { useBackup, type BackupFailure, type Tallies } from './use-backup.ts';
import './backup.css';

/** Fewer rows than these are restored before anybody could read how far it is. */
const fewRows = 5_000;

interface BackupSectionProps {
  /** What becomes of a backup's settings, where the learner wants them. */
  onSettings: (settings: Settings) => Promise<void>;
}

/** Everything but keys in one file, and back. */
export function BackupSection({ onSettings }: BackupSectionProps) {
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const { state, preview, failure, save, open, restore, close } = useBackup(onSettings);
  const { phase } = state;
  const busy = phase === 'saving' || phase === 'reading' || phase === 'restoring';
  useEffect(() => {
    // What was pressed last is gone.
    if (phase === 'restored') section.current?.focus();
  }, [phase]);
  return (
    <section className="backup" aria-labelledby={`${id}-title`} ref={section} tabIndex={-1}>
      <h2 id={`${id}-title`}>{t('backup')}</h2>
      <p className="section-note">{t('backup_note')}</p>
      <div className="form-actions">
        <Button aria-disabled={busy} onClick={() => (busy ? undefined : save())}>
          {t('backup_save')}
        </Button>
      </div>
      <div className="field">
        <label htmlFor={`${id}-file`}>{t('backup_restore_from')}</label>
        <input
          id={`${id}-file`}
          type="file"
          accept={fileEnding}
          aria-describedby={`${id}-note`}
          // Not disabled, which would take the focus away from it.
          aria-disabled={busy}
          onClick={(event) => {
            if (busy) event.preventDefault();
          }}
          onChange={({ target }) => {
            const file = target.files?.[0];
            // The same file can be chosen again.
            target.value = '';
            if (file !== undefined) open(file);
          }}
        />
        <span className="field-note" id={`${id}-note`}>
          {t('backup_restore_note')}
        </span>
      </div>
      {preview !== null && (
        <BackupPreviewView
          preview={preview}
          busy={busy}
          onRestore={restore}
          onCancel={() => {
            close();
            section.current?.focus();
          }}
        />
      )}
      <output className="backup-status">
        {phase === 'saving' && t('backup_saving')}
        {phase === 'saved' && savedText(state.name, state.damaged)}
        {phase === 'reading' && t('backup_reading')}
        {phase === 'restoring' && t('backup_restoring')}
        {phase === 'restored' && restoredText(state.tallies)}
      </output>
      {phase === 'restoring' && state.progress !== null && state.progress.all >= fewRows && (
        <div className="backup-progress">
          <progress aria-label={t('backup_restoring')} value={state.progress.done} max={state.progress.all} />
          <p className="field-note">{t('backup_restoring_note')}</p>
        </div>
      )}
      {failure && (
        <ErrorAlert
          error={failure.error}
          tutor="guided"
          kept={keptAt(failure)}
          onRetry={() => {
            section.current?.focus();
            failure.again();
          }}
          inSettings
        />
      )}
    </section>
  );
}

function savedText(name: string, damaged: number): string {
  const saved = t('backup_saved', name);
  return damaged === 0 ? saved : `${saved} ${tn('backup_saved_damaged', damaged)}`;
}

function restoredText(tallies: Tallies): string {
  const { conversations, messages, words, facts } = tallies;
  if (changesNothing(tallies)) return t('backup_nothing_new');
  const added = countedList({
    conversations: conversations.added,
    messages: messages.added,
    words: words.added,
    facts: facts.added,
  });
  return added === '' ? t('backup_restored_newer') : t('backup_restored', added);
}

function keptAt({ at, error }: BackupFailure): string {
  if (at === 'save') return t('backup_kept');
  if (at === 'settings') return t('backup_but_settings');
  return t(at === 'restore' && error.code === 'worker-lost' ? 'backup_all_or_nothing' : 'backup_unchanged');
}

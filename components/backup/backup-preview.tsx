import { useEffect, useId, useRef, useState } from 'react';
import { interfaceLanguage, t, tn, type MessageKey } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { shownNumber } from '#components/ui/shown-number.ts';
import { countedList } from './counted-list.ts';
import type { BackupPreview, RestoreChoice } from './use-backup.ts';

interface BackupPreviewViewProps {
  preview: BackupPreview;
  /** It is being restored. */
  busy: boolean;
  onRestore: (choice: RestoreChoice) => void;
  onCancel: () => void;
}

const shownTables = [
  ['conversations', 'backup_conversations'],
  ['messages', 'backup_messages'],
  ['words', 'backup_words'],
  ['schedules', 'backup_schedules'],
  ['reviews', 'backup_reviews'],
  ['facts', 'backup_facts'],
] as const satisfies readonly (readonly [keyof BackupPreview['tallies'], MessageKey])[];

/** What is in a backup and what restoring it would change, with the choice to do it. */
export function BackupPreviewView({ preview, busy, onRestore, onCancel }: BackupPreviewViewProps) {
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [choice, setChoice] = useState<RestoreChoice>({ revive: false, settings: false });
  useEffect(() => title.current?.focus(), []);
  const { madeAt, app, tallies, deleted, damaged, settings } = preview;
  const gone = countedList(deleted);
  const date = new Intl.DateTimeFormat(interfaceLanguage(), { dateStyle: 'long', timeStyle: 'short' });
  return (
    <section className="backup-preview" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} ref={title} tabIndex={-1}>
        {t('backup_preview')}
      </h3>
      <p>{t('backup_made', date.format(madeAt), app)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('backup_kind')}</th>
            <th scope="col">{t('backup_in_it')}</th>
            <th scope="col">{t('backup_new')}</th>
            <th scope="col">{t('backup_newer')}</th>
          </tr>
        </thead>
        <tbody>
          {shownTables.map(([table, name]) => (
            <tr key={table}>
              <th scope="row">{t(name)}</th>
              <td>{shownNumber(tallies[table].inBackup)}</td>
              <td>{shownNumber(tallies[table].added)}</td>
              <td>{shownNumber(tallies[table].updated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t(changesNothing(tallies) && gone === '' ? 'backup_nothing_new' : 'backup_merges')}</p>
      {damaged > 0 && <p>{tn('backup_damaged', damaged)}</p>}
      {gone !== '' && (
        <label className="backup-choice">
          <input
            type="checkbox"
            checked={choice.revive}
            onChange={({ target }) => setChoice({ ...choice, revive: target.checked })}
          />
          {t('backup_revive', gone)}
        </label>
      )}
      {settings !== null && (
        <>
          <label className="backup-choice">
            <input
              type="checkbox"
              aria-describedby={`${id}-note`}
              checked={choice.settings}
              onChange={({ target }) => setChoice({ ...choice, settings: target.checked })}
            />
            {t('backup_settings')}
          </label>
          <p className="field-note" id={`${id}-note`}>
            {t('backup_settings_note')}
          </p>
        </>
      )}
      <div className="form-actions">
        <Button primary aria-disabled={busy} onClick={() => (busy ? undefined : onRestore(choice))}>
          {t('backup_restore')}
        </Button>
        <Button aria-disabled={busy} onClick={() => (busy ? undefined : onCancel())}>
          {t('backup_cancel')}
        </Button>
      </div>
    </section>
  );
}

/** Whether everything in a backup is here as it is there. */
export function changesNothing(tallies: BackupPreview['tallies']): boolean {
  return Object.values(tallies).every(({ added, updated }) => added === 0 && updated === 0);
}

import type { WireError } from '#lib/errors/wire-error.ts';
import { t, tn } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { ImportLedger } from '#lib/word-import/ledger.ts';
import { goTo } from '#components/navigation/use-route.ts';
import { RoomHeader, useRoomTitle } from '#components/navigation/room-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportOutlook } from './import-outlook.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportSource } from './import-source.tsx';
import { useImport } from './use-import.ts';
import { useLedger } from './use-ledger.ts';

interface ImportRoomProps {
  /** BCP 47 tag of the language that the words are taken to be of at first. */
  chosen: string | undefined;
  settings: Settings;
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** Words come in here, from a file or a list that is pasted. What will come of it is seen before. */
export function ImportRoom({ chosen, settings, conversation }: ImportRoomProps) {
  const title = useRoomTitle();
  const importing = useImport();
  const ledger = useLedger();
  const { table, reading, checked, busy, error } = importing;
  const languages = { language: chosen ?? settings.language, learnerLanguage: settings.learnerLanguage };

  /** The button that is pressed for it goes away. */
  function restart(): void {
    void importing.act('settle');
    title.current?.focus();
  }

  const another = <Button onClick={restart}>{t('import_another')}</Button>;
  return (
    <div className="room exchange">
      <RoomHeader title={t('import_title')} titleRef={title} present="import" conversation={conversation} />
      <main className="scroller sheet exchange-main">
        {ledger && (
          <ImportProgress
            ledger={standing(ledger, error)}
            busy={busy !== null}
            onAct={(act) => void importing.act(act)}
          >
            {another}
            <Button onClick={() => goTo({ room: 'words', language: ledger.language })}>{t('back_to_words')}</Button>
          </ImportProgress>
        )}
        {ledger === null && (
          <>
            {table === null && <ImportSource onOpen={(file) => void importing.open(file, languages)} />}
            {table !== null && reading !== null && (
              <ImportColumns table={table} reading={reading} onChange={(changed) => void importing.read(changed)} />
            )}
            {checked !== null && reading !== null && <ImportOutlook checked={checked} reading={reading} />}
            {table !== null && (
              <div className="form-actions">
                <Button
                  primary
                  disabled={busy !== null || !checked || checked.fresh === 0}
                  onClick={() => void importing.run()}
                >
                  {checked?.fresh === 0 ? t('import_nothing') : tn('import_go', checked?.fresh ?? 0)}
                </Button>
                {another}
              </div>
            )}
            <output className="exchange-outcome">
              {busy !== null && t(busy === 'reading' ? 'import_checking' : 'import_going')}
            </output>
          </>
        )}
        {error && (
          <ErrorAlert
            error={error}
            tutor="guided"
            {...(ledger === null && table !== null && { onRetry: () => void importing.run() })}
          />
        )}
      </main>
    </div>
  );
}

/** A worker that was lost has not come to say that it stopped. */
function standing(ledger: ImportLedger, error: WireError | null): ImportLedger {
  if (error?.code !== 'worker-lost') return ledger;
  const stopped = { running: 'stopped', undoing: 'undo-stopped' } as const;
  return ledger.state === 'running' || ledger.state === 'undoing'
    ? { ...ledger, state: stopped[ledger.state] }
    : ledger;
}

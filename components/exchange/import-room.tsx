import { useEffect, useRef } from 'react';
import { t, tn } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { goTo } from '#components/navigation/use-route.ts';
import { RoomHeader, useRoomTitle } from '#components/navigation/room-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportOutlook } from './import-outlook.tsx';
import { ImportSource } from './import-source.tsx';
import { useImport } from './use-import.ts';

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
  const outcome = useRef<HTMLDivElement>(null);
  const importing = useImport();
  const { table, reading, checked, imported, undone, busy, error } = importing;
  const isDone = imported !== null;
  const standing = isDone ? (undone ? 'undone' : 'done') : 'open';
  useEffect(() => {
    // The button that was pressed is gone.
    if (standing !== 'open') outcome.current?.focus();
  }, [standing]);
  const languages = { language: chosen ?? settings.language, learnerLanguage: settings.learnerLanguage };
  /** The button that is pressed for it goes away. */
  function restart(): void {
    importing.restart();
    title.current?.focus();
  }

  const isReady = checked !== null && checked.fresh > 0 && busy === null;
  return (
    <div className="room exchange">
      <RoomHeader title={t('import_title')} titleRef={title} present="import" conversation={conversation} />
      <main className="scroller sheet exchange-main">
        {table === null && <ImportSource onOpen={(file) => void importing.open(file, languages)} />}
        {table !== null && reading !== null && !isDone && (
          <ImportColumns table={table} reading={reading} onChange={(changed) => void importing.read(changed)} />
        )}
        {checked !== null && reading !== null && !isDone && <ImportOutlook checked={checked} reading={reading} />}
        {error && (
          <ErrorAlert
            error={error}
            tutor="guided"
            {...(table !== null && {
              onRetry: () => void (imported === null ? importing.run() : importing.undo()),
            })}
          />
        )}
        {table !== null && !isDone && (
          <div className="form-actions">
            <Button primary disabled={!isReady} onClick={() => void importing.run()}>
              {checked?.fresh === 0 ? t('import_nothing') : tn('import_go', checked?.fresh ?? 0)}
            </Button>
            <Button onClick={restart}>{t('import_another')}</Button>
          </div>
        )}
        <output className="exchange-outcome">
          {busy !== null && t(busy === 'reading' ? 'import_checking' : 'import_going')}
        </output>
        {isDone && (
          <div ref={outcome} tabIndex={-1} role="group" aria-label={t('import_title')}>
            <p>{undone ? t('import_undone') : tn('import_done', imported.length)}</p>
            <div className="form-actions">
              {!undone && (
                <Button disabled={busy !== null} onClick={() => void importing.undo()}>
                  {t('undo')}
                </Button>
              )}
              <Button onClick={restart}>{t('import_another')}</Button>
              <Button onClick={() => goTo({ room: 'words', language: reading?.language ?? languages.language })}>
                {t('back_to_words')}
              </Button>
            </div>
          </div>
        )}
      </main>
    </div>
  );
}

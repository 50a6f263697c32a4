import { useState } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { ImportLedger } from '#lib/word-import/ledger.ts';
import { RoomHeader, useRoomTitle } from '#components/navigation/room-header.tsx';
import { goTo } from '#components/navigation/use-route.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { EarlierImport } from './earlier-import.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportProgress } from './import-progress.tsx';
import { useImportActs } from './use-import-acts.ts';
import { useLedger } from './use-ledger.ts';

interface ImportRoomProps {
  /** BCP 47 tag of the language that the words are taken to be of at first. */
  chosen: string | undefined;
  settings: Settings;
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** Words come in here, from a file or a list that is pasted. */
export function ImportRoom({ chosen, settings, conversation }: ImportRoomProps) {
  const title = useRoomTitle();
  const ledger = useLedger();
  const { busy, error, begin, act } = useImportActs();
  const [found, setFound] = useState<ImportLedger | null>();
  if (found === undefined && ledger !== undefined) setFound(ledger);
  const [earlier, present] = ledger && isEarlier(ledger, found) ? [ledger, null] : [null, ledger];
  return (
    <div className="room exchange">
      <RoomHeader title={t('import_title')} titleRef={title} present="import" conversation={conversation} />
      <main className="scroller sheet exchange-main">
        {present && (
          <>
            <ImportProgress ledger={present} busy={busy} onAct={act}>
              <Button
                onClick={() => {
                  act('settle');
                  title.current?.focus();
                }}
              >
                {t('import_another')}
              </Button>
              <Button onClick={() => goTo({ room: 'words', language: present.language })}>{t('back_to_words')}</Button>
            </ImportProgress>
            {error && <ErrorAlert error={error} tutor="guided" />}
          </>
        )}
        {present === null && (
          <ImportForm
            languages={{ language: chosen ?? settings.language, learnerLanguage: settings.learnerLanguage }}
            onBegin={begin}
            onRestart={() => title.current?.focus()}
          >
            {earlier?.state === 'done' && <EarlierImport ledger={earlier} onUndo={() => act('takeBack')} />}
          </ImportForm>
        )}
      </main>
    </div>
  );
}

/** Whether an import was over when the room was opened, and nothing has been done about it since: another can begin. */
function isEarlier({ id, state }: ImportLedger, found: ImportLedger | null | undefined): boolean {
  return (state === 'done' || state === 'undone') && found?.id === id && found.state === state;
}

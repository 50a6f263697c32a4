import { Fragment, useId, useState } from 'react';
import { countLearnt, type WordChoice } from '#lib/db/read/learnt-words.ts';
import { interfaceLanguage, t, tn, type MessageKey } from '#lib/i18n/message.ts';
import { languageName } from '#lib/settings/languages.ts';
import { ankiAddress, type Settings } from '#lib/settings/settings.ts';
import { RoomHeader, useRoomTitle } from '#components/navigation/room-header.tsx';
import { askForHost } from '#components/settings/use-host-access.ts';
import type { SettingsStore } from '#components/settings/settings-store.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useChosenLanguage } from '#components/ui/use-chosen-language.ts';
import { useQuery } from '#components/ui/use-query.ts';
import { KeyField } from '#components/settings/key-field.tsx';
import { AnkiAddressField } from './anki-address-field.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { useAnkiKey } from './use-anki-key.ts';
import { exportWays, useExport, type ExportWay } from './use-export.ts';

const ways = {
  package: { name: 'export_package', line: 'export_package_line' },
  connect: { name: 'export_connect', line: 'export_connect_line' },
  text: { name: 'export_text', line: 'export_text_line' },
  spreadsheet: { name: 'export_spreadsheet', line: 'export_spreadsheet_line' },
} as const satisfies Record<ExportWay, { name: MessageKey; line: MessageKey }>;

interface ExportRoomProps {
  /** BCP 47 tag of the language whose words are meant, where one was chosen. */
  chosen: string | undefined;
  settings: Settings;
  store: SettingsStore;
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** Words go out of here: into Anki, or into a file. */
export function ExportRoom({ chosen, settings, store, conversation }: ExportRoomProps) {
  const title = useRoomTitle();
  const { answer: found, error } = useChosenLanguage(chosen, settings.language);
  return (
    <div className="room exchange">
      <RoomHeader title={t('export_title')} titleRef={title} present="export" conversation={conversation} />
      <main className="scroller sheet exchange-main">
        {error && <ErrorAlert error={error} tutor={settings.tutor} />}
        {found !== undefined && <ExportForm {...found} settings={settings} store={store} />}
      </main>
    </div>
  );
}

interface ExportFormProps {
  language: string;
  languages: readonly string[];
  settings: Settings;
  store: SettingsStore;
}

function ExportForm({ language, languages, settings, store }: ExportFormProps) {
  const id = useId();
  const [all, setAll] = useState(false);
  const [suspended, setSuspended] = useState(false);
  const [way, setWay] = useState<ExportWay>('package');
  const { state, write, send, stop, fail } = useExport();
  const key = useAnkiKey();
  const choice: WordChoice = { languages: all ? languages : [language], suspended };
  const { answer: count } = useQuery(() => countLearnt(choice), [all, language, languages.join(' '), suspended]);
  const busy = state.step === 'writing' || state.step === 'asking' || state.step === 'sending';

  /** In the click itself: it may ask for the browser's permission. */
  function start(): void {
    if (way !== 'connect') {
      void write(way, choice, fileName(all ? null : language));
      return;
    }
    // Where it is refused Anki is asked all the same: its add-on may let extensions in by itself.
    const answered = askForHost(ankiAddress(settings)).catch(() => false);
    void send(choice, async () => {
      await answered;
      await store.saved();
      await key.keep();
    });
  }

  return (
    <>
      <fieldset className="exchange-choice">
        <legend>{t('export_which')}</legend>
        {[false, true].slice(0, languages.length > 1 ? 2 : 1).map((every) => (
          <label key={String(every)} className="exchange-option">
            <input type="radio" name={`${id}-which`} checked={all === every} onChange={() => setAll(every)} />
            {every ? t('export_all_languages') : languageName(language, interfaceLanguage())}
          </label>
        ))}
        <SwitchField label={t('export_suspended')} checked={suspended} onChange={setSuspended} />
      </fieldset>
      <fieldset className="exchange-choice">
        <legend>{t('export_as')}</legend>
        {exportWays.map((name) => (
          <Fragment key={name}>
            <label className="exchange-option">
              <input
                type="radio"
                name={`${id}-way`}
                checked={way === name}
                aria-describedby={`${id}-${name}`}
                onChange={() => setWay(name)}
              />
              {t(ways[name].name)}
            </label>
            <p id={`${id}-${name}`} className="field-note">
              {t(ways[name].line)}
            </p>
            {name === 'connect' && way === name && (
              <>
                <AnkiAddressField settings={settings} store={store} />
                <KeyField
                  label={t('anki_key')}
                  value={key.typed}
                  onType={key.type}
                  onLeave={() => void key.keep().catch(fail)}
                  saved={key.saved}
                  unsavedNote={t('anki_key_line')}
                  onRemove={() => void key.remove().catch(fail)}
                />
              </>
            )}
          </Fragment>
        ))}
      </fieldset>
      <div className="form-actions">
        <Button primary disabled={busy || !count} onClick={start}>
          {count === 0 ? t('export_none') : tn(way === 'connect' ? 'export_send' : 'export_save', count ?? 0)}
        </Button>
        {state.step === 'sending' && <Button onClick={stop}>{t('stop')}</Button>}
      </div>
      <ExportOutcome state={state} onRetry={start} />
    </>
  );
}

/** "patter-spanish-2026-11-24". */
function fileName(language: string | null): string {
  const day = new Intl.DateTimeFormat('sv', { dateStyle: 'short' }).format(Date.now());
  const name =
    language === null
      ? ''
      : `${languageName(language, 'en')
          .toLowerCase()
          .replaceAll(/[^a-z]+/g, '-')}-`;
  return `patter-${name}${day}`;
}

import { use } from 'react';
import { request } from '#lib/commands/request.ts';
import type { Conversation } from '#lib/db/rows.ts';
import { t } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { SettingsStore } from '#components/settings/settings-store.ts';
import { silence, SpeechContext } from '#components/speech/speech.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { useAside } from './use-aside.ts';

interface FootProps {
  conversation: Conversation | null;
  settings: Settings;
  settingsStore: SettingsStore;
  /** A reply is on its way. */
  live: boolean;
}

/** What stands below the field: what can be switched, a look back, and the keys. */
export function Foot({ conversation, settings, settingsStore, live }: FootProps) {
  const speech = use(SpeechContext);
  const recap = useAside(() => request('conversation.recap', { id: conversation?.id ?? 0 }));
  return (
    <>
      {recap.error && <ErrorAlert error={recap.error} tutor={settings.tutor} onRetry={recap.ask} />}
      <div className="foot">
        <button
          type="button"
          role="switch"
          className="foot-switch"
          aria-checked={settings.correct}
          onClick={() => void settingsStore.change({ correct: !settings.correct })}
        >
          {t('corrections')} <b aria-hidden="true">{t(settings.correct ? 'on' : 'off')}</b>
        </button>
        <button
          type="button"
          role="switch"
          className="foot-switch"
          aria-checked={settings.speakReplies}
          onClick={() => {
            if (settings.speakReplies) silence(speech);
            void settingsStore.change({ speakReplies: !settings.speakReplies });
          }}
        >
          {t('speak_replies')} <b aria-hidden="true">{t(settings.speakReplies ? 'on' : 'off')}</b>
        </button>
        {conversation !== null && !live && (
          <button
            type="button"
            className="foot-switch"
            aria-disabled={recap.busy || undefined}
            aria-busy={recap.busy || undefined}
            onClick={recap.ask}
          >
            {t(recap.busy ? 'recap_making' : 'recap')}
          </button>
        )}
        <span>{t('composer_keys')}</span>
      </div>
    </>
  );
}

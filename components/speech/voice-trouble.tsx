import { use, useEffect, useSyncExternalStore } from 'react';
import { interfaceLanguage, t, type MessageKey } from '#lib/i18n/message.ts';
import type { SpeechClient } from '#lib/speech/client.ts';
import type { SpeechTrouble } from '#lib/speech/protocol.ts';
import { languageName } from '#lib/settings/languages.ts';
import { routeHash } from '#components/navigation/route.ts';
import { Button } from '#components/ui/button.tsx';
import { howToInstall } from './how-to-install.ts';
import { dismissTrouble, SpeechContext } from './speech.ts';
import { useVoices } from './use-voices.ts';

/** Says why something could not be spoken, and what to do about it. */
export function VoiceTrouble() {
  const client = use(SpeechContext);
  return client && <Trouble client={client} />;
}

function Trouble({ client }: { client: SpeechClient }) {
  const trouble = useSyncExternalStore(client.subscribe, () => client.state().trouble);
  // Always there, so that what comes into it is read out.
  return (
    <div className="voice-trouble" role="status">
      {trouble && <Notice key={trouble.language} trouble={trouble} onDismiss={() => dismissTrouble(client)} />}
    </div>
  );
}

function Notice({ trouble, onDismiss }: { trouble: SpeechTrouble; onDismiss: () => void }) {
  const found = useVoices(trouble.language);
  // The learner has done what it says.
  const mended = trouble.why !== 'failed' && found?.voices.some(({ remote }) => !remote) === true;
  useEffect(() => {
    if (mended) onDismiss();
  }, [mended, onDismiss]);
  return (
    <div className="voice-notice">
      <p>
        <b>{title(trouble)}</b> {advice(trouble)}
      </p>
      <div className="alert-actions">
        {trouble.why !== 'none' && (
          <a className="button button-primary" href={routeHash({ room: 'settings' })} onClick={onDismiss}>
            {t('choose_voice')}
          </a>
        )}
        <Button onClick={onDismiss}>{t('close')}</Button>
      </div>
    </div>
  );
}

function title({ language, why }: SpeechTrouble): string {
  return t(titles[why], languageName(language, interfaceLanguage()));
}

const titles = {
  none: 'voice_none',
  online: 'voice_online_only',
  failed: 'voice_failed',
} as const satisfies Record<SpeechTrouble['why'], MessageKey>;

function advice({ language, why, system }: SpeechTrouble): string {
  if (why !== 'none') return t(why === 'online' ? 'voice_online_only_advice' : 'voice_failed_advice');
  return howToInstall(language, system);
}

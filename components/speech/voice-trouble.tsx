import { use, useEffect, useSyncExternalStore } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { SpeechClient } from '#lib/speech/client.ts';
import type { SpeechTrouble } from '#lib/speech/protocol.ts';
import { Button } from '#components/ui/button.tsx';
import { dismissTrouble, SpeechContext } from './speech.ts';
import { useVoices } from './use-voices.ts';
import { VoiceAdvice } from './voice-advice.tsx';

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
  const mended = trouble.why !== 'failed' && found?.missing === null;
  useEffect(() => {
    if (mended) onDismiss();
  }, [mended, onDismiss]);
  return (
    <VoiceAdvice trouble={trouble} onChoose={onDismiss}>
      <Button onClick={onDismiss}>{t('close')}</Button>
    </VoiceAdvice>
  );
}

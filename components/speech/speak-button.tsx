import { use } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { SpeechClient } from '#lib/speech/client.ts';
import { IconButton } from '#components/ui/button.tsx';
import { silence, speak, SpeechContext, textId, useIsSpoken, type Utterance } from './speech.ts';

interface SpeakButtonProps extends Omit<Utterance, 'id'> {
  /** Where it is not its text alone that tells what is spoken. */
  id?: string;
  /** The id of the element that says what is spoken, where that is not plain from the place. */
  describedBy?: string;
}

/** Has something spoken, and while it is, silences it. */
export function SpeakButton(props: SpeakButtonProps) {
  const client = use(SpeechContext);
  return client && <SpeechSwitch client={client} {...props} />;
}

function SpeechSwitch({ client, describedBy, ...utterance }: SpeakButtonProps & { client: SpeechClient }) {
  const { slow = false, text } = utterance;
  const spokenId = utterance.id ?? textId(text);
  const id = slow ? `${spokenId}/slow` : spokenId;
  const spoken = useIsSpoken(client, id);
  return (
    <IconButton
      icon={spoken ? 'stop' : slow ? 'slower' : 'speak'}
      label={t(spoken ? 'stop_speaking' : slow ? 'speak_slowly' : 'speak')}
      className="speak-button"
      data-spoken={spoken || undefined}
      aria-describedby={describedBy}
      onClick={() => (spoken ? silence(client) : speak(client, { ...utterance, id }))}
    />
  );
}

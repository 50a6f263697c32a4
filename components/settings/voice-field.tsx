import { use, useId } from 'react';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import type { SpeechClient } from '#lib/speech/client.ts';
import { languageName, nativeLanguageName } from '#lib/settings/languages.ts';
import { silence, speak, SpeechContext, useIsSpoken } from '#components/speech/speech.ts';
import { howToInstall } from '#components/speech/how-to-install.ts';
import { useVoices, type FoundVoices } from '#components/speech/use-voices.ts';
import { Button } from '#components/ui/button.tsx';

type FoundVoice = FoundVoices['voices'][number];

interface VoiceFieldProps {
  /** BCP 47 tag of what is spoken. */
  language: string;
  /** The name of a voice; empty where Patter chooses. */
  chosen: string;
  onChange: (name: string) => void;
}

/** The voice that a language is spoken with, and how it sounds. */
export function VoiceField({ language, chosen, onChange }: VoiceFieldProps) {
  const id = useId();
  const client = use(SpeechContext);
  const found = useVoices(language);
  const name = languageName(language, interfaceLanguage());
  if (found === null) return null;
  const { voices, system } = found;
  const local = voices.filter(({ remote }) => !remote);
  const online = voices.filter(({ remote }) => remote);
  const gone = chosen !== '' && !voices.some((voice) => voice.name === chosen);
  const sends = online.some((voice) => voice.name === chosen);
  const note = voices.length === 0 ? howToInstall(language, system) : sends ? t('voice_sends', name) : null;
  return (
    <div className="field">
      <label htmlFor={id}>{t('voice_for', name)}</label>
      <div className="voice-choice">
        <select
          id={id}
          value={chosen}
          aria-describedby={note === null ? undefined : `${id}-note`}
          onChange={({ target }) => onChange(target.value)}
        >
          <option value="">{local[0] ? t('voice_chosen', local[0].name) : t('voice_no_local')}</option>
          {gone && <option value={chosen}>{t('voice_gone', chosen)}</option>}
          <Voices label={t('voices_local')} voices={local} />
          <Voices label={t('voices_online')} voices={online} />
        </select>
        {client !== null && (local.length > 0 || sends) && <Preview client={client} language={language} label={id} />}
      </div>
      {note !== null && (
        <p id={`${id}-note`} className="field-note">
          {note}
        </p>
      )}
    </div>
  );
}

function Voices({ label, voices }: { label: string; voices: readonly FoundVoice[] }) {
  return (
    voices.length > 0 && (
      <optgroup label={label}>
        {voices.map((voice) => (
          <option key={`${voice.name} ${voice.language}`} value={voice.name}>
            {voiceLabel(voice)}
          </option>
        ))}
      </optgroup>
    )
  );
}

/** "Mónica (Spain)" */
function voiceLabel({ name, language }: FoundVoice): string {
  const { region } = new Intl.Locale(language.replaceAll('_', '-'));
  const place = region && new Intl.DisplayNames([interfaceLanguage()], { type: 'region' }).of(region);
  return place ? t('voice_with_region', name, place) : name;
}

interface PreviewProps {
  client: SpeechClient;
  language: string;
  /** The id of the field that it is about. */
  label: string;
}

function Preview({ client, language, label }: PreviewProps) {
  const id = `preview/${language}`;
  const spoken = useIsSpoken(client, id);
  // A language's name for itself and a few figures sound like it in every voice.
  const text = `${nativeLanguageName(language)}. 1, 2, 3, 4, 5.`;
  return (
    <Button aria-describedby={label} onClick={() => (spoken ? silence(client) : speak(client, { id, text, language }))}>
      {t(spoken ? 'stop_speaking' : 'preview')}
    </Button>
  );
}

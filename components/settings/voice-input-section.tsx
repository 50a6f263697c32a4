import { useId } from 'react';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { browserRecognition } from '#lib/recognition/browser-recognition.ts';
import { voicePlaces, type VoicePlace } from '#lib/settings/settings.ts';

const placeNames = {
  ask: 'voice_ask',
  'on-device': 'voice_on_device',
  online: 'voice_online',
} as const satisfies Record<VoicePlace, MessageKey>;

interface VoiceInputSectionProps {
  place: VoicePlace;
  onPlace: (place: VoicePlace) => void;
}

/** Where the learner's speech may be turned into text; nothing where the browser recognises none. */
export function VoiceInputSection({ place, onPlace }: VoiceInputSectionProps) {
  const id = useId();
  if (browserRecognition() === null) return null;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('your_voice')}</h2>
      <div className="field">
        <label htmlFor={id}>{t('voice_setting')}</label>
        <select
          id={id}
          value={place}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => onPlace(target.value as VoicePlace)}
        >
          {voicePlaces.map((name) => (
            <option key={name} value={name}>
              {t(placeNames[name])}
            </option>
          ))}
        </select>
        <p id={`${id}-note`} className="field-note">
          {t('voice_setting_note')}
        </p>
      </div>
    </section>
  );
}

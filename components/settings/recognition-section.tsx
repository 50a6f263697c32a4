import { useId } from 'react';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { browserRecognition } from '#lib/recognition/browser-recognition.ts';
import { recognitionPlaces, type RecognitionPlace } from '#lib/settings/settings.ts';

const placeNames = {
  ask: 'recognition_ask',
  'on-device': 'recognition_on_device',
  online: 'recognition_online',
} as const satisfies Record<RecognitionPlace, MessageKey>;

interface RecognitionSectionProps {
  place: RecognitionPlace;
  onPlace: (place: RecognitionPlace) => void;
}

/** Where the learner's speech may be turned into text; nothing where the browser recognises none. */
export function RecognitionSection({ place, onPlace }: RecognitionSectionProps) {
  const id = useId();
  if (browserRecognition() === null) return null;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('your_voice')}</h2>
      <div className="field">
        <label htmlFor={id}>{t('recognition_setting')}</label>
        <select
          id={id}
          value={place}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => onPlace(target.value as RecognitionPlace)}
        >
          {recognitionPlaces.map((name) => (
            <option key={name} value={name}>
              {t(placeNames[name])}
            </option>
          ))}
        </select>
        <p id={`${id}-note`} className="field-note">
          {t('recognition_setting_note')}
        </p>
      </div>
    </section>
  );
}

import { useId, type ReactNode } from 'react';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { providerIds, type ProviderId } from '#lib/providers/provider.ts';
import { tutorNames } from '#components/ui/tutor-names.ts';

/** What each tutor means for the learner's privacy and purse. */
const tutorLines = {
  guided: 'tutor_guided_line',
  ollama: 'tutor_ollama_line',
  claude: 'tutor_claude_line',
  gemini: 'tutor_gemini_line',
  remote: 'tutor_remote_line',
} satisfies Record<ProviderId, MessageKey>;

interface TutorChoiceProps {
  value: ProviderId;
  onChange: (tutor: ProviderId) => void;
  /** What belongs to the chosen one: shown right below it. */
  children: ReactNode;
}

/** Chooses who the learner talks to. */
export function TutorChoice({ value, onChange, children }: TutorChoiceProps) {
  const id = useId();
  return (
    <section className="tutor-choice">
      <div className="field">
        <h2>
          <label htmlFor={id}>{t('tutor')}</label>
        </h2>
        <select
          id={id}
          value={value}
          aria-describedby={`${id}-line`}
          onChange={({ target }) => onChange(target.value as ProviderId)}
        >
          {providerIds.map((tutor) => (
            <option key={tutor} value={tutor}>
              {t(tutorNames[tutor])}
            </option>
          ))}
        </select>
        <p id={`${id}-line`} className="field-note">
          {t(tutorLines[value])}
        </p>
      </div>
      {children}
    </section>
  );
}

import { t } from '#lib/i18n/message.ts';
import { interests, type Interest } from '#lib/settings/interests.ts';
import { interestNames } from '#components/ui/interest-names.ts';

interface InterestsFieldProps {
  chosen: readonly Interest[];
  onChange: (chosen: Interest[]) => void;
}

/** What the learner likes to talk about. */
export function InterestsField({ chosen, onChange }: InterestsFieldProps) {
  return (
    <fieldset className="interests">
      <legend>{t('interests')}</legend>
      <p className="field-note">{t('interests_note')}</p>
      <div className="interests-row">
        {interests.map((interest) => (
          <label key={interest} className="interest">
            <input
              type="checkbox"
              checked={chosen.includes(interest)}
              onChange={({ target }) => {
                onChange(interests.filter((other) => (other === interest ? target.checked : chosen.includes(other))));
              }}
            />
            {t(interestNames[interest])}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

import { useId } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { canDo, LanguageSelect, LevelSelect } from '#components/ui/language-level.tsx';
import { InterestsField } from './interests-field.tsx';
import type { SettingsStore } from './settings-store.ts';

interface LessonSettingsProps {
  settings: Settings;
  store: SettingsStore;
}

/** What is learnt, at which level, and how. */
export function LessonSettings({ settings, store }: LessonSettingsProps) {
  const id = useId();
  const { language, level, learnerLanguage, correct, hints, interests: chosenInterests } = settings;
  return (
    <section className="lesson-settings" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('lesson')}</h2>
      <p className="section-note">{t('lesson_note')}</p>
      <div className="field-row">
        <div className="field">
          <label htmlFor={`${id}-language`}>{t('language')}</label>
          <LanguageSelect
            id={`${id}-language`}
            value={language}
            onChange={(chosen) => void store.change({ language: chosen })}
          />
        </div>
        <div className="field field-small">
          <label htmlFor={`${id}-level`}>{t('level')}</label>
          <LevelSelect
            id={`${id}-level`}
            describedBy={`${id}-can-do`}
            value={level}
            onChange={(chosen) => void store.change({ level: chosen })}
          />
        </div>
      </div>
      <p id={`${id}-can-do`} className="field-note can-do">
        {t(canDo[level])}
      </p>
      <div className="field">
        <label htmlFor={`${id}-own`}>{t('your_language')}</label>
        <LanguageSelect
          id={`${id}-own`}
          value={learnerLanguage}
          onChange={(chosen) => void store.change({ learnerLanguage: chosen })}
        />
      </div>
      <SwitchField
        label={t('correct_my_messages')}
        checked={correct}
        onChange={(chosen) => void store.change({ correct: chosen })}
      />
      <SwitchField
        label={t('hints_first')}
        checked={hints}
        disabled={!correct}
        onChange={(chosen) => void store.change({ hints: chosen })}
      />
      <InterestsField chosen={chosenInterests} onChange={(interests) => void store.change({ interests })} />
    </section>
  );
}

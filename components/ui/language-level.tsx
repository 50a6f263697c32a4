import { useMemo } from 'react';
import { t, interfaceLanguage, type MessageKey } from '#lib/i18n/message.ts';
import { levels, type Level } from '#lib/providers/provider.ts';
import { languageName, sortedLanguages } from '#lib/settings/languages.ts';

/** What a learner can do at each level, after the CEFR's self-assessment grid. */
export const canDo = {
  A1: 'level_a1',
  A2: 'level_a2',
  B1: 'level_b1',
  B2: 'level_b2',
  C1: 'level_c1',
  C2: 'level_c2',
} satisfies Record<Level, MessageKey>;

interface LanguageSelectProps {
  id?: string;
  label?: string;
  value: string;
  onChange: (language: string) => void;
}

/** Chooses a language, by its name in the interface's language. A stored one that is not in the list is kept in it. */
export function LanguageSelect({ id, label, value, onChange }: LanguageSelectProps) {
  const shownIn = interfaceLanguage();
  const languages = useMemo(() => sortedLanguages(shownIn), [shownIn]);
  return (
    <select id={id} aria-label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      {languages.some(({ tag }) => tag === value) || <option value={value}>{languageName(value, shownIn)}</option>}
      {languages.map(({ tag, name }) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface LevelSelectProps {
  id?: string;
  label?: string;
  describedBy?: string;
  value: Level;
  onChange: (level: Level) => void;
}

/** Chooses a CEFR level. */
export function LevelSelect({ id, label, describedBy, value, onChange }: LevelSelectProps) {
  return (
    <select
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      onChange={({ target }) => onChange(target.value as Level)}
    >
      {levels.map((level) => (
        <option key={level} value={level} title={t(canDo[level])}>
          {level}
        </option>
      ))}
    </select>
  );
}

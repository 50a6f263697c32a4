import { useId } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { mostRequestsPerMinute, type TutorSettings } from '#lib/settings/settings.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { promptTokens } from '#lib/tutor/prompt-tokens.ts';
import { LimitField } from './limit-field.tsx';
import type { LimitRange } from './limit-value.ts';
import type { SettingsStore } from './settings-store.ts';
import { UsageToday } from './usage-today.tsx';

interface TutorLimitsProps {
  tutor: ProviderId;
  limits: Pick<TutorSettings, 'requestsPerMinute' | 'dailyTokens'>;
  lesson: Lesson;
  store: SettingsStore;
}

const requestsRange: LimitRange = { least: 1, most: mostRequestsPerMinute };
const tokensRange: LimitRange = { least: 0, most: Number.MAX_SAFE_INTEGER, whenEmpty: 0 };

/** What one tutor may use, and what it has used today. */
export function TutorLimits({ tutor, limits, lesson, store }: TutorLimitsProps) {
  const id = useId();
  return (
    <section className="limits" aria-labelledby={id}>
      <h3 id={id}>{t('limits')}</h3>
      <p className="section-note">{t('limits_note')}</p>
      <div className="field-row">
        <LimitField
          label={t('requests_per_minute')}
          value={limits.requestsPerMinute}
          range={requestsRange}
          advice={t('requests_per_minute_invalid', requestsRange.most)}
          onChange={(requestsPerMinute) => void store.changeTutor(tutor, { requestsPerMinute })}
        />
        <LimitField
          label={t('daily_tokens')}
          value={limits.dailyTokens}
          range={tokensRange}
          placeholder={t('no_limit')}
          advice={t('daily_tokens_invalid')}
          onChange={(dailyTokens) => void store.changeTutor(tutor, { dailyTokens })}
        />
      </div>
      <UsageToday
        tutor={tutor}
        promptTokens={tutor === 'remote' ? null : promptTokens(lesson)}
        dailyTokens={limits.dailyTokens}
      />
    </section>
  );
}

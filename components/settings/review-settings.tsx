import { useId } from 'react';
import { t } from '#lib/i18n/message.ts';
import { mostNewWordsPerDay, mostReviewsPerDay, retentionRange, type Settings } from '#lib/settings/settings.ts';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { LimitField } from './limit-field.tsx';
import { ReminderField } from './reminder-field.tsx';
import type { SettingsStore } from './settings-store.ts';

interface ReviewSettingsProps {
  settings: Settings;
  store: SettingsStore;
}

/** How words are reviewed: how many, how well they are to be known, and when the learner is reminded. */
export function ReviewSettings({ settings, store }: ReviewSettingsProps) {
  const id = useId();
  const { newWordsPerDay, reviewsPerDay, retention, typeAnswers } = settings;
  const { least, most } = retentionRange;
  return (
    <section className="review-settings" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('reviewing')}</h2>
      <div className="field-row">
        <LimitField
          label={t('new_words_per_day')}
          value={newWordsPerDay}
          range={{ least: 0, most: mostNewWordsPerDay }}
          advice={t('new_words_invalid', mostNewWordsPerDay)}
          onChange={(chosen) => void store.change({ newWordsPerDay: chosen })}
        />
        <LimitField
          label={t('reviews_per_day')}
          value={reviewsPerDay}
          range={{ least: 0, most: mostReviewsPerDay }}
          advice={t('new_words_invalid', mostReviewsPerDay)}
          onChange={(chosen) => void store.change({ reviewsPerDay: chosen })}
        />
        <LimitField
          label={t('retention')}
          value={retention}
          range={{ least, most }}
          advice={t('retention_invalid', least, most)}
          onChange={(chosen) => void store.change({ retention: chosen })}
        />
      </div>
      <p className="field-note">{t('retention_note')}</p>
      <SwitchField
        label={t('type_answers')}
        checked={typeAnswers}
        onChange={(chosen) => void store.change({ typeAnswers: chosen })}
      />
      <ReminderField settings={settings} store={store} />
    </section>
  );
}

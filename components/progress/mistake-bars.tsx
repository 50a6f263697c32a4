import { useId, useState } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { Progress } from '#lib/progress/progress.ts';
import type { CorrectionCategory } from '#lib/providers/correction.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { categoryNames } from '#components/chat/correction-card.tsx';
import { Drill } from '#components/chat/drill.tsx';
import { shownNumber } from '#components/ui/shown-number.ts';

interface MistakeBarsProps {
  progress: Progress;
  settings: Settings;
}

/** How often each kind of mistake was made, each of which can be practised. */
export function MistakeBars({ progress: { language, mistakes }, settings }: MistakeBarsProps) {
  const title = useId();
  const [drilled, setDrilled] = useState<CorrectionCategory | null>(null);
  const most = Math.max(...mistakes.map(({ count }) => count));
  return (
    <section className="chart" aria-labelledby={title}>
      <h2 id={title}>{t('mistakes_title')}</h2>
      {mistakes.length === 0 ? (
        <p className="chart-note">{t('mistakes_none')}</p>
      ) : (
        <ul className="mistakes">
          {mistakes.map(({ category, count }) => (
            <li key={category}>
              <button
                type="button"
                className="text-button"
                aria-label={t('practise_title', t(categoryNames[category]))}
                title={t('practise_this')}
                onClick={() => setDrilled(category)}
              >
                {t(categoryNames[category])}
              </button>
              <span className="mistake-bar" aria-hidden="true">
                <i style={{ inlineSize: `${(100 * count) / most}%` }} />
              </span>
              <span className="mistake-count">{shownNumber(count)}</span>
            </li>
          ))}
        </ul>
      )}
      {drilled !== null && (
        <Drill
          category={drilled}
          language={language}
          level={settings.level}
          settings={settings}
          closeLabel={t('back_to_progress')}
          onClose={() => setDrilled(null)}
        />
      )}
    </section>
  );
}

import { readingProgress } from '#lib/db/read/progress.ts';
import { t } from '#lib/i18n/message.ts';
import { openProgressDesk } from '#lib/progress/open-progress-desk.ts';
import type { Progress } from '#lib/progress/progress.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { RoomHeader, useRoomTitle } from '#components/navigation/room-header.tsx';
import { RoomLanguage } from '#components/navigation/room-language.tsx';
import { routeHash } from '#components/navigation/route.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { useDesk } from '#components/ui/use-desk.ts';
import { useQuery } from '#components/ui/use-query.ts';
import { useLearningDay } from '#components/ui/use-time.ts';
import { dayName } from './day-name.ts';
import { DayMapChart } from './day-map-chart.tsx';
import { KnownCurve } from './known-curve.tsx';
import { MistakeBars } from './mistake-bars.tsx';
import { ProgressTiles } from './progress-tiles.tsx';

interface ProgressRoomProps {
  /** BCP 47 tag of the language that is shown, where one was chosen. */
  chosen: string | undefined;
  settings: Settings;
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** What talking and reviewing in a language have come to. */
export function ProgressRoom({ chosen, settings, conversation }: ProgressRoomProps) {
  const title = useRoomTitle();
  const desk = useDesk(openProgressDesk);
  const day = useLearningDay();
  const { answer: progress, error } = useQuery(
    () => readingProgress(() => desk.ask('read', { chosen, learnt: settings.language, now: Date.now() })),
    [desk, chosen, settings.language, day],
  );
  return (
    <div className="room progress">
      <RoomHeader
        title={t('progress')}
        titleRef={title}
        note={
          <>
            {' '}
            {progress !== undefined && (
              <>
                <RoomLanguage room="progress" language={progress.language} languages={progress.languages} />
                {progress.since !== null && ` · ${t('progress_since', dayName(progress.since, progress.now))}`}
              </>
            )}
          </>
        }
        present="progress"
        conversation={conversation}
      />
      <main className="scroller sheet progress-main">
        {error && <ErrorAlert error={error} tutor={settings.tutor} />}
        {progress === undefined
          ? error === null && (
              <p className="progress-wait" role="status">
                {t('counting_progress')}
              </p>
            )
          : isEmpty(progress) && (
              <div className="progress-empty">
                <p>{t('progress_empty')}</p>
                <a className="button button-primary" href={routeHash({ room: 'chat', conversation })}>
                  {t('talk')}
                </a>
              </div>
            )}
        {progress !== undefined && !isEmpty(progress) && (
          <>
            <ProgressTiles progress={progress} />
            <DayMapChart progress={progress} />
            <MistakeBars key={progress.language} progress={progress} settings={settings} />
            <KnownCurve progress={progress} />
            <details className="progress-how">
              <summary>{t('progress_how')}</summary>
              <p>{t('progress_how_known')}</p>
              <p>{t('progress_how_remembered')}</p>
              <p>{t('progress_how_days')}</p>
            </details>
          </>
        )}
      </main>
    </div>
  );
}

function isEmpty({ days, curve, mistakes, streak }: Progress): boolean {
  return days.length === 0 && curve.length === 0 && mistakes.length === 0 && streak === 0;
}

import { useId, useRef, type CSSProperties } from 'react';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import { dayAmounts, dayMapOf, firstWeekday, type DayMap, type DrawnDay } from '#lib/progress/day-map.ts';
import { mostWeeks, type Progress } from '#lib/progress/progress.ts';
import { dayStart } from '#lib/words/learning-day.ts';
import { daysAgo } from '#components/ui/short-time.ts';
import { shownNumber } from '#components/ui/shown-number.ts';
import { useWidth } from '#components/ui/use-width.ts';

/** How wide a week is at least, with the gap to the next, in CSS pixels. */
const weekWidth = 15;

/** A name of a month that begins closer to the end than this, in weeks, has no room. */
const monthRoom = 2;

/** The days of the last weeks, as many as there is room for, each the darker the more was said on it. */
export function DayMapChart({ progress: { days, now } }: { progress: Progress }) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const weekCount = Math.min(mostWeeks, Math.floor(width / weekWidth));
  const map = dayMapOf(days, weekCount, firstWeekday(interfaceLanguage()), now);
  return (
    <section className="chart" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('days_talked')}</h2>
      <div ref={box}>
        {weekCount > 0 && (
          <div
            className="day-map"
            role="img"
            aria-labelledby={`${id}-summary`}
            style={{ '--weeks': weekCount } as CSSProperties}
          >
            {map.weeks.map((week, index) => (
              <Week key={week[0]?.day} week={week} named={index < weekCount - monthRoom} />
            ))}
          </div>
        )}
      </div>
      <div className="day-map-foot">
        {/* It is the map's name. */}
        <p id={`${id}-summary`} aria-hidden="true">
          {summaryOf(map, now)}
        </p>
        <p className="day-legend" aria-hidden="true">
          {t('legend_less')}
          {dayAmounts.map((amount) => (
            <i key={amount} data-amount={amount} />
          ))}
          {t('legend_more')}
        </p>
      </div>
    </section>
  );
}

interface WeekProps {
  week: readonly DrawnDay[];
  /** Whether a month that begins in it is named. */
  named: boolean;
}

function Week({ week, named }: WeekProps) {
  const month = named ? week.find(({ day }) => new Date(day).getDate() === 1) : undefined;
  return (
    <>
      <span className="day-month">{month !== undefined && monthName.format(month.day)}</span>
      {week.map(({ day, amount }) => (
        <i key={day} data-amount={amount} title={amount === null ? undefined : dateName.format(day)} />
      ))}
    </>
  );
}

const monthName = new Intl.DateTimeFormat(interfaceLanguage(), { month: 'short' });
const dateName = new Intl.DateTimeFormat(interfaceLanguage(), { dateStyle: 'full' });

function summaryOf({ days, talked, reviewed, last }: DayMap, now: number): string {
  return [
    t('days_talked_of', shownNumber(talked), shownNumber(days)),
    ...(reviewed > 0 ? [t('days_only_reviewed', shownNumber(reviewed))] : []),
    // Both are days of the learner's: at one in the night it is still the day before.
    ...(last === null ? [] : [t('days_last', daysAgo(last, dayStart(now)))]),
  ].join(' ');
}

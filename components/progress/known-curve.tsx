import { useId } from 'react';
import { t, tn } from '#lib/i18n/message.ts';
import type { CurvePoint } from '#lib/progress/curve.ts';
import type { Progress } from '#lib/progress/progress.ts';
import { shownNumber } from '#components/ui/shown-number.ts';
import { dayName } from './day-name.ts';

/** The drawing's own units; it is as wide as there is room for, and its line as thick all the same. */
const width = 330;
const height = 92;
/** Above and below the line, which would be cut in half there. */
const margin = 4;

/** How the words that are known today came to be there. */
export function KnownCurve({ progress: { curve, now } }: { progress: Progress }) {
  const title = useId();
  const [first, last] = [curve[0], curve.at(-1)];
  const drawn = first !== undefined && last !== undefined && last.known > 0 && curve.length > 1;
  return (
    <section className="chart" aria-labelledby={title}>
      <h2 id={title}>{t('words_known_curve')}</h2>
      {drawn ? (
        <>
          <svg
            className="curve"
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={t('curve_summary', shownNumber(first.known), dayName(first.day, now), shownNumber(last.known))}
          >
            <path className="curve-base" d={`M0 ${height - 0.5}H${width}`} />
            <path className="curve-line" d={pathOf(curve)} />
          </svg>
          <p className="curve-ends" aria-hidden="true">
            <span>{t('curve_end', dayName(first.day, now), shownNumber(first.known))}</span>
            <span>{t('curve_end', t('curve_now'), shownNumber(last.known))}</span>
          </p>
        </>
      ) : (
        <p className="chart-note">{tn('curve_begins', last?.known ?? 0)}</p>
      )}
    </section>
  );
}

function pathOf(curve: readonly CurvePoint[]): string {
  const [from = 0, to = 0] = [curve[0]?.day, curve.at(-1)?.day];
  const most = Math.max(...curve.map(({ known }) => known));
  const points = curve.map(({ day, known }) => {
    const x = (width * (day - from)) / (to - from);
    const y = height - margin - (known * (height - 2 * margin)) / most;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${points.join('L')}`;
}

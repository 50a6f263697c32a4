import { t, tn } from '#lib/i18n/message.ts';
import type { Progress } from '#lib/progress/progress.ts';
import { shownNumber, shownPercent } from '#components/ui/shown-number.ts';

/** What it comes to in three numbers. */
export function ProgressTiles({ progress }: { progress: Progress }) {
  const { known, streak } = progress;
  const { asked, remembered } = progress.remembered;
  return (
    <ul className="tiles">
      <li>
        <b>{shownNumber(known)}</b> {tn('tile_known', known)}
      </li>
      <li>
        {asked === 0 ? <b aria-hidden="true">–</b> : <b>{shownPercent(remembered / asked)}</b>}{' '}
        {asked === 0 ? t('tile_not_reviewed') : t('tile_remembered')}
      </li>
      <li>
        <b>{shownNumber(streak)}</b> {tn('tile_streak', streak)}
      </li>
    </ul>
  );
}

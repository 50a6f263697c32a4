import { t } from '#lib/i18n/message.ts';
import { routeHash } from '#components/navigation/route.ts';
import { importStanding } from './import-progress.tsx';
import { useLedger } from './use-ledger.ts';

/** Says that an import is on its way, or has stopped there, and leads to where something can be done about it. */
export function ImportNotice() {
  const ledger = useLedger();
  if (!ledger || ledger.state === 'done' || ledger.state === 'undone') return null;
  return (
    <p className="words-note">
      {importStanding(ledger)} <a href={routeHash({ room: 'import' })}>{t('import_look')}</a>
    </p>
  );
}

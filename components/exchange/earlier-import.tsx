import { t, tn } from '#lib/i18n/message.ts';
import type { ImportLedger } from '#lib/word-import/ledger.ts';
import { Button } from '#components/ui/button.tsx';

interface EarlierImportProps {
  ledger: ImportLedger;
  onUndo: () => void;
}

/** Tells of an import that was over before, which can be taken back still. */
export function EarlierImport({ ledger, onUndo }: EarlierImportProps) {
  return (
    <div className="exchange-earlier">
      <p>{tn('import_earlier', ledger.added)}</p>
      <Button onClick={onUndo}>{t('undo')}</Button>
    </div>
  );
}

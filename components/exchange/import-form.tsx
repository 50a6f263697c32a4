import type { ReactNode } from 'react';
import { t, tn } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportOutlook } from './import-outlook.tsx';
import { ImportSource } from './import-source.tsx';
import { useImport, type Reading } from './use-import.ts';

interface ImportFormProps {
  /** What a list is taken to be in at first. */
  languages: Pick<Reading, 'language' | 'learnerLanguage'>;
  /** Has the worker import what was left under a name, in a language (BCP 47 tag). @throws {PatterError} */
  onBegin: (file: string, language: string) => Promise<void>;
  /** Another file is wanted: what was pressed for it goes away. */
  onRestart: () => void;
  /** What stands above the place where a list is chosen. */
  children: ReactNode;
}

/** A list is chosen here, and what will come of it is seen before it is imported. */
export function ImportForm({ languages, onBegin, onRestart, children }: ImportFormProps) {
  const importing = useImport(onBegin);
  const { table, reading, checked, busy, error } = importing;
  return (
    <>
      {table === null && (
        <>
          {children}
          <ImportSource onOpen={(file) => void importing.open(file, languages)} />
        </>
      )}
      {table !== null && reading !== null && (
        <ImportColumns table={table} reading={reading} onChange={(changed) => void importing.read(changed)} />
      )}
      {checked !== null && reading !== null && <ImportOutlook checked={checked} reading={reading} />}
      {table !== null && (
        <div className="form-actions">
          <Button
            primary
            disabled={busy !== null || !checked || checked.fresh === 0}
            onClick={() => void importing.run()}
          >
            {checked?.fresh === 0 ? t('import_nothing') : tn('import_go', checked?.fresh ?? 0)}
          </Button>
          <Button
            onClick={() => {
              importing.close();
              onRestart();
            }}
          >
            {t('import_another')}
          </Button>
        </div>
      )}
      <output className="exchange-outcome">{busy === 'reading' && t('import_checking')}</output>
      {error && (
        <ErrorAlert error={error} tutor="guided" {...(table !== null && { onRetry: () => void importing.run() })} />
      )}
    </>
  );
}

import { useId, useState } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';

/** Where words come from: a file, or what is pasted. */
export function ImportSource({ onOpen }: { onOpen: (file: Blob | string) => void }) {
  const id = useId();
  const [pasted, setPasted] = useState('');
  return (
    <div className="exchange-source">
      <div className="field">
        <label htmlFor={`${id}-file`}>{t('import_file')}</label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-describedby={`${id}-line`}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) onOpen(file);
            // The same file may be chosen again once it was put right.
            target.value = '';
          }}
        />
        <p id={`${id}-line`} className="field-note">
          {t('import_file_line')}
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-paste`}>{t('import_paste')}</label>
        <textarea
          id={`${id}-paste`}
          rows={3}
          dir="auto"
          spellCheck={false}
          value={pasted}
          onChange={({ target }) => setPasted(target.value)}
        />
      </div>
      <div className="form-actions">
        <Button disabled={pasted.trim() === ''} onClick={() => onOpen(pasted)}>
          {t('import_read')}
        </Button>
      </div>
    </div>
  );
}

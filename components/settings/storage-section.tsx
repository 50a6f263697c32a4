import { useEffect, useId, useState } from 'react';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { askToKeep, formatBytes, isKept, usedBytes } from './browser-storage.ts';

interface StorageState {
  kept: boolean | null;
  used: number | null;
}

/** Whether what the learner has written will stay, and how much it is. */
export function StorageSection() {
  const id = useId();
  const [state, setState] = useState<StorageState | null>(null);
  const [declined, setDeclined] = useState(false);

  useEffect(() => {
    void look().then(setState);
  }, []);

  async function ask(): Promise<void> {
    await askToKeep();
    const answer = await look();
    setState(answer);
    setDeclined(answer.kept === false);
  }

  if (state === null) return null;
  const { kept, used } = state;
  return (
    <section className="storage" aria-labelledby={id}>
      <h2 id={id}>{t('storage')}</h2>
      <p>
        {t(kept === null ? 'storage_unknown' : kept ? 'storage_kept' : 'storage_unkept')}{' '}
        {used !== null && t('storage_used', formatBytes(used, interfaceLanguage()))}
      </p>
      {kept === false && (
        <div className="form-actions">
          <Button onClick={() => void ask()}>{t('storage_ask')}</Button>
          <output>{declined && t('storage_declined')}</output>
        </div>
      )}
    </section>
  );
}

async function look(): Promise<StorageState> {
  const [kept, used] = await Promise.all([isKept(), usedBytes()]);
  return { kept, used };
}

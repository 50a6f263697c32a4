import { useEffect, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { runningJob } from '#lib/db/read/memory.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { useQuery } from '#components/ui/use-query.ts';

const words = {
  extract: { doing: 'idle_extract', stop: 'idle_extract_stop' },
  summarise: { doing: 'idle_summarise', stop: 'idle_summarise_stop' },
  opener: { doing: 'idle_opener', stop: 'idle_opener_stop' },
} as const satisfies Record<string, { doing: MessageKey; stop: MessageKey }>;

/** Says what the tutor is asked for on idle, and ends it. @param onFocusLost the button that was pressed goes away */
export function IdleNotice({ onFocusLost }: { onFocusLost: () => void }) {
  const { answer: job } = useQuery(runningJob, []);
  // What was left by a worker of another day is not being done.
  const [expired, setExpired] = useState(() => Date.now());
  const leasedUntil = job?.leasedUntil ?? 0;
  useEffect(() => {
    if (leasedUntil === 0) return;
    // A worker that was killed can not say so.
    const timer = setTimeout(() => setExpired(leasedUntil), Math.max(leasedUntil - Date.now(), 0));
    return () => clearTimeout(timer);
  }, [leasedUntil]);
  const shown = job && leasedUntil > expired ? words[job.kind] : null;
  return (
    <div className="idle-notice">
      <output>{shown && t(shown.doing)}</output>
      {shown && (
        <button
          type="button"
          className="foot-switch"
          aria-label={t(shown.stop)}
          onClick={() => {
            void request('idle.stop', {}).catch(() => undefined);
            onFocusLost();
          }}
        >
          {t('stop')}
        </button>
      )}
    </div>
  );
}

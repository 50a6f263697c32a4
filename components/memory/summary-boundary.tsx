import { useRef } from 'react';
import { request } from '#lib/commands/request.ts';
import type { Summary } from '#lib/db/memory-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { EditableNote } from './editable-note.tsx';
import { useMemoryEdits } from './use-memory-edits.ts';
import './memory.css';

interface SummaryBoundaryProps {
  summary: Summary;
  /** Called as the learner begins to change it, and is done with that. */
  onEditing: (editing: boolean) => void;
}

/** Where in a conversation the tutor's memory begins: above it a summary stands for what was said. */
export function SummaryBoundary({ summary, onEditing }: SummaryBoundaryProps) {
  const { conversationId, text, upTo } = summary;
  const { deleted, error, change, remove, undo } = useMemoryEdits<string>();
  const note = useRef<HTMLDivElement>(null);
  const keep = (words: string): Promise<unknown> => request('memory.summary', { conversationId, text: words, upTo });
  const focusNote = (): void => note.current?.focus();
  return (
    <details className="boundary">
      <summary>{t(text === '' ? 'summary_forgotten' : 'summary_boundary')}</summary>
      <div role="group" aria-label={t('summary')} ref={note} tabIndex={-1}>
        {text === '' ? (
          <>
            <p>{t('summary_forgotten_note')}</p>
            {deleted !== null && (
              <div className="form-actions">
                <Button
                  onClick={() => {
                    focusNote();
                    undo(keep);
                  }}
                >
                  {t('undo')}
                </Button>
              </div>
            )}
          </>
        ) : (
          <>
            <p className="section-note">{t('summary_note')}</p>
            <EditableNote
              text={text}
              label={t('summary')}
              onChange={(words) => change(keep(words))}
              onEditing={onEditing}
              onDelete={() => {
                focusNote();
                remove(text, keep(''));
              }}
            />
          </>
        )}
        {error && <ErrorAlert error={error} tutor="guided" />}
      </div>
    </details>
  );
}

import { useEffect, useRef } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { conversationTitle } from './conversation-title.ts';
import type { ConversationEdits } from './use-conversation-edits.ts';

/** How long a deletion can be taken back, in milliseconds, not counting the time that the notice is being used. */
const offeredMs = 8_000;
const tickMs = 500;

interface DeletionNoticeProps {
  edits: ConversationEdits;
  /** The focus goes to it: the button that was pressed goes away with its conversation. */
  takesFocus?: boolean;
}

/** Says what was deleted and offers to take it back. The offer does not run out under the pointer or the focus. */
export function DeletionNotice({ edits, takesFocus = false }: DeletionNoticeProps) {
  const { deleted, error, undo, settle } = edits;
  const area = useRef<HTMLDivElement>(null);
  const undoButton = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (deleted === null) return;
    if (takesFocus) undoButton.current?.focus();
    let left = offeredMs;
    const timer = setInterval(() => {
      if (area.current?.matches(':hover, :has(:focus-visible)')) return;
      left -= tickMs;
      if (left <= 0) settle();
    }, tickMs);
    return () => clearInterval(timer);
  }, [deleted, settle, takesFocus]);

  function onUndo(): void {
    undo();
    area.current?.focus();
  }

  return (
    <div className="notice-area" ref={area} tabIndex={-1}>
      <output className="notice">
        {deleted !== null && (
          <>
            <span>{t('conversation_deleted', conversationTitle(deleted))}</span>
            <Button ref={undoButton} onClick={onUndo}>
              {t('undo')}
            </Button>
          </>
        )}
      </output>
      {error && <ErrorAlert error={error} tutor="guided" inSettings />}
    </div>
  );
}

import { useEffect, useRef } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { WireError } from '#lib/errors/wire-error.ts';
import { Button } from './button.tsx';
import { ErrorAlert } from './error-alert.tsx';

/** How long a deletion can be taken back, in milliseconds, not counting the time that the notice is being used. */
const offeredMs = 8_000;
const tickMs = 500;

interface DeletionNoticeProps {
  /** What was deleted last, as long as that can be taken back. */
  deleted: object | null;
  /** Says so. */
  text: string;
  /** Why something could not be done. */
  error: WireError | null;
  /** Takes the deletion back. */
  undo: () => void;
  /** Lets the deletion be. */
  settle: () => void;
  /** The focus goes to it: the button that was pressed goes away with what was deleted. */
  takesFocus?: boolean;
}

/** Says what was deleted and offers to take it back. The offer does not run out under the pointer or the focus. */
export function DeletionNotice({ deleted, text, error, undo, settle, takesFocus = false }: DeletionNoticeProps) {
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
            <span>{text}</span>
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

import { useEffect } from 'react';
import { isInputMethodKey } from './input-method-key.ts';

/** Escape ends what goes on, wherever the focus is, unless it is meant for something nearer. */
export function useEscape(stop: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const nearer = event.defaultPrevented || document.querySelector('dialog[open], :popover-open') !== null;
      if (event.key === 'Escape' && !nearer && !isInputMethodKey(event, false)) stop();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

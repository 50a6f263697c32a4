import { useEffect } from 'react';
import { isInputMethodKey } from './input-method-key.ts';

/**
 * Escape ends what goes on, wherever the focus is, unless it is meant for something nearer.
 *
 * @param first while this is set it ends this, and nothing else that goes on
 */
export function useEscape(stop: () => void, first?: boolean): void {
  useEffect(() => {
    if (first === false) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const nearer = event.defaultPrevented || document.querySelector('dialog[open], :popover-open') !== null;
      if (event.key !== 'Escape' || nearer || isInputMethodKey(event, false)) return;
      if (first) event.preventDefault();
      stop();
    };
    const capture = first !== undefined;
    document.addEventListener('keydown', onKeyDown, { capture });
    return () => document.removeEventListener('keydown', onKeyDown, { capture });
  });
}

import { useEffect } from 'react';
import type { Rating } from '#lib/db/word-rows.ts';

interface ReviewKeys {
  revealed: boolean;
  onReveal: () => void;
  onRate: (rating: Rating) => void;
  onUndo: (() => void) | null;
  /** `null` where there is nothing to hear. */
  onReplay: (() => void) | null;
}

/** Space shows the answer, 1 to 4 say how well it was known, z takes the last one back, r speaks it once more. A key that is held is pressed once. */
export function useReviewKeys({ revealed, onReveal, onRate, onUndo, onReplay }: ReviewKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, repeat, target } = event;
      if (ctrlKey || metaKey || altKey || repeat || event.defaultPrevented) return;
      // On a button or a link, Space and Enter are its own.
      const own = target instanceof Element && target.closest('button, a, input, select, textarea') !== null;
      // What is typed is an answer, and no key.
      if (target instanceof Element && target.closest('input, textarea') !== null) return;
      if (key === ' ' && !revealed && !own) {
        event.preventDefault();
        onReveal();
      } else if (/^[1-4]$/.test(key) && revealed) {
        onRate(Number(key) as Rating);
      } else if (key === 'z') {
        onUndo?.();
      } else if (key === 'r') {
        onReplay?.();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [revealed, onReveal, onRate, onUndo, onReplay]);
}

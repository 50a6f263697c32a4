import { useEffect } from 'react';
import type { Rating } from '#lib/db/word-rows.ts';
import { reviewKey } from './review-key.ts';

/** What keys do in a review; `null` for what can not be done now. */
interface ReviewKeys {
  onReveal: (() => void) | null;
  onRate: ((rating: Rating) => void) | null;
  onUndo: (() => void) | null;
  onReplay: (() => void) | null;
}

/** Has keys do what they mean in a review, wherever the focus is. */
export function useReviewKeys({ onReveal, onRate, onUndo, onReplay }: ReviewKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = reviewKey(event);
      // What is typed is an answer, and no key.
      if (key === null || event.defaultPrevented || isWithin(event, 'input, textarea')) return;
      if (key === 'undo') onUndo?.();
      else if (key === 'replay') onReplay?.();
      else if (key !== 'reveal') onRate?.(key);
      // On a button or a link, Space is its own.
      else if (onReveal !== null && !isWithin(event, 'button, a, select')) {
        event.preventDefault();
        onReveal();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onReveal, onRate, onUndo, onReplay]);
}

function isWithin({ target }: KeyboardEvent, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

import { useMemo, useRef } from 'react';

interface InputMethod {
  composing: () => boolean;
  /** Whether a composition ended in this same tick. */
  composedJustNow: () => boolean;
  handlers: { onCompositionStart: () => void; onCompositionEnd: () => void };
}

/** Follows an input method's compositions in a text field. */
export function useInputMethod(): InputMethod {
  const composing = useRef(false);
  const justNow = useRef(false);
  return useMemo(
    () => ({
      composing: () => composing.current,
      composedJustNow: () => justNow.current,
      handlers: {
        onCompositionStart: () => {
          composing.current = true;
          justNow.current = false;
        },
        onCompositionEnd: () => {
          composing.current = false;
          justNow.current = true;
          setTimeout(() => {
            justNow.current = false;
          });
        },
      },
    }),
    [],
  );
}

import { useMemo, useRef } from 'react';

interface InputMethod {
  /** Whether a composition ended in this same tick. */
  composedJustNow: () => boolean;
  handlers: { onCompositionStart: () => void; onCompositionEnd: () => void };
}

/** Follows an input method's compositions in a text field. */
export function useInputMethod(): InputMethod {
  const justNow = useRef(false);
  return useMemo(
    () => ({
      composedJustNow: () => justNow.current,
      handlers: {
        onCompositionStart: () => {
          justNow.current = false;
        },
        onCompositionEnd: () => {
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

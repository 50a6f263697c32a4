import { useCallback, useEffect, useRef, useState } from 'react';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';

export interface Aside<Answer> {
  answer: Answer | null;
  busy: boolean;
  error: WireError | null;
  /** Asks. While it is being asked, nothing more is. */
  ask: () => void;
  /** Forgets the answer, and an error. */
  clear: () => void;
}

/** Something that the worker is asked for beside the conversation, with what became of it. */
export function useAside<Answer>(request: () => Promise<Answer>): Aside<Answer> {
  const [state, setState] = useState<Pick<Aside<Answer>, 'answer' | 'busy' | 'error'>>(nothing);
  const latest = useRef(request);
  useEffect(() => {
    latest.current = request;
  });
  const asking = useRef(false);
  const ask = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    setState({ answer: null, busy: true, error: null });
    latest
      .current()
      .then(
        (answer) => setState({ answer, busy: false, error: null }),
        (thrown: unknown) => setState({ answer: null, busy: false, error: toWire(thrown) }),
      )
      .finally(() => {
        asking.current = false;
      });
  }, []);
  const clear = useCallback(() => setState(nothing), []);
  return { ...state, ask, clear };
}

const nothing = { answer: null, busy: false, error: null };

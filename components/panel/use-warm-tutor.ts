import { useEffect } from 'react';
import { request } from '#lib/commands/request.ts';
import type { ProviderId } from '#lib/providers/provider.ts';

/** Says that a turn may be near, as the panel opens and as the learner comes to write: a local model can be loaded. */
export function useWarmTutor(tutor: ProviderId | undefined): void {
  useEffect(() => {
    if (tutor !== 'ollama') return;
    const warm = (): void => void request('tutor.warm', {}).catch(() => undefined);
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLTextAreaElement) warm();
    };
    warm();
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [tutor]);
}

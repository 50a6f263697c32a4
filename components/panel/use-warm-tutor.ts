import { useEffect } from 'react';
import { request } from '#lib/commands/request.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';

/** So often writing is told of, in milliseconds. */
const everyMs = 60_000;

/**
 * Says that a turn may be near, so that the tutor can make itself ready for it: as the panel opens, as the learner comes to the
 * composer, and as the first of a message is written; each where that tutor has a use for it.
 * @param conversationId `undefined` for a new conversation
 */
export function useWarmTutor(tutor: ProviderId | undefined, conversationId: number | undefined): void {
  const readyAt = tutor === undefined ? null : providerSetups[tutor].readyAt;
  useEffect(() => {
    if (readyAt === null) return;
    const warm = (near: 'panel' | 'composer' | 'writing'): void => {
      void request('tutor.warm', { near, conversationId }).catch(() => undefined);
    };
    const inComposer = (act: () => void) => (event: Event) => {
      if (event.target instanceof HTMLTextAreaElement) act();
    };
    let toldAt = -everyMs;
    const onFocus = inComposer(() => warm('composer'));
    const onInput = inComposer(() => {
      if (performance.now() - toldAt < everyMs) return;
      toldAt = performance.now();
      warm('writing');
    });
    const [sign, listener] = readyAt === 'sight' ? ['focusin', onFocus] : ['input', onInput];
    if (readyAt === 'sight') warm('panel');
    document.addEventListener(sign, listener);
    return () => document.removeEventListener(sign, listener);
  }, [readyAt, conversationId]);
}

import { useEffect } from 'react';
import type { SpeechClient } from '#lib/speech/client.ts';
import { isLive } from '#lib/turn/view.ts';
import type { TurnClient } from '#lib/turn/client.ts';

/**
 * Says which place is open in this page, and the language that is spoken there: replies are spoken where their conversation is
 * open, and what is spoken in a place falls silent where it is left.
 */
export function useSpeechPlace(client: SpeechClient, turns: TurnClient, place: string, language: string): void {
  useEffect(() => client.open(place, language), [client, place, language]);
  useEffect(
    // A worker that rested knows of no page: before a reply it has to.
    () =>
      turns.subscribe(() => {
        if (isLive(turns.view())) client.wake();
      }),
    [client, turns],
  );
}

import { useEffect } from 'react';
import type { TurnClient } from '#lib/turn/client.ts';
import { askToKeep } from '#components/settings/browser-storage.ts';

/** Asks the browser to keep what is stored, once the learner has sent something that is worth it. */
export function useKeptStorage(client: TurnClient): void {
  useEffect(() => {
    const end = client.subscribe(() => {
      if (client.view().request === null) return;
      end();
      void askToKeep();
    });
    return end;
  }, [client]);
}

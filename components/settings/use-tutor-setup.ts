import { useCallback, useEffect, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { tutorAddress, type Settings } from '#lib/settings/settings.ts';
import { useHostAccess } from './use-host-access.ts';
import { missingSetup, type MissingSetup } from './setup-state.ts';

interface TutorSetup {
  /** What the chosen tutor lacks; `null` as long as that is not known. */
  missing: MissingSetup | null;
  /** Whether it is known that the tutor can be reached: address, access and key are there. */
  reachable: boolean;
  keys: readonly ProviderId[];
  access: boolean;
  /** Looks again which keys are saved. */
  refreshKeys: () => void;
}

/** How far the chosen tutor is set up. */
export function useTutorSetup(settings: Settings): TutorSetup {
  const [keys, setKeys] = useState<readonly ProviderId[] | null>(null);
  const access = useHostAccess(tutorAddress(settings, settings.tutor));
  const refreshKeys = useCallback(() => {
    // Where the worker can not say, the tutor itself will.
    request('key.saved', {}).then(
      ({ tutors }) => setKeys(tutors),
      () => setKeys([]),
    );
  }, []);
  useEffect(refreshKeys, [refreshKeys]);

  const known = keys !== null && access !== null;
  const missing = known ? missingSetup(settings, { keys, access }) : null;
  return {
    missing,
    reachable: known && (missing === null || missing === 'model'),
    keys: keys ?? [],
    access: access ?? true,
    refreshKeys,
  };
}

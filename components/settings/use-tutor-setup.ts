import { useCallback, useEffect, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import type { KeyOwner } from '#lib/settings/key-owners.ts';
import { tutorAddress, type Settings } from '#lib/settings/settings.ts';
import { useHostAccess } from './use-host-access.ts';
import { missingSetup, type MissingSetup } from './setup-state.ts';

interface TutorSetup {
  /** What the chosen tutor lacks; `null` as long as that is not known. */
  missing: MissingSetup | null;
  /** Whether the tutor can be asked at all: address and key are there. */
  askable: boolean;
  keys: readonly KeyOwner[];
  /** Whether the browser lets Patter reach the tutor's host; `null` until that is known. */
  access: boolean | null;
  /** Looks again which keys are saved. */
  refreshKeys: () => void;
}

/** How far the chosen tutor is set up. */
export function useTutorSetup(settings: Settings): TutorSetup {
  const [keys, setKeys] = useState<readonly KeyOwner[] | null>(null);
  const access = useHostAccess(tutorAddress(settings, settings.tutor));
  const refreshKeys = useCallback(() => {
    // Where the worker can not say, the tutor itself will.
    request('key.saved', {}).then(
      ({ owners }) => setKeys(owners),
      () => setKeys([]),
    );
  }, []);
  useEffect(refreshKeys, [refreshKeys]);

  const known = keys !== null && access !== null;
  const missing = known ? missingSetup(settings, { keys, access }) : null;
  return {
    missing,
    askable: known && missing !== 'address' && missing !== 'key',
    keys: keys ?? [],
    access,
    refreshKeys,
  };
}

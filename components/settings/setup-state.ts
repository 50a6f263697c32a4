import { providerSetups } from '#lib/providers/setup.ts';
import type { KeyOwner } from '#lib/settings/key-owners.ts';
import { needsHostPermission, tutorAddress, type Settings } from '#lib/settings/settings.ts';

/** What a tutor still lacks before it can be talked to. */
export type MissingSetup = 'address' | 'access' | 'key' | 'model';

export interface SetupFacts {
  /** Whose key is saved. */
  keys: readonly KeyOwner[];
  /** Whether the learner has allowed Patter to reach the chosen tutor's address. */
  access: boolean;
}

/** The first thing that the chosen tutor lacks, in the order in which it has to be given. */
export function missingSetup(settings: Settings, { keys, access }: SetupFacts): MissingSetup | null {
  const { tutor } = settings;
  const setup = providerSetups[tutor];
  if (setup.defaultAddress === null) return null;
  if (tutorAddress(settings, tutor) === '') return 'address';
  if (setup.key === 'required' && !keys.includes(tutor)) return 'key';
  if (!access && needsHostPermission(tutor, settings.tutors[tutor].address)) return 'access';
  if (setup.model && settings.tutors[tutor].model === '') return 'model';
  return null;
}

import { providerIds } from '#lib/providers/provider.ts';
import type { KeyOwner } from './key-owners.ts';
import type { Settings } from './settings.ts';

/**
 * The settings of a backup as they may take the place of those here. Where a key is saved, the address that it is sent to
 * stays: whoever made the file does not say where a key goes.
 *
 * @param keyed who a key is saved for
 */
export function restoredSettings(backup: Settings, here: Settings, keyed: readonly KeyOwner[]): Settings {
  const tutors = { ...backup.tutors };
  for (const id of providerIds) {
    if (keyed.includes(id)) tutors[id] = { ...backup.tutors[id], address: here.tutors[id].address };
  }
  return { ...backup, tutors, ...(keyed.includes('anki') && { ankiAddress: here.ankiAddress }) };
}

import { providerIds } from '#lib/providers/provider.ts';

/** Who a key can be kept for: each tutor, and Anki's add-on AnkiConnect. */
export const keyOwners = [...providerIds, 'anki'] as const;

export type KeyOwner = (typeof keyOwners)[number];

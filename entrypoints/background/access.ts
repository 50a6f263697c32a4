import { browser } from 'wxt/browser';
import { admitRequest, recordUsage } from '#lib/db/write/usage.ts';
import { passOriginCheck, readOwnFile } from '#lib/platform/extension.ts';
import { readKey } from '#lib/settings/keys.ts';
import { readSettings } from '#lib/settings/store.ts';
import type { Access } from '#lib/tutor/connect.ts';
import { createLanes } from '#lib/tutor/one-at-a-time.ts';

/** What the tutors are reached with: keys, permissions, limits, and one request at a time where a tutor takes no more. */
export function createAccess(): Access {
  return {
    key: readKey,
    allowed: (pattern) => browser.permissions.contains({ origins: [pattern] }),
    passOriginCheck,
    readFile: readOwnFile,
    meter: {
      admit: async (tutor, waited) => admitRequest(tutor, (await readSettings()).tutors[tutor], Date.now(), waited),
      record: (tutor, usage) => recordUsage(tutor, usage, Date.now()),
    },
    lane: createLanes(),
  };
}

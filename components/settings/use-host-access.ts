import { useMemo } from 'react';
import { browser } from 'wxt/browser';
import { hostPattern } from '#lib/settings/address.ts';
import { useGranted } from '#components/ui/use-granted.ts';

/** Whether the learner has allowed Patter to reach an address; `null` until it is known. No address needs none. */
export function useHostAccess(address: string): boolean | null {
  const wanted = useMemo(() => ({ origins: address === '' ? [] : [hostPattern(address)] }), [address]);
  return useGranted(wanted);
}

/**
 * Asks the learner to let Patter reach an address. Must be called in the click itself, before anything is awaited.
 *
 * @returns whether it is allowed
 */
export function askForHost(address: string): Promise<boolean> {
  return browser.permissions.request({ origins: [hostPattern(address)] });
}

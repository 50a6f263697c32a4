import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { hostPattern } from '#lib/settings/address.ts';

/** Whether the learner has allowed Patter to reach an address; `null` until it is known. No address needs none. */
export function useHostAccess(address: string): boolean | null {
  const [access, setAccess] = useState<{ address: string; granted: boolean } | null>(null);
  useEffect(() => {
    let open = true;
    const look = () => {
      const granted = address === '' || browser.permissions.contains({ origins: [hostPattern(address)] });
      void Promise.resolve(granted).then((is) => open && setAccess({ address, granted: is }));
    };
    look();
    browser.permissions.onAdded.addListener(look);
    browser.permissions.onRemoved.addListener(look);
    return () => {
      open = false;
      browser.permissions.onAdded.removeListener(look);
      browser.permissions.onRemoved.removeListener(look);
    };
  }, [address]);
  return access?.address === address ? access.granted : null;
}

/**
 * Asks the learner to let Patter reach an address. Must be called in the click itself, before anything is awaited.
 *
 * @returns whether it is allowed
 */
export function askForHost(address: string): Promise<boolean> {
  return browser.permissions.request({ origins: [hostPattern(address)] });
}

import { useEffect, useState } from 'react';
import { browser, type Browser } from 'wxt/browser';

/** Whether the learner has allowed something; `null` until it is known. @param wanted the same object as long as it is the same */
export function useGranted(wanted: Browser.permissions.Permissions): boolean | null {
  const [found, setFound] = useState<{ wanted: Browser.permissions.Permissions; granted: boolean } | null>(null);
  useEffect(() => {
    let open = true;
    const look = () => {
      void browser.permissions.contains(wanted).then((granted) => open && setFound({ wanted, granted }));
    };
    look();
    browser.permissions.onAdded.addListener(look);
    browser.permissions.onRemoved.addListener(look);
    return () => {
      open = false;
      browser.permissions.onAdded.removeListener(look);
      browser.permissions.onRemoved.removeListener(look);
    };
  }, [wanted]);
  return found?.wanted === wanted ? found.granted : null;
}

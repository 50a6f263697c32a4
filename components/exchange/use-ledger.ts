import { useEffect, useState } from 'react';
import { readLedger, watchLedger, type ImportLedger } from '#lib/word-import/ledger.ts';

/** How far the last import is, until it is settled; `null` where there is none, `undefined` until that is known. */
export function useLedger(): ImportLedger | null | undefined {
  const [ledger, setLedger] = useState<ImportLedger | null>();
  useEffect(() => {
    let open = true;
    const end = watchLedger(setLedger);
    // What has changed meanwhile is newer.
    void readLedger().then((read) => open && setLedger((known) => (known === undefined ? read : known)));
    return () => {
      open = false;
      end();
    };
  }, []);
  return ledger;
}

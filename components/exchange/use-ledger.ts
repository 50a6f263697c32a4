import { useEffect, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { asPatterError } from '#lib/errors/wire-error.ts';
import { readLedger, watchLedger, type ImportLedger } from '#lib/word-import/ledger.ts';

/** Where so many workers are lost on the way, another one will not say more. */
const mostLost = 3;

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
  const isGoing = ledger?.state === 'running' || ledger?.state === 'undoing';
  useEffect(() => {
    if (!isGoing) return;
    let open = true;
    void follow(() => open);
    return () => {
      open = false;
    };
  }, [isGoing]);
  return ledger;
}

/** A worker that is lost has not come to say that the import has stopped. The next one does, and starts once it is asked. */
async function follow(isOpen: () => boolean): Promise<void> {
  for (let lost = 0; lost < mostLost && isOpen(); lost += 1) {
    const isLost = await request('import.follow', {}).then(
      () => false,
      (thrown: unknown) => asPatterError(thrown).code === 'worker-lost',
    );
    if (!isLost) return;
  }
}

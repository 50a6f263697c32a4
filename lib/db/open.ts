import { Dexie } from 'dexie';
import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';

/** How long what stands in the way of an opening may take to go away, in milliseconds. */
const patienceMs = 2_000;

/** The same where nothing is known to: an opening that waits behind another window's is not told what that one waits for. */
const silenceMs = 5_000;

/**
 * The browser's IndexedDB, for a Dexie that leaves a newer version's database alone. Dexie asks for such a one again, without
 * a version, and then works in it as if it were its own. (`dexieOpen`, `VersionError`, in Dexie 4's source.)
 */
export const ownVersionOnly = {
  /** @throws {PatterError} `storage-newer` */
  open(name: string, version?: number): IDBOpenDBRequest {
    if (version === undefined) throw new PatterError('storage-newer');
    return indexedDB.open(name, version);
  },
  /** Without it Dexie keeps a list of databases in a database of its own. */
  databases: () => indexedDB.databases(),
};

export type WhenOpen = <Result>(work: () => PromiseLike<Result>) => PromiseLike<Result>;

/**
 * Opens a database for those who work in it, again after each failure and each closing, and has nobody wait for ever:
 *
 * - `storage-blocked`: another window holds the data in an older form. Once it is closed, the next work finds it open.
 * - `storage-newer`: a newer version wrote the data, or is about to: then this window has made way for it.
 *
 * Work that was told so is not done later. `work` is called in the zone of Dexie's `liveQuery`, which has to see what it
 * reads.
 */
export function openerOf(database: Dexie): WhenOpen {
  let hindered = Promise.withResolvers<ErrorCode>();
  database.on('blocked', () => {
    hindered.resolve('storage-blocked');
    return false;
  });
  database.on('versionchange', ({ newVersion }) => {
    if (newVersion !== null) hindered.resolve('storage-newer');
    database.close({ disableAutoOpen: false });
    return false;
  });
  const everyTime = true;
  database.on(
    'ready',
    () => {
      hindered = Promise.withResolvers();
    },
    everyTime,
  );
  const refusal = () =>
    new Promise<never>((_, reject) => {
      const refuse = (code: ErrorCode, afterMs: number) => {
        setTimeout(() => {
          // What is being upgraded to this version is open to nobody else any more, and will be to us.
          if (!database.isOpen()) reject(new PatterError(code));
        }, afterMs);
      };
      refuse('storage-blocked', silenceMs);
      void hindered.promise.then((code) => refuse(code, patienceMs));
    });
  return (work) => {
    if (database.isOpen()) return work();
    // Dexie remembers a failure and does not try again by itself.
    if (database.hasFailed()) database.close({ disableAutoOpen: false });
    return Dexie.Promise.race([database.open(), refusal()]).then(work);
  };
}

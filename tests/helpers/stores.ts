import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorePlace } from '#server/store/open.ts';
import { startPostgres } from './postgres-cluster.ts';

/** A kind of database, for tests that hold for all of them. */
export interface StoreKind {
  name: string;
  /** An empty one. */
  place(): Promise<StorePlace>;
  /** What no test needs any more. */
  discard(): void;
}

/** Every kind of database that there is here. Without PostgreSQL that is one less: `npm test` says so. */
export async function storeKinds(): Promise<StoreKind[]> {
  const folder = mkdtempSync(join(tmpdir(), 'patter-store-'));
  let files = 0;
  const sqlite: StoreKind = {
    name: 'SQLite',
    place: async () => ({ file: join(folder, `${(files += 1)}.db`) }),
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
  const cluster = await startPostgres();
  if (cluster === undefined) return [sqlite];
  const postgres: StoreKind = {
    name: 'PostgreSQL',
    place: async () => ({ postgres: await cluster.createDatabase() }),
    discard: cluster.stop,
  };
  return [sqlite, postgres];
}

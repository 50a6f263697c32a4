import type { Pool } from 'pg';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { PatterError } from '#lib/errors/patter-error.ts';
import { createConversationStore } from './conversations.ts';
import type { Database } from './database.ts';
import { migrate } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store, TokenStore } from './store.ts';
import { createTokenStore } from './tokens.ts';
import { createTurnStore } from './turns.ts';

/** Where everything is kept. */
export type StorePlace = { file: string } | { postgres: string };

/**
 * Opens the store for a server: its turns are known to run as long as this process lives.
 *
 * @param onLost the database lost sight of this process for a moment, in which others may have taken its turns for lost
 * @throws {PatterError} `busy` where another server has the file; `storage-newer`; `storage` where it can not be reached
 */
export async function openStore(place: StorePlace, onLost: () => void): Promise<Store> {
  const { database, pool } = openDatabase(place, onLost);
  try {
    await migrate(database);
    const runner = await database.claimRunner();
    return {
      ...createTurnStore(database, runner),
      ...createConversationStore(database),
      ...createTokenStore(database),
      limiter: (options) =>
        pool === undefined
          ? new RateLimiterMemory(options)
          : new RateLimiterPostgres({
              ...options,
              storeClient: pool,
              storeType: 'pool',
              tableName: 'limits',
              tableCreated: true,
            }),
      async ping() {
        await database.query('SELECT 1');
      },
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The same for the commands that manage tokens, also beside a server that is running. */
export async function openTokens(place: StorePlace): Promise<TokenStore & Pick<Store, 'close'>> {
  const { database } = openDatabase(place, () => undefined);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { ...createTokenStore(database), close: () => database.close() };
}

function openDatabase(place: StorePlace, onLost: () => void): { database: Database; pool?: Pool } {
  try {
    if ('file' in place) return { database: guarded(openSqlite(place.file)) };
    const postgres = openPostgres(place.postgres, onLost);
    return { database: guarded(postgres), pool: postgres.pool };
  } catch (cause) {
    throw asStorageError(cause);
  }
}

/** The database, with everything it throws as a PatterError. */
function guarded(database: Database): Database {
  return {
    ...database,
    query: (sql, values) => guard(database.query(sql, values)),
    transaction: (work) => guard(database.transaction(work)),
    claimRunner: () => guard(database.claimRunner()),
    close: () => database.close(),
  };
}

async function guard<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (thrown) {
    throw asStorageError(thrown);
  }
}

/** https://www.sqlite.org/rescode.html#full, https://www.postgresql.org/docs/current/errcodes-appendix.html (53100) */
function asStorageError(thrown: unknown): PatterError {
  if (thrown instanceof PatterError) return thrown;
  const full =
    thrown instanceof Error &&
    (('errcode' in thrown && thrown.errcode === 13) || ('code' in thrown && thrown.code === '53100'));
  return new PatterError(full ? 'storage-full' : 'storage', { cause: thrown });
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { Database, Queryable, Row, SqlValue } from './database.ts';

/** The only one there can be. */
const onlyRunner = 1;

/**
 * SQLite in a file, for a server that is alone. What is committed outlives a power cut (`synchronous = FULL`).
 * https://www.sqlite.org/wal.html
 *
 * @param file its path, or `:memory:`
 */
export function openSqlite(file: string): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const connection = new DatabaseSync(file, { timeout: 5_000 });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  const statements = new Map<string, StatementSync>();
  let lock: DatabaseSync | undefined;

  function run(sql: string, values: readonly SqlValue[] = []): Row[] {
    const statement = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, statement);
    return statement.all(Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))) as Row[];
  }

  /** There is one connection: whatever is asked for during a transaction waits for its end. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  }

  const inside: Queryable = { query: async (sql, values) => run(sql, values) };

  return {
    numbered: 'INTEGER PRIMARY KEY AUTOINCREMENT',
    runnerAlive: `runner = ${onlyRunner}`,
    query: (sql, values) => inTurn(() => run(sql, values)),
    transaction: (work) =>
      inTurn(async () => {
        connection.exec('BEGIN IMMEDIATE');
        try {
          const result = await work(inside);
          connection.exec('COMMIT');
          return result;
        } catch (error) {
          connection.exec('ROLLBACK');
          throw error;
        }
      }),
    lockMigrations: async () => undefined,
    async claimRunner() {
      if (file !== ':memory:') lock ??= lockFile(`${file}-server`);
      // Whatever a server of this file was still running when it took the number over is running no more.
      await inTurn(() => run(`UPDATE attempts SET runner = 0 WHERE state IN ('running', 'whole')`));
      return onlyRunner;
    },
    async close() {
      await inTurn(() => connection.close());
      lock?.close();
    },
  };
}

/** A file of its own, locked as SQLite locks files: the system takes the lock off a process that dies. */
function lockFile(path: string): DatabaseSync {
  const lock = new DatabaseSync(path);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new PatterError('busy', { cause });
  }
  return lock;
}

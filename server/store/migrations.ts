import { PatterError } from '#lib/errors/patter-error.ts';
import type { Database } from './database.ts';

/**
 * How the tables came to be, a version each, oldest first. A version that was released is never changed: another one is
 * added. `{numbered}` is as the database declares such a column.
 *
 * A turn is one message of the learner's with its reply. Every asking for that reply is an attempt; the latest whole one
 * is the reply. `start` and `text` give an attempt's events their ids (`turns/reply.ts`).
 */
const versions: readonly (readonly string[])[] = [
  [
    `CREATE TABLE tokens (
      id {numbered},
      name text NOT NULL,
      hash text NOT NULL UNIQUE,
      created_at bigint NOT NULL,
      revoked_at bigint
    )`,
    `CREATE TABLE conversations (
      owner bigint NOT NULL,
      id bigint NOT NULL,
      language text NOT NULL,
      level text NOT NULL,
      learner_language text NOT NULL,
      scene text,
      created_at bigint NOT NULL,
      updated_at bigint NOT NULL,
      PRIMARY KEY (owner, id)
    )`,
    `CREATE INDEX conversations_by_time ON conversations (owner, updated_at DESC, id DESC)`,
    `CREATE TABLE turns (
      id {numbered},
      owner bigint NOT NULL,
      conversation bigint NOT NULL,
      turn_id text NOT NULL,
      message text NOT NULL,
      created_at bigint NOT NULL,
      UNIQUE (owner, conversation, turn_id),
      FOREIGN KEY (owner, conversation) REFERENCES conversations (owner, id) ON DELETE CASCADE
    )`,
    `CREATE INDEX turns_in_order ON turns (owner, conversation, id)`,
    `CREATE TABLE attempts (
      turn bigint NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
      number bigint NOT NULL,
      attempt_id text NOT NULL,
      runner bigint NOT NULL,
      state text NOT NULL,
      start bigint NOT NULL,
      text text NOT NULL,
      ending text,
      created_at bigint NOT NULL,
      ended_at bigint,
      PRIMARY KEY (turn, number)
    )`,
    `CREATE INDEX attempts_running ON attempts (runner) WHERE state = 'running'`,
    `CREATE VIEW replies AS
      SELECT a.* FROM attempts a WHERE a.number = (
        SELECT b.number FROM attempts b WHERE b.turn = a.turn
        ORDER BY CASE WHEN b.state = 'done' THEN 0 ELSE 1 END, b.number DESC LIMIT 1
      )`,
    // As rate-limiter-flexible wants it: https://github.com/animir/node-rate-limiter-flexible/wiki/PostgreSQL
    `CREATE TABLE limits (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)`,
  ],
  // A reply may be whole before its correction is there.
  [
    `DROP INDEX attempts_running`,
    `CREATE INDEX attempts_running ON attempts (runner) WHERE state IN ('running', 'whole')`,
    `DROP VIEW replies`,
    `CREATE VIEW replies AS
      SELECT a.* FROM attempts a WHERE a.number = (
        SELECT b.number FROM attempts b WHERE b.turn = a.turn
        ORDER BY CASE WHEN b.state IN ('done', 'whole') THEN 0 ELSE 1 END, b.number DESC LIMIT 1
      )`,
  ],
];

/**
 * Brings the tables up to date, or makes them.
 * @throws {PatterError} `storage-newer` where a newer version of the program has written them
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (inside) => {
    await database.lockMigrations(inside);
    await inside.query('CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)');
    const [row] = await inside.query('SELECT version FROM schema_version');
    const version = Number(row?.['version'] ?? 0);
    if (version > versions.length) throw new PatterError('storage-newer');
    for (const statements of versions.slice(version)) {
      for (const statement of statements) await inside.query(statement.replace('{numbered}', database.numbered));
    }
    if (version === versions.length) return;
    await inside.query('DELETE FROM schema_version');
    await inside.query('INSERT INTO schema_version (version) VALUES ($1)', [versions.length]);
  });
}

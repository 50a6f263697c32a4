export type SqlValue = string | number | null;
export type Row = Record<string, SqlValue>;

/** Runs one statement with `$1`, `$2` … for its values. */
export interface Queryable {
  query(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

/** What the two databases do differently. Everything else is SQL that both understand (`sql-store.ts`). */
export interface Database extends Queryable {
  /** How a column is declared that numbers its rows upwards by itself. */
  readonly numbered: string;
  /** The condition under which the process with the number `runner` is alive. */
  readonly runnerAlive: string;
  /** All statements within are kept, or none. */
  transaction<Result>(work: (inside: Queryable) => Promise<Result>): Promise<Result>;
  /** Keeps two processes from bringing the tables up to date at once. Within a transaction. */
  lockMigrations(inside: Queryable): Promise<void>;
  /**
   * A number for this process that `runnerAlive` holds for until it ends, however that happens.
   * @throws {PatterError} `busy` where the database can only have one such process, and has it
   */
  claimRunner(): Promise<number>;
  close(): Promise<void>;
}

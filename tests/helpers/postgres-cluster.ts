import { execFile, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findPostgres } from '#scripts/postgres.ts';

const execute = promisify(execFile);

/** A PostgreSQL server of a test's own. */
export interface PostgresCluster {
  /** An empty database. @returns its address */
  createDatabase(): Promise<string>;
  stop(): void;
}

/** @returns `undefined` where PostgreSQL is not installed: `npm test` says so */
export async function startPostgres(): Promise<PostgresCluster | undefined> {
  const programs = findPostgres();
  if (programs === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'patter-postgres-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const run = asOrdinaryUser(programs, folder);
  await execute(...run('initdb', '-D', data, '-U', 'patter', '-A', 'trust', '-E', 'UTF8', '--no-sync'));
  const settings = `-h 127.0.0.1 -p ${port} -k ${folder} -c fsync=off`;
  await execute(...run('pg_ctl', 'start', '-w', '-D', data, '-o', settings, '-l', join(folder, 'log')));
  const stop = (): void => {
    process.off('exit', stop);
    execFileSync(...run('pg_ctl', 'stop', '-m', 'immediate', '-D', data));
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  let databases = 0;
  return {
    async createDatabase() {
      const address = (name: string): string => `postgres://patter@127.0.0.1:${port}/${name}`;
      const name = `patter_${(databases += 1)}`;
      const client = new Client(address('postgres'));
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return address(name);
    },
    stop,
  };
}

/** How to run one of PostgreSQL's programs: it refuses to be root's. */
function asOrdinaryUser(programs: string, folder: string) {
  const root = process.getuid?.() === 0;
  if (root) {
    const id = (which: string): number => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
    chownSync(folder, id('-u'), id('-g'));
  }
  return (program: string, ...args: string[]): [string, string[], { cwd: string; stdio: 'ignore' }] => {
    const path = join(programs, program);
    const options = { cwd: folder, stdio: 'ignore' } as const;
    return root ? ['runuser', ['-u', 'postgres', '--', path, ...args], options] : [path, args, options];
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

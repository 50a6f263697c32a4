import { execFile, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  const user = process.getuid?.() === 0 ? ordinaryUser() : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  return (program: string, ...args: string[]) =>
    [join(programs, program), args, { cwd: folder, stdio: 'ignore' as const, ...user }] as const;
}

/** The user that PostgreSQL's package makes, else the one that every system has. */
function ordinaryUser(): { uid: number; gid: number } {
  const [account] = ['postgres', 'nobody'].flatMap((name) => {
    const entry = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`${name}:`));
    return entry === undefined ? [] : [entry.split(':')];
  });
  if (account === undefined) throw new Error('There is no user here that PostgreSQL could run as');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

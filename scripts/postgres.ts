import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installSystemPackage } from './system-package.ts';

/** Where PostgreSQL's own programs are: Debian keeps them off the PATH. `undefined` where there are none. */
export function findPostgres(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const debian = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();
  return [...onPath, ...debian].find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/**
 * As {@link findPostgres}. On a machine that is there for tests (`CI`) it is installed where it is missing; nobody else
 * is given a database server for that.
 */
export async function findOrInstallPostgres(): Promise<string | undefined> {
  const found = findPostgres();
  if (found !== undefined || !process.env.CI) return found;
  console.log('PostgreSQL was not found: installing it …');
  await installSystemPackage({
    'apt-get': 'postgresql',
    dnf: 'postgresql-server',
    pacman: 'postgresql',
    apk: 'postgresql',
    zypper: 'postgresql-server',
  });
  return findPostgres();
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './command.ts';

const installDeadline = 10 * 60_000;

/** What comes before a package's name, in steps. */
const packageManagers = {
  'apt-get': [['update'], ['install', '-y']],
  dnf: [['install', '-y']],
  pacman: [['-Sy', '--noconfirm']],
  apk: [['add']],
  zypper: [['--non-interactive', 'install']],
} as const satisfies Record<string, readonly (readonly string[])[]>;

/** A package's name, by the manager that has it. */
export type PackageNames = Readonly<Record<keyof typeof packageManagers, string>>;

/** The words that put a command in root's hands without a question; undefined where that is not possible. */
async function asRoot(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  const { code } = await run('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : undefined;
}

/** Installs a package through Linux's package manager, where root's rights are to be had without a password. */
export async function installSystemPackage(names: PackageNames): Promise<void> {
  const root = process.platform === 'linux' ? await asRoot() : undefined;
  if (!root) return;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const managers = Object.keys(packageManagers) as (keyof typeof packageManagers)[];
  const manager = managers.find((name) => folders.some((folder) => existsSync(join(folder, name))));
  if (manager === undefined) return;
  const steps = packageManagers[manager];
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1 ? [names[manager]] : [];
    const [command = '', ...args] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', manager, ...step, ...last];
    await run(command, args, { show: true, timeout: installDeadline });
  }
}

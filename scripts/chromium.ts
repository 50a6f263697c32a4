import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, relative, sep } from 'node:path';
import { chromium } from 'playwright';
import { run } from './command.ts';
import { installSystemPackage } from './system-package.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-for-testing', 'chrome-for-testing', 'ungoogled-chromium'];
const installDeadline = 10 * 60_000;

/** Nothing here can load Patter. The message says what to do about it. */
class NoChromiumError extends Error {
  override readonly name = 'NoChromiumError';

  constructor() {
    super(
      'Chromium was not found. Install it with your package manager (apt install chromium, dnf install chromium, …) or\n' +
        'with `npx playwright install chromium`, or set CHROMIUM_PATH to a Chromium or a Chrome for Testing.\n' +
        'Google Chrome itself will not do: since version 137 it ignores --load-extension.',
    );
  }
}

function pathCandidates(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Every Chromium in Playwright's cache, the version it was made for first. */
function playwrightCandidates(): string[] {
  const own = chromium.executablePath();
  if (!own) return [];
  const cache = own.slice(0, own.lastIndexOf(`${sep}chromium-`));
  const [version = '', ...inside] = relative(cache, own).split(sep);
  const others = globSync(join('chromium-*', ...inside), { cwd: cache }).filter((path) => !path.startsWith(version));
  return [
    own,
    ...others
      .toSorted()
      .toReversed()
      .map((path) => join(cache, path)),
  ];
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
      join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      join(folder, 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'),
    ]);
  }
  if (process.platform === 'win32') {
    const folders = [process.env.LOCALAPPDATA, process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']];
    return folders.flatMap((folder) => (folder ? [join(folder, 'Chromium', 'Application', 'chrome.exe')] : []));
  }
  return ['/snap/bin/chromium'];
}

/**
 * Whether this is a browser that loads unpacked extensions. It is asked for its name, which tells Chromium from branded
 * Chrome, and Ubuntu's `chromium-browser` (a note that the snap is missing) from a browser. Windows has no answer.
 */
function loadsExtensions(executable: string): boolean {
  if (!existsSync(executable)) return false;
  if (process.platform === 'win32') return true;
  try {
    const name = execFileSync(executable, ['--version'], { encoding: 'utf8', stdio: 'pipe', timeout: 15_000 });
    return /^(Chromium|Google Chrome for Testing)\b/m.test(name);
  } catch {
    return false;
  }
}

/**
 * The executable of a Chromium, or a Chrome for Testing, that can load Patter: CHROMIUM_PATH or CHROME_PATH, the PATH,
 * Playwright's cache, then the platform's usual places.
 *
 * @throws {NoChromiumError} where there is none
 */
export function findChromium(): string {
  const asked = [process.env.CHROMIUM_PATH, process.env.CHROME_PATH].filter((path) => path !== undefined);
  const found = [...asked, ...pathCandidates(), ...playwrightCandidates(), ...usualPlaces()].find(loadsExtensions);
  if (!found) throw new NoChromiumError();
  return found;
}

async function installFromSystem(): Promise<void> {
  await installSystemPackage({
    'apt-get': 'chromium',
    dnf: 'chromium',
    pacman: 'chromium',
    apk: 'chromium',
    zypper: 'chromium',
  });
}

/** Playwright's own build, for one user only. A download that is cut off leaves nothing behind. */
async function installFromPlaywright(): Promise<void> {
  await run('playwright', ['install', 'chromium'], { show: true, timeout: installDeadline });
}

/**
 * As {@link findChromium}, and where there is none installs it: through Linux's package manager where root's rights are
 * to be had without a password, else as Playwright's download.
 *
 * @throws {NoChromiumError} where that was not possible either
 */
export async function findOrInstallChromium(): Promise<string> {
  for (const install of [installFromSystem, installFromPlaywright]) {
    try {
      return findChromium();
    } catch {
      console.log('Chromium was not found: installing it …');
      await install();
    }
  }
  return findChromium();
}

// Runs one of the project's scripts with the pinned Node, and installs what it needs first:
//
//   node scripts/bootstrap.mjs <script> [arguments]
//
// Plain JavaScript on purpose: this is the one file that runs on the learner's own Node, before anything is installed.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const windows = process.platform === 'win32';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const node = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

/** @returns {never} */
function giveUp(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** The packages a lock file lists, by the folder each is installed in; none when there is no such file. */
function packagesIn(lockFile) {
  if (!existsSync(lockFile)) return {};
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. Optional
 * packages are left out: most are binaries for other platforms.
 */
function isInstalled() {
  const installed = packagesIn(join(modules, '.package-lock.json'));
  const wanted = Object.entries(packagesIn(join(root, 'package-lock.json')));
  return (
    existsSync(node) &&
    wanted.every(([folder, { version, optional }]) => !folder || optional || installed[folder]?.version === version)
  );
}

/**
 * `npm ci`, by the npm that started us where there is one. Its warnings are left out: on an older Node they are about
 * packages that the pinned Node will run.
 */
function install() {
  const npm = process.env.npm_execpath ?? '';
  const ci = ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'];
  const { error, status } = basename(npm).startsWith('npm-cli')
    ? spawnSync(process.execPath, [npm, ...ci], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', ci, { cwd: root, stdio: 'inherit', shell: windows });
  if (error) giveUp('npm was not found. It comes with Node.js: https://nodejs.org/');
  if (status !== 0) giveUp('The packages Patter is built with could not be installed: npm ci says why above.');
  if (!existsSync(node)) {
    giveUp('npm installed no Node of its own. If scripts are switched off, run: npm ci --ignore-scripts=false');
  }
}

const [script, ...scriptArguments] = process.argv.slice(2);
if (!script) giveUp('Usage: node scripts/bootstrap.mjs <script> [arguments]');
if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  giveUp(`Patter needs Node.js ${oldestNode} or newer; this is ${process.version}. See https://nodejs.org/`);
}
if (!isInstalled()) {
  console.log('Installing packages (npm ci) …');
  install();
}

process.env.PATH = join(modules, '.bin') + delimiter + process.env.PATH;
const child = spawn(node, [script, ...scriptArguments], { cwd: root, stdio: 'inherit' });
child.once('error', (error) => giveUp(`The pinned Node could not be started: ${error.message}`));

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const handled of signals) process.removeAllListeners(handled);
  process.kill(process.pid, signal);
});

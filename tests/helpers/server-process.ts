import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(import.meta.dirname, '../../server/main.ts');

/** A tutor server in a process of its own, as `npm run server` starts it. */
export interface ServerProcess {
  /** Base address without a trailing slash. */
  address: string;
  /** Everything it has logged. */
  log: string[];
  /** @returns its exit code; `null` where the signal ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** What a command of the server's has come to. */
export interface ServerCommand {
  code: number | null;
  /** What it wrote, wherever to. */
  output: string;
}

function environmentOf(given: Record<string, string>): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', PORT: '0', ...given };
}

/** Starts one, on a port that the system chooses. @throws {Error} with what it wrote, where it does not start */
export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main], { env: environmentOf(environment), stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const log: string[] = [];
  const listening = Promise.withResolvers<string>();
  createInterface(child.stdout).on('line', (line) => {
    log.push(line);
    const { event, address } = JSON.parse(line) as { event: string; address?: string };
    if (event === 'listening' && address !== undefined) listening.resolve(address);
  });
  createInterface(child.stderr).on('line', (line) => log.push(line));
  void exited.then(() => listening.reject(new Error(log.join('\n'))));
  const address = await listening.promise;
  return {
    address,
    log,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      process.off('exit', kill);
      return code;
    },
  };
}

/** Runs one of the server's commands to its end. */
export async function runServerCommand(
  words: readonly string[],
  environment: Record<string, string>,
): Promise<ServerCommand> {
  const child = spawn(process.execPath, [main, ...words], { env: environmentOf(environment) });
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (output += String(text)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output.trim() };
}

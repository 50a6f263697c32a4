import { spawn } from 'node:child_process';

export interface CommandResult {
  /** The exit code; 1 where a signal ended the command or it could not be started. */
  code: number;
  /** What it wrote to stdout and stderr, in the order it came. */
  output: string;
}

export interface CommandOptions {
  /** Added to this process's own environment. */
  env?: Record<string, string>;
  /** Ends the command after so many milliseconds. */
  timeout?: number;
  /** Shows the output as it comes, instead of collecting it. */
  show?: boolean;
}

/** Runs a command that is on the PATH (node_modules/.bin comes first there) without a terminal to ask questions on. */
export function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const output = () => Buffer.concat(chunks).toString('utf8').trim();
    const stream = options.show ? 'inherit' : 'pipe';
    const child = spawn(command, args, {
      env: { ...process.env, ...(!options.show && { NO_COLOR: '1' }), ...options.env },
      shell: process.platform === 'win32', // the commands of node_modules/.bin are .cmd files there
      stdio: ['ignore', stream, stream],
      ...(options.timeout !== undefined && { timeout: options.timeout }),
    });
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: output() }));
  });
}

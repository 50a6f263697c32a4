// npm run server: starts the tutor server (docs/server.md).
// npm run server -- token …: manages who may use it.

import { asPatterError } from '#lib/errors/wire-error.ts';
import type { ErrorCode } from '#lib/errors/patter-error.ts';
import { createProvider } from '#lib/providers/registry.ts';
import { EnvironmentError, readEnvironment, type Environment } from './environment.ts';
import { createLog } from './log.ts';
import { readOwnFile } from './own-files.ts';
import { serve } from './serve.ts';
import { openTokens } from './store/open.ts';
import { tokenCommand, tokenUsage } from './token-command.ts';

const usage = `npm run server                        starts the server\n${tokenUsage}`;

/** Why it did not start, for whoever wanted it to. */
const reasons: Partial<Record<ErrorCode, string>> = {
  auth: 'HOST lets other computers in, and nobody has an access token yet. Make one first: npm run server -- token create NAME',
  busy: 'Another server is using this database file. DATABASE_FILE names another one; DATABASE_URL lets several share one.',
  unreachable: 'The address can not be listened on: another program may have the PORT, or HOST is not this computer’s.',
  'storage-newer': 'A newer version of this program has written the database.',
  storage: 'The database can not be opened: see DATABASE_FILE and DATABASE_URL.',
};

async function start({ tutor: { id, model, address, key }, ...environment }: Environment): Promise<void> {
  const log = createLog((line) => process.stdout.write(line));
  const provider = createProvider(id, { address, key }, readOwnFile);
  const server = await serve(environment, { provider, model }, log);
  let closing: Promise<void> | undefined;
  const stop = (): void => {
    closing ??= server.close();
    void closing.finally(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

async function manageTokens(words: readonly string[], { store: place }: Environment): Promise<void> {
  const store = await openTokens(place);
  try {
    const answer = await tokenCommand(words, store);
    if (answer === undefined) giveUp(usage);
    else process.stdout.write(`${answer}\n`);
  } finally {
    await store.close();
  }
}

function giveUp(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}

try {
  const [command, ...words] = process.argv.slice(2);
  const environment = readEnvironment(process.env);
  if (command === undefined) await start(environment);
  else if (command === 'token') await manageTokens(words, environment);
  else giveUp(usage);
} catch (thrown) {
  if (thrown instanceof EnvironmentError) giveUp(thrown.message);
  else {
    const { code, cause } = asPatterError(thrown);
    giveUp(
      reasons[code] ?? `The server could not be started (${code}).${cause instanceof Error ? ` ${cause.message}` : ''}`,
    );
  }
}

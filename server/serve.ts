import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PatterError } from '#lib/errors/patter-error.ts';
import { Lane, oneAtATime } from '#lib/tutor/one-at-a-time.ts';
import { isLoopback } from './access/loopback.ts';
import { createApp } from './app.ts';
import type { Environment } from './environment.ts';
import { EventStreams } from './http/event-stream.ts';
import type { Log } from './log.ts';
import { openStore } from './store/open.ts';
import { languageTools, type Teaching, type Tutor } from './teaching.ts';
import { Turns } from './turns/turns.ts';

/** A client that takes nothing for so long is gone, or will come back for the rest. In milliseconds. */
const idleSocketMs = 60_000;

export interface RunningServer {
  /** Base address without a trailing slash. */
  address: string;
  /** Takes no more requests, lets replies arrive as long as the environment says, and closes everything. */
  close(): Promise<void>;
}

/**
 * Starts the tutor server.
 *
 * @throws {PatterError} `auth` where others could reach it and there is no access token; `unreachable` where the address
 * can not be listened on; and what opening the store throws
 */
export async function serve(
  { host, port, store: place, origins, proxies, limits, corrects, shutdownMs }: Omit<Environment, 'tutor'>,
  tutor: Tutor,
  log: Log,
): Promise<RunningServer> {
  const store = await openStore(place, () => log('database-connection-lost'));
  const openTo = isLoopback(host) ? 'loopback' : 'nobody';
  const streams = new EventStreams();
  let stopping = false;
  try {
    if (openTo === 'nobody' && (await store.tokens()).every(({ revokedAt }) => revokedAt !== null)) {
      throw new PatterError('auth');
    }
    const lost = await store.interruptLost(Date.now());
    if (lost > 0) log('interrupted-turns', { count: lost });
    const teaching: Teaching = {
      // A model that answers one request at a time answers a reply first, whoever waits for what else.
      tutor: { ...tutor, provider: oneAtATime(tutor.provider, new Lane()) },
      tools: languageTools(),
      corrects,
    };
    const turns = new Turns(teaching, store, log);
    const app = createApp({
      store,
      teaching,
      turns,
      streams,
      log,
      openTo,
      origins,
      proxies,
      limits,
      stopping: () => stopping,
    });
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    server.timeout = idleSocketMs;
    await listening(server, host, port);
    const address = addressOf(server.address() as AddressInfo);
    log('listening', { address, tutor: tutor.provider.id });
    return {
      address,
      async close() {
        stopping = true;
        log('stopping');
        const closed = new Promise<void>((resolve) => {
          server.close(() => resolve());
        });
        await turns.drain(AbortSignal.timeout(shutdownMs));
        await lastBytes(server, closed);
        streams.close();
        await store.close();
        log('stopped');
      },
    };
  } catch (error) {
    streams.close();
    await store.close();
    throw error;
  }
}

/** How long the ends of the replies may take to reach their clients, in milliseconds. */
const lastBytesMs = 5_000;

/** Waits for what is under way, and not for connections that are only kept open. */
async function lastBytes(server: Server, closed: Promise<void>): Promise<void> {
  const closeIdle = setInterval(() => server.closeIdleConnections(), 50);
  const giveUp = setTimeout(() => server.closeAllConnections(), lastBytesMs);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(giveUp);
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new PatterError('unreachable', { cause })));
    server.listen(port, host, resolve);
  });
}

function addressOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

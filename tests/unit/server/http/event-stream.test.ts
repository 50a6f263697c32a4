import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { EventStreams } from '#server/http/event-stream.ts';
import type { Reply } from '#server/turns/reply.ts';
import type { Watched } from '#server/turns/watched.ts';

const arriving: Reply = { start: 0, text: 'Hola', whole: null, ending: null };

/** A reply of which is known how many look at it. */
function watchedReply() {
  const watchers = new Set<() => void>();
  const watched: Watched = {
    reply: arriving,
    watch(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
  };
  return { watched, watchers };
}

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A response as a server has it, and the client's end of it. */
async function connection(): Promise<{ response: ServerResponse; leave: () => void }> {
  const { promise, resolve } = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => resolve(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const left = new AbortController();
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { signal: left.signal }).catch(() => undefined);
  closing.push(() => {
    left.abort();
    server.close();
  });
  return { response: await promise, leave: () => left.abort() };
}

test('a client that leaves is watched for no more', async () => {
  const { watched, watchers } = watchedReply();
  const { response, leave } = await connection();
  const streams = new EventStreams();
  streams.open(watched, 0, response);
  expect(watchers.size).toBe(1);
  leave();
  await once(response, 'close');
  expect(watchers.size).toBe(0);
  streams.close();
});

test('nor one that left before there was anything to send', async () => {
  const { watched, watchers } = watchedReply();
  const { response, leave } = await connection();
  leave();
  await once(response, 'close');
  const streams = new EventStreams();
  streams.open(watched, 0, response);
  expect(watchers.size).toBe(0);
  streams.close();
});

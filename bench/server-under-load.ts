import { PatterError } from '#lib/errors/patter-error.ts';
import type { Provider } from '#lib/providers/provider.ts';
import { serve } from '#server/serve.ts';
import { proxyList } from '#server/access/client-address.ts';
import type { Load } from './server-load.ts';

/*
 * The server that bench/server.ts measures, in a process of its own: its memory is that of the server and of a model that
 * is a script. It says where it listens, and answers each message with what it has in use.
 */

/** Says when each of its tokens is due: whatever comes later to a client was held up in the server. */
const model: Provider = {
  id: 'remote',
  traits: { local: false, parallel: true, startsOver: false, contextTokens: 8_000 },
  async *stream({ messages }, { signal }) {
    const { tokensPerReply, tokenEveryMs } = JSON.parse(messages.at(-1)?.text ?? '') as Load;
    const begun = performance.timeOrigin + performance.now();
    for (let index = 0; index < tokensPerReply; index += 1) {
      const due = begun + index * tokenEveryMs;
      await new Promise((resolve) => {
        setTimeout(resolve, Math.max(0, due - performance.timeOrigin - performance.now()));
      });
      if (signal.aborted) throw new PatterError('cancelled');
      yield { type: 'text', text: `${index}@${due.toFixed(3)} ` };
    }
    yield { type: 'finish', reason: 'stop' };
  },
  models: async () => [],
};

const [file = ''] = process.argv.slice(2);
const server = await serve(
  {
    host: '127.0.0.1',
    port: 0,
    store: { file },
    origins: [],
    proxies: proxyList([]),
    limits: { turnsPerMinute: 100_000, tasksPerMinute: 100_000, requestsPerMinute: 100_000 },
    corrects: true,
    shutdownMs: 0,
  },
  { provider: model, model: '' },
  () => undefined,
);

process.on('message', (asked) => {
  if (asked === 'close') {
    void server.close().then(() => process.exit());
    return;
  }
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({
    rss,
    heap: heapUsed + external,
    cpuMs: process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
  });
});
process.send?.({ address: server.address });

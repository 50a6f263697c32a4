import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile, table } from './report.ts';
import { base, load, type Load } from './server-load.ts';

/*
 * A thousand learners at once, each told a slow reply by one server process: whether every token comes, in its order, how
 * much later than the model said it, and what a stream costs in memory. Everything is on loopback, and ends by itself.
 */

interface Usage {
  rss: number;
  /** What is alive after a collection, in bytes. */
  heap: number;
  cpuMs: number;
}

interface Heard {
  /** Of every token, in milliseconds: received minus due. */
  delays: number[];
  /** Tokens out of order. */
  wrong: number;
  /** Replies that came from the first token to `done`. */
  whole: number;
}

const folder = mkdtempSync(join(tmpdir(), 'patter-bench-'));
const server = fork(join(import.meta.dirname, 'server-under-load.ts'), [join(folder, 'bench.db')], {
  execArgv: ['--expose-gc'],
});
try {
  const { address } = await heard<{ address: string }>(server);
  await talk(address, base);
  report(await talk(address, base), await talk(address, load));
} finally {
  server.send('close');
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

/** One run of the clients, with what the server has in use while all streams are open. */
async function talk(address: string, asked: Load): Promise<Heard & { used: Usage }> {
  const client = fork(join(import.meta.dirname, 'server-client.ts'), [address, JSON.stringify(asked)], {
    serialization: 'advanced',
  });
  await heard(client);
  const used = await usage();
  return { ...(await heard<Heard>(client)), used };
}

async function usage(): Promise<Usage> {
  server.send('usage');
  return heard<Usage>(server);
}

async function heard<Message>(child: ChildProcess): Promise<Message> {
  const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(120_000) })) as [Message];
  return message;
}

function report(before: { used: Usage }, { used, delays, wrong, whole }: Heard & { used: Usage }): void {
  const more = load.streams - base.streams;
  const kilobytes = (from: number, to: number): string => `${((to - from) / more / 1024).toFixed(1)} KB`;
  const ms = (share: number): string => `${percentile(delays, share).toFixed(1)} ms`;
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores: ${load.streams} streams at once, ${load.tokensPerReply} tokens each, one every ${load.tokenEveryMs} ms\n`,
  );
  const results: Record<string, string> = {
    'whole replies': String(whole),
    tokens: String(delays.length),
    'out of order': String(wrong),
    'delay, median': ms(0.5),
    '95th': ms(0.95),
    '99th': ms(0.99),
    longest: ms(1),
    'heap a stream': kilobytes(before.used.heap, used.heap),
    'RSS a stream': kilobytes(before.used.rss, used.rss),
  };
  console.log(table(Object.keys(results), [Object.values(results)]));
}

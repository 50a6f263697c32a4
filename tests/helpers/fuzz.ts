import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import type { Provider, StreamPart } from '#lib/providers/provider.ts';
import { adapters } from './adapters.ts';
import { mutatedStream, randomPieces, type Material } from './mutate-stream.ts';
import { Random } from './random.ts';
import { chatRequest } from './read-reply.ts';
import { endingOf, faultsOf, type DamagedReply } from './stream-faults.ts';

/** The streams that a test sends: one for each of so many seeds, from the first on. */
export const allStreams = {
  firstSeed: Number(process.env['FUZZ_SEED'] ?? 1),
  count: Number(process.env['FUZZ_RUNS'] ?? 100_000),
};

/** How long the streams of one format may take altogether, in milliseconds. */
export const fuzzTimeoutMs = 600_000;

/** As many turns of the event loop as a stream that is all in memory may need. */
const mostTurns = 100;

/**
 * Sends damaged streams through an adapter and checks what must hold for all of them.
 *
 * @returns how many ended in which way.
 * @throws {Error} for the first that broke the contract, with the command that runs it alone.
 */
export async function fuzz(
  vendor: keyof typeof adapters,
  { firstSeed, count } = allStreams,
): Promise<Map<string, number>> {
  const provider = adapters[vendor].create({ address: 'http://127.0.0.1', key: 'key' });
  const material = materialOf(vendor);
  const unhandled: unknown[] = [];
  const keep = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', keep);
  const { stackTraceLimit } = Error;
  // Half of the streams end in errors: where each of those began is only looked at when one is run alone.
  if (count > 1) Error.stackTraceLimit = 0;
  const endings = new Map<string, number>();
  try {
    for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
      const reply = await readDamagedReply(provider, material, seed);
      const faults = [...faultsOf(reply), ...unhandled.map((reason) => `unhandled rejection: ${String(reason)}`)];
      if (faults.length > 0) throw new Error(report(vendor, seed, reply, faults), { cause: reply.thrown });
      const ending = endingOf(reply);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.off('unhandledRejection', keep);
  }
  return endings;
}

function materialOf(vendor: keyof typeof adapters): Material {
  const folder = new URL(`../fixtures/streams/${vendor}/`, import.meta.url);
  const names = readdirSync(folder).toSorted();
  const fixtures = names.map((name) => readFileSync(new URL(name, folder)));
  const { format, say } = adapters[vendor];
  return { format, fixtures, say };
}

async function readDamagedReply(provider: Provider, material: Material, seed: number): Promise<DamagedReply> {
  const random = new Random(seed);
  const bytes = mutatedStream(random, material);
  const pieces = randomPieces(bytes, random);
  const ending = random.pick(['end', 'end', 'end', 'end', 'end', 'end', 'end', 'end', 'reset', 'stall'] as const);
  const reply: DamagedReply = { bytes, parts: [], ended: false, thrown: undefined, left: false, closed: false };
  vi.stubGlobal('fetch', async (_: string, { signal }: { signal: AbortSignal }) => {
    signal.addEventListener('abort', () => (reply.closed = true));
    return new Response(damagedBody(pieces, ending, signal));
  });

  const reader = new AbortController();
  // Of some models the text is held back, and more are learnt: the outcome must not depend on earlier streams.
  const request = chatRequest({ model: random.pick([`model-${seed}`, 'qwen3:4b']) });
  void readParts(provider.stream(request, { signal: reader.signal }), reply);
  await turnsUntil(() => reply.ended);
  if (ending === 'stall' && !reply.ended) {
    reply.left = true;
    reader.abort();
    await turnsUntil(() => reply.ended);
  }
  return reply;
}

async function readParts(parts: AsyncIterable<StreamPart>, reply: DamagedReply): Promise<void> {
  try {
    for await (const part of parts) reply.parts.push(part);
  } catch (thrown) {
    reply.thrown = thrown;
  }
  reply.ended = true;
}

/** At least one turn: rejections that nobody handles are told of at its end. */
async function turnsUntil(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await setImmediate();
    if (condition()) return;
  }
}

function damagedBody(
  pieces: readonly Buffer[],
  ending: 'end' | 'reset' | 'stall',
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next];
      next += 1;
      if (piece !== undefined) controller.enqueue(new Uint8Array(piece));
      else if (ending === 'end') controller.close();
      else if (ending === 'reset') controller.error(new TypeError('network error'));
      else signal.addEventListener('abort', () => controller.error(signal.reason));
    },
  });
}

/** As much of a stream as a person would look at, in characters. */
const longestQuote = 4_000;

function report(vendor: string, seed: number, reply: DamagedReply, faults: readonly string[]): string {
  const command = `FUZZ_SEED=${seed} FUZZ_RUNS=1 npx vitest run tests/unit/providers/fuzz/${vendor}.test.ts`;
  const stream = JSON.stringify(reply.bytes.toString('latin1')).slice(0, longestQuote);
  const parts = JSON.stringify(reply.parts).slice(0, longestQuote);
  return [...faults, `to run it again: ${command}`, `sent, as Latin-1: ${stream}`, `handed out: ${parts}`].join('\n');
}

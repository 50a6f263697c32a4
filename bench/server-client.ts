import { Agent, request } from 'node:http';
import type { Load } from './server-load.ts';

/*
 * The clients of bench/server.ts, in a process of their own: `node bench/server-client.ts ADDRESS LOAD`. They read the
 * bytes of the streams as they are, and say how it went as one line of JSON.
 */

const [address = '', given = ''] = process.argv.slice(2);
const load = JSON.parse(given) as Load;
const { streams, tokensPerReply, rampMs } = load;
const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
const delays: number[] = [];
let wrong = 0;
let whole = 0;
let open = 0;

function talk(conversation: number): Promise<void> {
  return new Promise((resolve) => {
    const asked = request(
      `${address}/chat/stream`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' }, timeout: 120_000 },
      (response) => {
        open += 1;
        if (open === streams) process.send?.('all-open');
        let rest = '';
        let next = 0;
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          const now = performance.timeOrigin + performance.now();
          const events = (rest + text).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) {
            const [, words] = /^data: \{"token": "(.*)"\}$/m.exec(event) ?? [];
            // A late client is told everything it missed in one event.
            for (const word of words?.trim().split(' ') ?? []) {
              const [index = '', due = ''] = word.split('@');
              if (Number(index) === next) delays.push(now - Number(due));
              else wrong += 1;
              next += 1;
            }
            if (event.includes('"done": true') && next === tokensPerReply) whole += 1;
          }
        });
        response.on('close', resolve);
      },
    );
    asked.on('error', () => resolve());
    asked.end(
      JSON.stringify({
        conversation_id: conversation,
        // The model is told by it what to do.
        user_message: given,
        language: 'spanish',
        difficulty_level: 'A1',
      }),
    );
  });
}

const talks: Promise<void>[] = [];
for (let index = 0; index < streams; index += 1) {
  talks.push(talk(Number(`${process.pid}${index}`)));
  const due = ((index + 1) * rampMs) / streams;
  if (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
}
await Promise.all(talks);
process.send?.({ delays, wrong, whole }, () => process.disconnect());

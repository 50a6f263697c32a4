import type { ServerResponse } from 'node:http';
import { eventsAfter, type ReplyEvent, type WholeEnding } from '../turns/reply.ts';
import type { Watched } from '../turns/watched.ts';
import { problemOf } from './problem.ts';

/** A silent connection is cut by many a proxy after a minute. In milliseconds. */
const keepAliveMs = 15_000;

/** The streams that are open, for one timer between them all. */
export class EventStreams {
  readonly #open = new Set<EventStream>();
  readonly #timer = setInterval(() => {
    for (const stream of this.#open) stream.keepAlive();
  }, keepAliveMs).unref();

  /** Sends a reply from after `seen` to its end, or as long as the client is there. */
  open(watched: Watched, seen: number, response: ServerResponse): void {
    // Who left while the reply was asked for is told of by no event any more.
    if (response.closed) return;
    const stream = new EventStream(watched, seen, response);
    this.#open.add(stream);
    response.once('close', () => this.#open.delete(stream));
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/**
 * A reply as server-sent events. What is sent waits for the client: as long as it does not read, nothing is kept for it
 * but the place in the reply up to which it has got.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
class EventStream {
  readonly #watched: Watched;
  readonly #response: ServerResponse;
  readonly #unwatch: () => void;
  #seen: number;
  #blocked = false;

  constructor(watched: Watched, seen: number, response: ServerResponse) {
    this.#watched = watched;
    this.#seen = seen;
    this.#response = response;
    this.#unwatch = watched.watch(() => this.#send());
    response.once('close', this.#unwatch);
    response.on('drain', () => {
      this.#blocked = false;
      this.#send();
    });
    this.#send();
  }

  keepAlive(): void {
    if (!this.#blocked) this.#write(': keep-alive\n\n');
  }

  #send(): void {
    if (this.#blocked) return;
    const { reply } = this.#watched;
    const events = eventsAfter(this.#seen, reply);
    this.#seen = events.at(-1)?.id ?? this.#seen;
    if (events.length > 0) this.#write(events.map(frameOf).join(''));
    if (reply.ending === null) return;
    this.#unwatch();
    this.#response.end();
  }

  #write(text: string): void {
    this.#blocked = !this.#response.write(text);
  }
}

/** One event. The blanks in it are the seed protocol's, for clients that compare text. */
function frameOf(event: ReplyEvent): string {
  return `id: ${event.id}\ndata: ${dataOf(event)}\n\n`;
}

function dataOf(event: ReplyEvent): string {
  if (event.type === 'token') return `{"token": ${JSON.stringify(event.token)}}`;
  if (event.type === 'retract') return '{"retract": true}';
  if (event.type === 'whole') return `{"whole": true, "full_text": ${JSON.stringify(event.text)}${cutOf(event.whole)}}`;
  const { text, ending } = event;
  if ('error' in ending) {
    const { status, code, retry_after } = problemOf({ code: ending.error, retryAfterMs: ending.retryAfterMs });
    return `{"error": ${JSON.stringify({ code, status, retry_after })}}`;
  }
  return `{"done": true, "full_text": ${JSON.stringify(text)}, "corrections": ${JSON.stringify(ending.corrections)}${cutOf(ending)}}`;
}

function cutOf({ cut }: WholeEnding): string {
  return cut === undefined ? '' : `, "cut": "${cut}"`;
}

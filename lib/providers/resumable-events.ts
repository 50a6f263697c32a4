import type { EventSourceMessage } from 'eventsource-parser';
import { PatterError } from '#lib/errors/patter-error.ts';
import { retryPolicy } from '#lib/errors/retry-policy.ts';
import { readEvents } from './sse.ts';

/** How often in a row a server is reached for in vain: about 15 seconds, in which one can be started again. */
const mostReconnects = 6;

const firstDelayMs = 250;

/** A server that wants to be left alone for longer is the caller's to wait for. */
const longestDelayMs = 30_000;

/**
 * The events of an answer that is asked for once more, from the last event on, whenever its connection breaks. That holds
 * only for a server that says it can, by naming the turn in the `Turn-Id` header of its answer (docs/server.md): others
 * would begin anew, also such as number their events.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#the-last-event-id-header
 *
 * @param ask sends the request, with the id of the last event that has arrived, if any
 * @param signal ends the waiting between two requests
 * @param pause is asked after each event whether to leave the connection, and to make it again once the promise settles
 * @throws {PatterError} what `ask` throws, once asking again would not help; `interrupted` and `bad-stream` as `readEvents`
 */
export async function* resumableEvents(
  ask: (lastEventId: string | undefined) => Promise<Response>,
  signal: AbortSignal,
  pause: (event: EventSourceMessage) => Promise<void> | null = () => null,
): AsyncGenerator<EventSourceMessage> {
  let lastEventId: string | undefined;
  let resumable = false;
  for (let failures = 0; ; failures += 1) {
    let paused: Promise<void> | null = null;
    let failure = new PatterError('interrupted');
    try {
      const response = await ask(lastEventId);
      const resumed = resumable;
      resumable = response.headers.has('turn-id');
      if (resumed && !resumable) throw failure;
      for await (const event of readEvents(response.body)) {
        failures = 0;
        lastEventId = event.id ?? lastEventId;
        yield event;
        paused = pause(event);
        if (paused !== null) break;
      }
    } catch (thrown) {
      if (!(thrown instanceof PatterError)) throw thrown;
      failure = thrown;
    }
    const delayMs = Math.max(firstDelayMs * 2 ** failures * (0.5 + Math.random() / 2), failure.retryAfterMs ?? 0);
    const hopeless = failures >= mostReconnects || delayMs > longestDelayMs;
    if (!resumable || hopeless || retryPolicy[failure.code] !== 'automatic') throw failure;
    signal.throwIfAborted();
    await untilOver(paused ?? delayMs, signal);
    signal.throwIfAborted();
  }
}

/** @param wait in milliseconds, or until it settles */
function untilOver(wait: number | Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = typeof wait === 'number' ? setTimeout(over, wait) : undefined;
    if (typeof wait !== 'number') void wait.then(over);
    signal.addEventListener('abort', over);
  });
}

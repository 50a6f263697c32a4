import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { PatterError } from '#lib/errors/patter-error.ts';
import { longestLine, readWholeLines } from './read-body.ts';

/**
 * The events of a server-sent event stream, as they arrive. As the standard says, an event whose closing blank line is
 * missing at the end of the body does not count.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 *
 * @param onStray is given every line that is no field of an event.
 * @throws {PatterError} `interrupted` when the connection breaks; `bad-stream` for an event beyond `longestLine`.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array> | null,
  onStray?: (line: string) => void,
): AsyncGenerator<EventSourceMessage> {
  const events: EventSourceMessage[] = [];
  /** How much has arrived since the last event. The parser's own limit would not count what it has to keep for each line. */
  let unfinished = 0;
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onError: (error) => {
      if (error.type === 'unknown-field' && error.line !== undefined) onStray?.(error.line);
    },
  });
  for await (const lines of readWholeLines(body, ['\n', '\r'])) {
    // The parser drops a stray line that comes in parts, so the last one is completed. That completes no event.
    const cut = !lines.endsWith('\n') && !lines.endsWith('\r');
    parser.feed(cut ? `${lines}\n` : lines);
    unfinished = events.length > 0 ? 0 : unfinished + lines.length;
    if (unfinished > longestLine) throw new PatterError('bad-stream');
    yield* events.splice(0);
  }
}

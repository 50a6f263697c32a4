import { PatterError } from '#lib/errors/patter-error.ts';
import { errorInStream, type Explain } from './bound-fetch.ts';
import { objectAt, parseObject, textAt, type JsonObject } from './json.ts';
import { readEvents } from './sse.ts';

/**
 * Claude's event stream as Anthropic's client can read it: one message with one block of text. The client fails on a
 * repeated `message_start`, on OpenAI's `[DONE]` and on a tool's unfinished input, ignores events whose name a proxy
 * dropped, and expects fields that gateways leave out. Thinking and tools are not passed on.
 * https://platform.claude.com/docs/en/build-with-claude/streaming#event-types
 *
 * @throws {PatterError} an `error` event's own; `bad-stream` for an event that is no JSON object; `interrupted` where
 * `message_stop` is missing.
 */
export async function* tidyEvents(body: ReadableStream<Uint8Array> | null, explain: Explain): AsyncGenerator<string> {
  let started = false;
  for await (const { event: name, data } of readEvents(body)) {
    if (data.trim() === '' || data.trim() === '[DONE]') continue;
    const event = parseObject(data);
    if (!event) throw new PatterError('bad-stream');
    const type = textAt(event, 'type') || name;
    switch (type) {
      case 'error':
        throw errorInStream(event, explain);
      case 'message_start':
        if (!started) yield start(objectAt(event, 'message'));
        started = true;
        break;
      case 'content_block_start':
        if (textAt(event, 'content_block', 'type') === 'text') yield textDelta(textAt(event, 'content_block', 'text'));
        break;
      case 'content_block_delta':
        if (textAt(event, 'delta', 'type') === 'text_delta') yield textDelta(textAt(event, 'delta', 'text'));
        break;
      case 'message_delta':
        yield frame(type, { delta: objectAt(event, 'delta'), usage: objectAt(event, 'usage') });
        break;
      case 'message_stop':
        yield frame(type, {});
        return;
    }
  }
  // The client takes a stream without its last event for a complete one.
  throw new PatterError('interrupted');
}

function start(message: JsonObject): string {
  return (
    frame('message_start', { message: { ...message, content: [], usage: objectAt(message, 'usage') } }) +
    frame('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })
  );
}

function textDelta(text: string): string {
  return text === '' ? '' : frame('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
}

function frame(type: string, event: JsonObject): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...event })}\n\n`;
}

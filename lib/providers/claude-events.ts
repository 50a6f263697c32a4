import { PatterError } from '#lib/errors/patter-error.ts';
import { errorInStream, type Explain } from './bound-fetch.ts';
import { numberAt, parseObject, textAt, type JsonObject } from './json.ts';
import { readEvents } from './sse.ts';

/**
 * Claude's event stream as Anthropic's client can read it. The client fails on OpenAI's `[DONE]`, ignores events whose
 * name a proxy dropped, takes a stream without its last event for a complete one, and promises fields that gateways leave
 * out. Thinking and tools are not passed on, nor is anything else that the adapter does not read.
 * https://platform.claude.com/docs/en/build-with-claude/streaming#event-types
 *
 * @throws {PatterError} an `error` event's own; `bad-stream` for an event that is no JSON object; `interrupted` where
 * `message_stop` is missing.
 */
export async function* tidyEvents(body: ReadableStream<Uint8Array> | null, explain: Explain): AsyncGenerator<string> {
  for await (const { event: name, data } of readEvents(body)) {
    if (data.trim() === '' || data.trim() === '[DONE]') continue;
    const event = parseObject(data);
    if (!event) throw new PatterError('bad-stream');
    const type = textAt(event, 'type') || name;
    switch (type) {
      case 'error':
        throw errorInStream(event, explain);
      case 'message_start':
        yield frame(type, { message: { usage: countsAt(event, 'message', 'usage') } });
        break;
      case 'content_block_start':
        if (textAt(event, 'content_block', 'type') === 'text') yield textDelta(textAt(event, 'content_block', 'text'));
        break;
      case 'content_block_delta':
        if (textAt(event, 'delta', 'type') === 'text_delta') yield textDelta(textAt(event, 'delta', 'text'));
        break;
      case 'message_delta': {
        const stopReason = textAt(event, 'delta', 'stop_reason');
        yield frame(type, { delta: { stop_reason: stopReason || null }, usage: countsAt(event, 'usage') });
        break;
      }
      case 'message_stop':
        yield frame(type, {});
        return;
    }
  }
  throw new PatterError('interrupted');
}

const counts = ['input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'];

/** The token counts at a path; those that are missing stay so, since they do not take back earlier ones. */
function countsAt(event: JsonObject, ...path: readonly string[]): JsonObject {
  return Object.fromEntries(counts.map((count) => [count, numberAt(event, ...path, count)]));
}

function textDelta(text: string): string {
  return text === '' ? '' : frame('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
}

function frame(type: string, event: JsonObject): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...event })}\n\n`;
}

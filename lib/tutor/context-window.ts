import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import { estimateTokens } from './tokens.ts';

/** What each message costs beside its text: role markers and separators. */
const messageOverhead = 6;

/**
 * The latest messages that fit a budget, oldest first. The newest is always among them: when it alone does not fit,
 * that is said rather than sent without it.
 *
 * @param newestFirst the conversation, read only as far back as needed
 * @param budget in tokens, as `estimateTokens` counts them
 * @throws {PatterError} `too-long`
 */
export async function fitWindow(newestFirst: AsyncIterable<ChatMessage>, budget: number): Promise<ChatMessage[]> {
  const window: ChatMessage[] = [];
  let left = budget;
  for await (const message of newestFirst) {
    // A reply that broke before its first word says nothing to the model.
    if (message.text.trim() === '') continue;
    left -= estimateTokens(message.text) + messageOverhead;
    if (left < 0) {
      if (window.length === 0) throw new PatterError('too-long');
      break;
    }
    window.unshift(message);
  }
  return window;
}

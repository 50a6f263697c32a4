import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import { estimateTokens } from './tokens.ts';

/** What each message costs beside its text: role markers and separators. */
const messageOverhead = 6;

/** A message, with its place in the conversation where that is known: learner's messages are odd, counted from 1. */
export type PlacedMessage = ChatMessage & { position?: number };

/**
 * A window that is full begins with every so many turns only: were it to begin one turn later each time, no two requests
 * would begin alike, and nothing that a vendor has in its cache would be of use.
 */
const turnsAStep = 8;

/**
 * The latest messages that fit a budget, oldest first. The newest is always among them: when it alone does not fit,
 * that is said rather than sent without it.
 *
 * @param newestFirst the conversation, read only as far back as needed
 * @param budget in tokens, as `estimateTokens` counts them
 * @throws {PatterError} `too-long`
 */
export async function fitWindow(newestFirst: AsyncIterable<PlacedMessage>, budget: number): Promise<ChatMessage[]> {
  const window: PlacedMessage[] = [];
  let left = budget;
  for await (const message of newestFirst) {
    // A reply that broke before its first word says nothing to the model.
    if (message.text.trim() === '') continue;
    left -= estimateTokens(message.text) + messageOverhead;
    if (left < 0) {
      if (window.length === 0) throw new PatterError('too-long');
      return fromAStep(window).map(({ role, text }) => ({ role, text }));
    }
    window.unshift(message);
  }
  return window.map(({ role, text }) => ({ role, text }));
}

/** Without the messages before the first step; all of them where there is no step in between. */
function fromAStep(window: readonly PlacedMessage[]): readonly PlacedMessage[] {
  const first = window.findIndex(({ position }) => position !== undefined && position % (2 * turnsAStep) === 1);
  return first === -1 ? window : window.slice(first);
}

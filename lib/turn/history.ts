import { messagesBefore, readReply } from '#lib/db/read/messages.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import type { PlacedMessage } from '#lib/tutor/context-window.ts';
import type { TurnQuestion } from './server.ts';

/** How many messages are read at once on the way back through a conversation. */
const pageSize = 40;

/**
 * What was said up to the reply that is asked for, newest first: what is not in the store, then what is.
 * @param upTo the position of the last message that a summary stands for
 */
export async function* historyOf(
  { conversationId, turnId, learner, unkept }: TurnQuestion,
  upTo = 0,
): AsyncGenerator<PlacedMessage> {
  if (learner !== undefined) yield { role: 'learner', text: learner };
  const earlier = unkept.turns.filter((turn) => turn.turnId !== turnId);
  for (const turn of earlier.toReversed()) {
    yield { role: 'tutor', text: turn.end.text ?? '' };
    if (turn.learner !== undefined) yield { role: 'learner', text: turn.learner };
  }
  if (unkept.conversation !== undefined) return;
  const said = new Set(earlier.map((turn) => turn.turnId));
  // A reply that is in the store stands behind everything that was said before it.
  const reply = learner === undefined ? await readReply(turnId) : undefined;
  for (let before = reply?.position ?? Number.POSITIVE_INFINITY; ;) {
    const page = await messagesBefore(conversationId, before, pageSize);
    for (const { role, text, position, turnId: of } of page) {
      if (position <= upTo) return;
      if (!(role === 'tutor' && said.has(of))) yield { role, text, position };
    }
    const oldest = page.at(-1);
    if (oldest === undefined || page.length < pageSize) return;
    before = oldest.position;
  }
}

export interface LastExchange {
  /** The learner's message that is to be answered; `null` where the tutor speaks first. */
  message: string | null;
  /** The tutor's message before it; `null` where there is none. */
  before: string | null;
}

/** @param newestFirst a conversation; no more of it is read than needed */
export async function lastExchange(newestFirst: AsyncIterable<ChatMessage>): Promise<LastExchange> {
  let message: string | null = null;
  for await (const { role, text } of newestFirst) {
    if (text.trim() === '') continue;
    if (role === 'tutor') return { message, before: text };
    // Two of the learner's in a row: the first was never answered.
    if (message !== null) break;
    message = text;
  }
  return { message, before: null };
}

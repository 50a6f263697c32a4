import type { ChatMessage, ChatRequest } from './provider.ts';

/** One side's messages up to the other side's next. */
interface Side {
  role: ChatMessage['role'];
  texts: string[];
}

/** Said for the learner where a conversation would begin with the tutor: cloud models must be spoken to first. */
const opening = '…';

/**
 * A request's messages as vendors want them who insist on turns: the learner first, then by turns, nothing empty, and
 * the reminder as the last text of the last learner's turn. Everything but the last turn stays the same from request to
 * request, so that vendors can cache it.
 */
export function alternate({ messages, reminder }: ChatRequest): [Side, ...Side[]] {
  const [first, ...rest] = messages.filter(({ text }) => text.trim() !== '');
  const sides: [Side, ...Side[]] = [{ role: 'learner', texts: [] }];
  for (const message of first ? [first, ...rest] : []) append(sides, message);
  if (reminder !== '') append(sides, { role: 'learner', text: reminder });
  if (sides[0].texts.length === 0) sides[0].texts.push(opening);
  return sides;
}

function append(sides: Side[], { role, text }: ChatMessage): void {
  const last = sides.at(-1);
  if (last?.role === role) last.texts.push(text);
  else sides.push({ role, texts: [text] });
}

import * as z from 'zod';
import { errorCodes } from '#lib/errors/patter-error.ts';
import { correctionSchema } from '#lib/providers/correction.ts';
import { longestReply } from '#lib/providers/reply-text.ts';

/** How an attempt ended, and what the client is told of it. */
export const endingSchema = z.union([
  z.object({ corrections: z.nullable(correctionSchema), cut: z.enum(['length', 'refused']).optional() }),
  z.object({ error: z.enum(errorCodes), retryAfterMs: z.number().optional() }),
]);

export type Ending = z.infer<typeof endingSchema>;

/** A reply as it stands. */
export interface Reply {
  /** The event id at which its text begins: it grows with every attempt, and when text is taken back. */
  readonly start: number;
  readonly text: string;
  /** `null` while it is arriving. */
  readonly ending: Ending | null;
}

export type ReplyEvent =
  | { id: number; type: 'token'; token: string }
  /** What was said so far is void: it was not meant for the reader, or the turn is asked anew. */
  | { id: number; type: 'retract' }
  | { id: number; type: 'end'; text: string; ending: Ending };

/**
 * What somebody has not seen of a reply yet. An event's id is the reply's start and as much of the text as there is with
 * it, in UTF-16 units, so that a reply as it stands is all that is needed to go on after any of them. The end has the
 * next id. A failure is told again to whoever has seen it, or has seen more than a crash has left.
 *
 * @param seen the id of the last event that was seen; the start of the reply where none was
 */
export function eventsAfter(seen: number, { start, text, ending }: Reply): ReplyEvent[] {
  const events: ReplyEvent[] = [];
  const length = start + text.length;
  if (seen < start) events.push({ id: start, type: 'retract' });
  if (Math.max(seen, start) < length) {
    events.push({ id: length, type: 'token', token: text.slice(Math.max(seen, start) - start) });
  }
  if (ending !== null && (seen <= length || 'error' in ending)) {
    events.push({ id: Math.max(seen, length) + 1, type: 'end', text, ending });
  }
  return events;
}

/** Where a reply begins whose text so far was taken back: after all of its events. */
export function startAfter({ start, text }: Pick<Reply, 'start' | 'text'>): number {
  return start + text.length + 2;
}

/** How many ids an attempt has, whatever of it a crash has left: the longest reply, taken back a few times. */
const idsOfAttempt = 10 * longestReply;

/** Where the text of an attempt begins. @param number from 1 */
export function startOfAttempt(number: number): number {
  return (number - 1) * idsOfAttempt;
}

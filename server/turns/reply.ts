import * as z from 'zod';
import { errorCodes } from '#lib/errors/patter-error.ts';
import { correctionSchema } from '#lib/providers/correction.ts';
import { longestReply } from '#lib/providers/reply-text.ts';

const wholeSchema = z.object({
  corrections: z.nullable(correctionSchema),
  /** Where the tutor stopped short. */
  cut: z.enum(['length', 'refused']).optional(),
});

/** How an attempt ended, and what the client is told of it. */
export const endingSchema = z.union([
  wholeSchema,
  z.object({ error: z.enum(errorCodes), retryAfterMs: z.number().optional() }),
]);

export type Ending = z.infer<typeof endingSchema>;

/** How an attempt ends whose text is whole. */
export type WholeEnding = z.infer<typeof wholeSchema>;

/** A reply as it stands. */
export interface Reply {
  /** The event id at which its text begins: it grows with every attempt, and when text is taken back. */
  readonly start: number;
  readonly text: string;
  /** Set once the text is whole and only the correction is still out: how it ends should none come. */
  readonly whole: WholeEnding | null;
  /** `null` while anything is arriving. */
  readonly ending: Ending | null;
}

export type ReplyEvent =
  | { id: number; type: 'token'; token: string }
  /** What was said so far is void: it was not meant for the reader, or the turn is asked anew. */
  | { id: number; type: 'retract' }
  /** There is no more text to come; the correction is still out. */
  | { id: number; type: 'whole'; text: string; whole: WholeEnding }
  | { id: number; type: 'end'; text: string; ending: Ending };

/**
 * What somebody has not seen of a reply yet. An event's id is the reply's start and as much of the text as there is with
 * it, in UTF-16 units, so that a reply as it stands is all that is needed to go on after any of them. That the text is
 * whole has the next id, the end the one after it, and says as much. A failure is told again to whoever has seen it, or
 * has seen more than a crash has left.
 *
 * @param seen the id of the last event that was seen; the start of the reply where none was
 */
export function eventsAfter(seen: number, { start, text, whole, ending }: Reply): ReplyEvent[] {
  const events: ReplyEvent[] = [];
  const length = start + text.length;
  if (seen < start) events.push({ id: start, type: 'retract' });
  if (Math.max(seen, start) < length) {
    events.push({ id: length, type: 'token', token: text.slice(Math.max(seen, start) - start) });
  }
  if (ending === null) {
    if (whole !== null && seen <= length) events.push({ id: length + 1, type: 'whole', text, whole });
  } else if (seen < length + 2 || 'error' in ending) {
    events.push({ id: Math.max(seen + 1, length + 2), type: 'end', text, ending });
  }
  return events;
}

/** Where a reply begins whose text so far was taken back: after all of its events. */
export function startAfter({ start, text }: Pick<Reply, 'start' | 'text'>): number {
  return start + text.length + 3;
}

/** How many ids an attempt has, whatever of it a crash has left: the longest reply, taken back a few times. */
const idsOfAttempt = 10 * longestReply;

/** Where the text of an attempt begins. @param number from 1 */
export function startOfAttempt(number: number): number {
  return (number - 1) * idsOfAttempt;
}

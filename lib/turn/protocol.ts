import * as z from 'zod/mini';
import { wireErrorSchema } from '#lib/errors/wire-error.ts';

/** The runtime port's name: the protocol and its version. */
export const turnPort = 'patter.turn/1';

const conversationId = z.int();
const turnId = z.string().check(z.minLength(1), z.maxLength(64));

/** The longest message that is taken from a learner, in UTF-16 units. */
export const longestMessage = 20_000;

/**
 * What a panel asks of the worker. The panel mints `turnId`, so that a repeated `send` is harmless.
 * `begin` has the tutor speak first. `drawn` says that all text up to `seq` is on the screen.
 */
export const toWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('attach'), conversationId }),
  z.object({ type: z.literal('send'), conversationId, turnId, text: z.string().check(z.maxLength(longestMessage)) }),
  z.object({ type: z.literal('begin'), conversationId, turnId }),
  z.object({ type: z.literal('retry'), conversationId, turnId }),
  z.object({ type: z.literal('stop'), turnId }),
  z.object({ type: z.literal('drawn'), turnId, seq: z.int() }),
]);

export type ToWorker = z.infer<typeof toWorkerSchema>;

/** A request that starts a turn. */
export type TurnRequest = Extract<ToWorker, { type: 'send' | 'begin' | 'retry' }>;

const liveTurn = z.object({
  turnId,
  /** `waiting` until the first text, `arriving` until the last, `replied` from then until it is committed. */
  phase: z.enum(['waiting', 'arriving', 'replied']),
  text: z.string(),
  waitingFor: z.optional(z.literal('model-load')),
});

export type LiveTurn = z.infer<typeof liveTurn>;

/**
 * What the worker tells a panel. `seq` is the length, in UTF-16 units, of the text before the delta: the receiver can
 * tell what it has seen already and what it missed. `replied` means that the text is whole; `done` and `failed` are sent
 * after the commit. `rejected` means that the learner's message was not kept.
 */
export const toPanelSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), conversationId, turn: z.nullable(liveTurn) }),
  z.object({ type: z.literal('delta'), turnId, seq: z.int(), text: z.string() }),
  z.object({ type: z.literal('waiting'), turnId, for: z.literal('model-load') }),
  z.object({ type: z.literal('replied'), turnId }),
  z.object({ type: z.literal('done'), turnId }),
  z.object({ type: z.literal('failed'), turnId, error: wireErrorSchema }),
  z.object({ type: z.literal('rejected'), turnId, error: wireErrorSchema }),
]);

export type ToPanel = z.infer<typeof toPanelSchema>;

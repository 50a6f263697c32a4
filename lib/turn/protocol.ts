import * as z from 'zod/mini';
import { newConversationSchema, turnEndSchema } from '#lib/db/rows.ts';
import { wireErrorSchema } from '#lib/errors/wire-error.ts';

/** The runtime port's name: the protocol and its version. */
export const turnPort = 'patter.turn/1';

const conversationId = z.int();
const turnId = z.string().check(z.minLength(1), z.maxLength(64));

/** The longest message that is taken from a learner, in UTF-16 units. */
export const longestMessage = 20_000;

/** A turn that has ended and could not be written down, whole. */
const unkeptTurn = z.object({
  turnId,
  /** The learner's message; absent where it is in the store, or where the tutor spoke first. */
  learner: z.optional(z.string()),
  end: turnEndSchema,
});

export type UnkeptTurn = z.infer<typeof unkeptTurn>;

/** Set on a turn that could not be written down as it began, with the learner's message if there is one. */
const unkept = z.optional(z.object({ learner: z.optional(z.string()) }));

/** What a panel has of a turn whose worker died. */
const lostTurn = z.object({ turnId, text: z.string(), unkept });

export type LostTurn = z.infer<typeof lostTurn>;

/**
 * What a panel asks of the worker. The panel mints `turnId`, so that a repeated `send` is harmless.
 * `begin` has the tutor speak first; `retry` asks for another reply, `continue` for the rest of a broken one. `retry-now`
 * cuts the wait before an automatic retry short. `drawn` says that all text up to `seq` is on the screen.
 * `attach` carries the text of a turn whose worker died (`had`): it may be more than that worker wrote down.
 * `keep` hands over what could not be written down, to be written now or with the next turn.
 */
export const toWorkerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('attach'),
    conversationId,
    had: z.optional(lostTurn),
  }),
  z.object({ type: z.literal('send'), conversationId, turnId, text: z.string().check(z.maxLength(longestMessage)) }),
  z.object({ type: z.literal('begin'), conversationId, turnId }),
  z.object({ type: z.literal('retry'), conversationId, turnId }),
  z.object({ type: z.literal('continue'), conversationId, turnId }),
  z.object({ type: z.literal('retry-now'), turnId }),
  z.object({ type: z.literal('stop'), turnId }),
  z.object({ type: z.literal('drawn'), turnId, seq: z.int() }),
  z.object({
    type: z.literal('keep'),
    conversationId,
    conversation: z.optional(newConversationSchema),
    turns: z.array(unkeptTurn),
  }),
]);

export type ToWorker = z.infer<typeof toWorkerSchema>;

/** A request that starts a turn. */
export type TurnRequest = Extract<ToWorker, { type: 'send' | 'begin' | 'retry' | 'continue' }>;

/** What a turn without new text waits for. `until` is the time of the next try, in milliseconds since the epoch. */
const waitingFor = z.discriminatedUnion('what', [
  z.object({ what: z.literal('model') }),
  z.object({ what: z.literal('retry'), until: z.number(), error: wireErrorSchema }),
]);

export type WaitingFor = z.infer<typeof waitingFor>;

const liveTurn = z.object({
  turnId,
  /** `waiting` until the first new text, `arriving` until the last, `replied` from then until it is committed. */
  phase: z.enum(['waiting', 'arriving', 'replied']),
  /** While a turn that is continued waits: what it goes on from. */
  text: z.string(),
  waitingFor: z.optional(waitingFor),
  unkept,
});

export type LiveTurn = z.infer<typeof liveTurn>;

/**
 * What the worker tells a panel. `seq` is the length, in UTF-16 units, of the text before the delta: the receiver can
 * tell what it has seen already and what it missed. `replied` means that the text is whole; `done` and `failed` are sent
 * after the commit, `unkept` in their place where the commit failed, and `kept` once it could be made up for.
 * `rejected` means that nothing came of a request.
 */
export const toPanelSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), conversationId, turn: z.nullable(liveTurn) }),
  z.object({ type: z.literal('delta'), turnId, seq: z.int(), text: z.string() }),
  z.object({ type: z.literal('waiting'), turnId, waitingFor: z.optional(waitingFor) }),
  z.object({ type: z.literal('replied'), turnId }),
  z.object({ type: z.literal('done'), turnId }),
  z.object({ type: z.literal('failed'), turnId, error: wireErrorSchema }),
  z.object({ type: z.literal('rejected'), turnId, error: wireErrorSchema }),
  z.object({
    type: z.literal('unkept'),
    conversationId,
    turns: z.array(unkeptTurn),
    error: wireErrorSchema,
    /** The turn that this says the end of, if any. */
    ended: z.optional(turnId),
  }),
  z.object({ type: z.literal('kept'), conversationId }),
]);

export type ToPanel = z.infer<typeof toPanelSchema>;

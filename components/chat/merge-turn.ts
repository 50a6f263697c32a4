import { messageId, type Message } from '#lib/db/rows.ts';
import type { LiveTurn } from '#lib/turn/protocol.ts';
import type { TurnView } from '#lib/turn/view.ts';

/** A message as the log shows it. A finished one is its row. */
export type ShownMessage = Pick<
  Message,
  'id' | 'turnId' | 'role' | 'text' | 'state' | 'error' | 'cut' | 'card' | 'uses' | 'check' | 'translation' | 'simpler'
> & {
  /** When it was written; absent as long as it is not in the database. */
  createdAt?: number;
  /** How far the live turn is, on its reply. */
  phase?: LiveTurn['phase'];
  waitingFor?: LiveTurn['waitingFor'];
  /** The text is what a retry will replace. */
  outdated?: boolean;
  /** It is not in the database. */
  unkept?: boolean;
};

export interface MergedLog {
  messages: readonly ShownMessage[];
  /** A turn that the database says is running while this panel hears nothing of it. */
  unheard: string | null;
}

/**
 * What the log shows: the rows that the page has read, what could not be written down, and the live turn on top of them.
 * The live turn leads until its outcome has been read, so that neither the learner's message nor a word of the reply is
 * ever missing in between.
 */
export function mergeTurn(rows: readonly Message[], view: TurnView): MergedLog {
  const { turn, request } = view;
  const arriving = rows.findLast((row) => row.role === 'tutor' && row.state === 'arriving')?.turnId ?? null;
  const known = withUnkept(rows, view.unkept);
  if (turn === null) return { messages: known, unheard: arriving };

  const messages = [...known];
  const isKnown = (role: Message['role']) => known.some(({ id }) => id === messageId(turn.turnId, role));
  const learner = request?.type === 'send' && request.turnId === turn.turnId ? request.text : turn.unkept?.learner;
  if (learner !== undefined && !isKnown('learner')) messages.push(learnerMessage(turn.turnId, learner));
  if (!isKnown('tutor')) messages.push(blankReply(turn.turnId));
  const again = request?.turnId === turn.turnId && (request.type === 'retry' || request.type === 'continue');
  return {
    messages: messages.map((shown) => {
      return shown.id === messageId(turn.turnId, 'tutor') ? liveReply(shown, turn, again ? request.type : null) : shown;
    }),
    unheard: turn.phase === 'ended' || arriving !== turn.turnId ? arriving : null,
  };
}

/** The rows, and in place of them or behind them what the worker could not write down. */
function withUnkept(rows: readonly Message[], unkept: TurnView['unkept']): readonly ShownMessage[] {
  if (unkept === null || unkept.turns.length === 0) return rows;
  const messages = new Map<string, ShownMessage>(rows.map((row) => [row.id, row]));
  for (const { turnId, learner, end } of unkept.turns) {
    const replyId = messageId(turnId, 'tutor');
    const row = messages.get(replyId);
    if (row !== undefined && unkept.error === null) continue;
    const asked = messageId(turnId, 'learner');
    if (learner !== undefined && !messages.has(asked)) messages.set(asked, learnerMessage(turnId, learner));
    messages.set(replyId, { ...blankReply(turnId), ...end, text: end.text ?? row?.text ?? '', unkept: true });
  }
  return [...messages.values()];
}

function liveReply(
  shown: ShownMessage,
  turn: NonNullable<TurnView['turn']>,
  again: 'retry' | 'continue' | null,
): ShownMessage {
  const { turnId, phase, text, waitingFor, error } = turn;
  // The worker commits before it says that the turn is over. Only what is asked for again may still be read here.
  if (shown.state !== 'arriving' && (phase === 'ended' || again === null)) return shown;
  const reply = blankReply(turnId);
  if (phase === 'ended') return { ...reply, text, ...(error ? { state: 'interrupted', error } : { state: 'done' }) };
  if (phase !== 'waiting') return { ...reply, text, phase };
  const outdated = text === '' && shown.text !== '' && again !== 'continue';
  return { ...reply, text: text || shown.text, phase, outdated, ...(waitingFor && { waitingFor }) };
}

function learnerMessage(turnId: string, text: string): ShownMessage {
  return { id: messageId(turnId, 'learner'), turnId, role: 'learner', text, state: 'done' };
}

function blankReply(turnId: string): ShownMessage {
  return { id: messageId(turnId, 'tutor'), turnId, role: 'tutor', text: '', state: 'arriving' };
}

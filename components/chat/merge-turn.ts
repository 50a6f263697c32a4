import { messageId, type Message } from '#lib/db/rows.ts';
import type { LiveTurn } from '#lib/turn/protocol.ts';
import type { TurnView } from '#lib/turn/view.ts';

/** A message as the log shows it. A finished one is its row. */
export type ShownMessage = Pick<
  Message,
  'id' | 'turnId' | 'role' | 'text' | 'state' | 'error' | 'cut' | 'correction'
> & {
  /** How far the live turn is, on its reply. While it is `waiting`, `text` is what a retry will replace. */
  phase?: LiveTurn['phase'];
  waitingFor?: LiveTurn['waitingFor'];
};

export interface MergedLog {
  messages: readonly ShownMessage[];
  /** A turn that the database says is running while this panel hears nothing of it. */
  unheard: string | null;
}

/**
 * What the log shows: the rows that the page has read, and the live turn on top of them. The live turn leads until its
 * outcome has been read, so that neither the learner's message nor a word of the reply is ever missing in between.
 */
export function mergeTurn(rows: readonly Message[], view: TurnView): MergedLog {
  const { turn, request } = view;
  const arriving = rows.findLast((row) => row.role === 'tutor' && row.state === 'arriving')?.turnId ?? null;
  if (turn === null) return { messages: rows, unheard: arriving };

  const messages: ShownMessage[] = [...rows];
  const isRead = (role: Message['role']) => rows.some((row) => row.id === messageId(turn.turnId, role));
  if (request?.type === 'send' && request.turnId === turn.turnId && !isRead('learner')) {
    messages.push({ ...blank(turn.turnId, 'learner'), state: 'done', text: request.text });
  }
  if (!isRead('tutor')) messages.push(blank(turn.turnId, 'tutor'));
  const retried = request?.type === 'retry' && request.turnId === turn.turnId;
  return {
    messages: messages.map((row) => (row.id === messageId(turn.turnId, 'tutor') ? liveReply(row, turn, retried) : row)),
    unheard: turn.phase === 'ended' || arriving !== turn.turnId ? arriving : null,
  };
}

function liveReply(row: ShownMessage, turn: NonNullable<TurnView['turn']>, retried: boolean): ShownMessage {
  const { turnId, phase, text, waitingFor, error } = turn;
  // The worker commits before it says that the turn is over. Only what a retry replaces may still be read here.
  if (row.state !== 'arriving' && (phase === 'ended' || !retried)) return row;
  const reply = blank(turnId, 'tutor');
  if (phase === 'ended') return { ...reply, text, ...(error ? { state: 'interrupted', error } : { state: 'done' }) };
  if (phase !== 'waiting') return { ...reply, text, phase };
  return { ...reply, text: row.text, phase, ...(waitingFor && { waitingFor }) };
}

function blank(turnId: string, role: Message['role']): ShownMessage {
  return { id: messageId(turnId, role), turnId, role, text: '', state: 'arriving' };
}

import type { NewConversation } from '#lib/db/rows.ts';
import type { WireError } from '#lib/errors/wire-error.ts';
import type { LiveTurn, ToPanel, TurnRequest, UnkeptTurn } from './protocol.ts';

/** What a panel knows of the conversation's running turn. What is finished is read from the database. */
export interface TurnView {
  /** The latest turn. Once it is `ended` the database has it; until the page has read that row, this text stands in. */
  readonly turn: (Omit<LiveTurn, 'phase'> & { phase: LiveTurn['phase'] | 'ended'; error?: WireError }) | null;
  /** The latest request, from the moment it is made. It is repeated on every new connection until it is confirmed. */
  readonly request: (TurnRequest & { confirmed: boolean }) | null;
  /** Set when nothing came of a request, so that a message's text goes back to the composer. */
  readonly rejected: { request: TurnRequest; error: WireError } | null;
  /** What of the conversation the worker could not write down: it is here, in its memory, and nowhere else. */
  readonly unkept: Unkept | null;
  /** A delta went missing: only a new snapshot can help. */
  readonly behind: boolean;
}

export interface Unkept {
  /** Where the conversation itself is not in the store. */
  readonly conversation?: NewConversation | undefined;
  /** Turns that have ended, oldest first. */
  readonly turns: readonly UnkeptTurn[];
  /** Why; `null` once it could be made up for, until the page has read it from the database. */
  readonly error: WireError | null;
}

export const emptyView: TurnView = { turn: null, request: null, rejected: null, unkept: null, behind: false };

export type TurnEvent =
  | ToPanel
  | { type: 'requested'; request: TurnRequest }
  /** The conversation could not be written down, and is talked in all the same. */
  | { type: 'adopted'; conversation: NewConversation; error: WireError };

/** The next view. Pure; events of a turn that is not the one shown change nothing. */
export function reduceTurn(view: TurnView, event: TurnEvent): TurnView {
  switch (event.type) {
    case 'requested':
      return {
        ...view,
        turn: { turnId: event.request.turnId, phase: 'waiting', text: '' },
        request: { ...event.request, confirmed: false },
        rejected: null,
        unkept: view.unkept?.error === null ? { ...view.unkept, turns: [] } : view.unkept,
        behind: false,
      };
    case 'adopted':
      return { ...view, unkept: { conversation: event.conversation, turns: [], error: event.error } };
    case 'snapshot':
      return takeSnapshot(view, event.turn);
    case 'rejected': {
      if (view.request?.turnId !== event.turnId) return view;
      const { confirmed: _, ...request } = view.request;
      const turn = view.turn?.turnId === event.turnId ? null : view.turn;
      return { ...view, turn, request: null, rejected: { request, error: event.error }, behind: false };
    }
    case 'unkept':
      return takeUnkept(view, event);
    case 'kept':
      return view.unkept === null ? view : { ...view, unkept: { turns: view.unkept.turns, error: null } };
    default:
      if (view.turn === null || view.turn.turnId !== event.turnId || view.turn.phase === 'ended') return view;
      return { ...view, request: confirm(view.request, event.turnId), ...progress(view.turn, event) };
  }
}

/** Whether a reply is on its way: Stop makes sense and Send does not. */
export function isLive(view: TurnView): boolean {
  return view.turn !== null && view.turn.phase !== 'ended';
}

function takeSnapshot(view: TurnView, turn: LiveTurn | null): TurnView {
  if (turn !== null) {
    return { ...view, turn, request: confirm(view.request, turn.turnId), behind: false };
  }
  // A request that the worker has not seen yet is still on its way; anything else is over.
  if (view.request !== null && !view.request.confirmed) {
    const { turnId } = view.request;
    const asked = view.turn?.turnId === turnId ? view.turn : ({ turnId, phase: 'waiting', text: '' } as const);
    return { ...view, turn: asked, behind: false };
  }
  return { ...view, turn: view.turn && { ...view.turn, phase: 'ended' }, behind: false };
}

function takeUnkept(view: TurnView, { turns, error, ended }: Extract<ToPanel, { type: 'unkept' }>): TurnView {
  const { turn } = view;
  const unkept = { conversation: view.unkept?.conversation, turns, error };
  if (turn === null || turn.turnId !== ended) return { ...view, unkept };
  return { ...view, unkept, request: confirm(view.request, turn.turnId), turn: { ...turn, phase: 'ended' } };
}

function confirm(request: TurnView['request'], turnId: string): TurnView['request'] {
  return request?.turnId === turnId && !request.confirmed ? { ...request, confirmed: true } : request;
}

type Progress = Extract<ToPanel, { type: 'delta' | 'waiting' | 'replied' | 'done' | 'failed' }>;

function progress(turn: NonNullable<TurnView['turn']>, event: Progress): Pick<TurnView, 'turn'> | { behind: true } {
  const { waitingFor: _, ...rest } = turn;
  switch (event.type) {
    case 'delta': {
      const seen = turn.text.length - event.seq;
      if (seen < 0) return { behind: true };
      return { turn: { ...rest, phase: 'arriving', text: turn.text + event.text.slice(seen) } };
    }
    case 'waiting':
      return { turn: event.waitingFor === undefined ? rest : { ...rest, waitingFor: event.waitingFor } };
    case 'replied':
      return { turn: { ...rest, phase: 'replied' } };
    case 'done':
      return { turn: { ...rest, phase: 'ended' } };
    case 'failed':
      return { turn: { ...rest, phase: 'ended', error: event.error } };
  }
}

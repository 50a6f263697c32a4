import type { WireError } from '#lib/errors/wire-error.ts';
import type { LiveTurn, ToPanel, TurnRequest } from './protocol.ts';

/** What a panel knows of the conversation's running turn. What is finished is read from the database. */
export interface TurnView {
  /** The latest turn. Once it is `ended` the database has it; until the page has read that row, this text stands in. */
  readonly turn: (Omit<LiveTurn, 'phase'> & { phase: LiveTurn['phase'] | 'ended'; error?: WireError }) | null;
  /** The latest request, from the moment it is made. It is repeated on every new connection until it is confirmed. */
  readonly request: (TurnRequest & { confirmed: boolean }) | null;
  /** Set when the worker could not keep the learner's message: the request, so that its text goes back to the composer. */
  readonly rejected: { request: TurnRequest; error: WireError } | null;
  /** A delta went missing: only a new snapshot can help. */
  readonly behind: boolean;
}

export const emptyView: TurnView = { turn: null, request: null, rejected: null, behind: false };

export type TurnEvent = ToPanel | { type: 'requested'; request: TurnRequest };

/** The next view. Pure; events of a turn that is not the one shown change nothing. */
export function reduceTurn(view: TurnView, event: TurnEvent): TurnView {
  switch (event.type) {
    case 'requested':
      return {
        turn: { turnId: event.request.turnId, phase: 'waiting', text: '' },
        request: { ...event.request, confirmed: false },
        rejected: null,
        behind: false,
      };
    case 'snapshot':
      return takeSnapshot(view, event.turn);
    case 'rejected': {
      if (view.request?.turnId !== event.turnId) return view;
      const { confirmed: _, ...request } = view.request;
      return { turn: null, request: null, rejected: { request, error: event.error }, behind: false };
    }
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
  if (view.request !== null && !view.request.confirmed) return { ...view, behind: false };
  return { ...view, turn: view.turn && { ...view.turn, phase: 'ended' }, behind: false };
}

function confirm(request: TurnView['request'], turnId: string): TurnView['request'] {
  return request?.turnId === turnId && !request.confirmed ? { ...request, confirmed: true } : request;
}

type Progress = Extract<ToPanel, { type: 'delta' | 'waiting' | 'replied' | 'done' | 'failed' }>;

function progress(turn: NonNullable<TurnView['turn']>, event: Progress): Pick<TurnView, 'turn'> | { behind: true } {
  switch (event.type) {
    case 'delta': {
      const seen = turn.text.length - event.seq;
      if (seen < 0) return { behind: true };
      return { turn: { turnId: turn.turnId, phase: 'arriving', text: turn.text + event.text.slice(seen) } };
    }
    case 'waiting':
      return { turn: { ...turn, waitingFor: event.for } };
    case 'replied':
      return { turn: { ...turn, phase: 'replied' } };
    case 'done':
      return { turn: { ...turn, phase: 'ended' } };
    case 'failed':
      return { turn: { ...turn, phase: 'ended', error: event.error } };
  }
}

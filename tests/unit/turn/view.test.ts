import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyView, isLive, reduceTurn, type TurnEvent, type TurnView } from '#lib/turn/view.ts';

const send = { type: 'send', conversationId: 1, turnId: 'a', text: 'Hola' } as const;

function after(...events: TurnEvent[]): TurnView {
  return events.reduce(reduceTurn, emptyView);
}

const arriving = (text: string): TurnEvent => ({
  type: 'snapshot',
  conversationId: 1,
  turn: { turnId: 'a', phase: 'arriving', text },
});

describe('the view of a turn', () => {
  it('shows a request as waiting at once, and keeps it until the worker confirms it', () => {
    const asked = after({ type: 'requested', request: send });
    expect(asked.turn).toEqual({ turnId: 'a', phase: 'waiting', text: '' });
    expect(asked.request?.confirmed).toBe(false);
    expect(reduceTurn(asked, { type: 'snapshot', conversationId: 1, turn: null })).toEqual(asked);
    expect(reduceTurn(asked, arriving('')).request?.confirmed).toBe(true);
  });

  it('appends deltas, drops what it has seen, and notices a gap', () => {
    const view = after(arriving('Ho'), { type: 'delta', turnId: 'a', seq: 1, text: 'ola' });
    expect(view.turn?.text).toBe('Hola');
    expect(reduceTurn(view, { type: 'delta', turnId: 'a', seq: 0, text: 'Ho' }).turn?.text).toBe('Hola');
    const behind = reduceTurn(view, { type: 'delta', turnId: 'a', seq: 5, text: '!' });
    expect(behind).toMatchObject({ behind: true, turn: { text: 'Hola' } });
    expect(reduceTurn(behind, arriving('Hola, !'))).toMatchObject({ behind: false, turn: { text: 'Hola, !' } });
  });

  it('takes a shorter text from a snapshot: leaked reasoning has been taken back', () => {
    expect(after(arriving('Okay, the user'), arriving('')).turn?.text).toBe('');
  });

  it.each([
    { type: 'done', turnId: 'a' },
    { type: 'failed', turnId: 'a', error: { code: 'interrupted' } },
    { type: 'snapshot', conversationId: 1, turn: null },
  ] as const)('ends with $type and keeps the text until the row is read', (event) => {
    const view = after(arriving('Hola'), event);
    expect(view.turn).toMatchObject({ phase: 'ended', text: 'Hola' });
    expect(isLive(view)).toBe(false);
  });

  it('keeps why a turn failed, for a page that can not read it from its row', () => {
    const view = after(arriving('Hola'), { type: 'failed', turnId: 'a', error: { code: 'storage-full' } });
    expect(view.turn).toEqual({ turnId: 'a', phase: 'ended', text: 'Hola', error: { code: 'storage-full' } });
  });

  it('gives a rejected message back', () => {
    const view = after(
      { type: 'requested', request: send },
      { type: 'rejected', turnId: 'a', error: { code: 'busy' } },
    );
    expect(view).toEqual({
      turn: null,
      request: null,
      rejected: { request: send, error: { code: 'busy' } },
      unkept: null,
      behind: false,
    });
  });

  it('holds a turn that could not be written down until the page has read it from the database', () => {
    const turns = [{ turnId: 'a', learner: 'Hola', end: { endedAt: 1, state: 'done', text: 'Hola, Ana' } }] as const;
    const error = { code: 'storage-full' } as const;
    const unkept = after(arriving('Hola, '), {
      type: 'unkept',
      conversationId: 1,
      turns: [...turns],
      error,
      ended: 'a',
    });
    expect(unkept).toMatchObject({ turn: { phase: 'ended' }, unkept: { turns, error } });
    const kept = reduceTurn(unkept, { type: 'kept', conversationId: 1 });
    expect(kept.unkept).toEqual({ turns, error: null });
    expect(reduceTurn(kept, { type: 'requested', request: { ...send, turnId: 'b' } }).unkept?.turns).toEqual([]);
  });

  it('ends a request that the worker has run already', () => {
    const view = after({ type: 'requested', request: send }, { type: 'done', turnId: 'a' });
    expect(view.request?.confirmed).toBe(true);
    expect(isLive(view)).toBe(false);
  });

  it('ignores what belongs to another turn', () => {
    const view = after(arriving('Hola'));
    expect(reduceTurn(view, { type: 'delta', turnId: 'b', seq: 4, text: 'x' })).toBe(view);
    expect(reduceTurn(view, { type: 'done', turnId: 'b' })).toBe(view);
    expect(reduceTurn(view, { type: 'rejected', turnId: 'b', error: { code: 'busy' } })).toBe(view);
  });

  it('never loses, doubles or reorders text, however deltas are cut and repeated', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(fc.nat(), fc.nat())), (text, cuts) => {
        let view = after(arriving(''));
        for (const [from, length] of cuts) {
          const seq = from % ((view.turn?.text.length ?? 0) + 1);
          view = reduceTurn(view, { type: 'delta', turnId: 'a', seq, text: text.slice(seq, seq + length) });
          expect(text.startsWith(view.turn?.text ?? '')).toBe(true);
        }
      }),
    );
  });
});

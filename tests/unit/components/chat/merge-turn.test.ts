import { describe, expect, it } from 'vitest';
import { mergeTurn } from '#components/chat/merge-turn.ts';
import type { Message } from '#lib/db/rows.ts';
import { emptyView, type TurnView } from '#lib/turn/view.ts';

function row(turnId: string, role: Message['role'], rest: Partial<Message> = {}): Message {
  return {
    id: `${turnId}/${role}`,
    conversationId: 1,
    turnId,
    role,
    position: 1,
    text: '',
    createdAt: 0,
    state: 'done',
    ...rest,
  };
}

function live(
  turn: Partial<NonNullable<TurnView['turn']>>,
  request: 'send' | 'begin' | 'retry' | null = 'send',
): TurnView {
  const base = { conversationId: 1, turnId: 't2', confirmed: true };
  return {
    ...emptyView,
    turn: { turnId: 't2', phase: 'arriving', text: '', ...turn },
    request:
      request === null
        ? null
        : request === 'send'
          ? { ...base, type: request, text: 'Hola' }
          : { ...base, type: request },
  };
}

const before = [row('t1', 'learner', { text: 'Uno' }), row('t1', 'tutor', { text: 'Dos' })];
const learner = row('t2', 'learner', { text: 'Hola' });

describe('without a live turn', () => {
  it('shows the rows themselves', () => {
    expect(mergeTurn(before, emptyView)).toEqual({ messages: before, unheard: null });
  });

  it('tells of a turn that is running without this panel', () => {
    const rows = [...before, learner, row('t2', 'tutor', { state: 'arriving', text: 'Bue' })];
    expect(mergeTurn(rows, emptyView)).toEqual({ messages: rows, unheard: 't2' });
  });
});

describe('a turn that was just asked for', () => {
  it('shows the message and a reply to come before any row of them is there', () => {
    const { messages } = mergeTurn(before, live({ phase: 'waiting' }));
    expect(messages.slice(2)).toMatchObject([
      { id: 't2/learner', text: 'Hola', state: 'done' },
      { id: 't2/tutor', text: '', state: 'arriving', phase: 'waiting' },
    ]);
  });

  it('shows the message once when its row is there', () => {
    const { messages } = mergeTurn([...before, learner], live({ phase: 'waiting' }));
    expect(messages.map(({ id }) => id)).toEqual(['t1/learner', 't1/tutor', 't2/learner', 't2/tutor']);
  });

  it('has no message of the learner where the tutor speaks first', () => {
    expect(mergeTurn([], live({ phase: 'waiting' }, 'begin')).messages).toHaveLength(1);
  });

  it('says what it waits for', () => {
    const { messages } = mergeTurn([], live({ phase: 'waiting', waitingFor: { what: 'model' } }));
    expect(messages.at(-1)).toMatchObject({ waitingFor: { what: 'model' } });
  });

  it('leaves finished messages the objects they were', () => {
    expect(mergeTurn(before, live({})).messages[0]).toBe(before[0]);
  });
});

describe('a reply that is arriving', () => {
  const rows = [...before, learner, row('t2', 'tutor', { state: 'arriving', text: 'Bue' })];

  it('is the live text, which is ahead of the row', () => {
    expect(mergeTurn(rows, live({ text: 'Buenos dí' }))).toMatchObject({
      messages: [{}, {}, {}, { text: 'Buenos dí', state: 'arriving', phase: 'arriving' }],
      unheard: null,
    });
  });

  it('is empty again once it was taken back', () => {
    expect(mergeTurn(rows, live({ text: '' })).messages.at(-1)).toMatchObject({ text: '', phase: 'arriving' });
  });

  it('stands in for its row until the finished one has been read', () => {
    expect(mergeTurn(rows, live({ phase: 'ended', text: 'Buenos días' })).messages.at(-1)).toMatchObject({
      text: 'Buenos días',
      state: 'done',
    });
    const finished = row('t2', 'tutor', { text: 'Buenos días', cut: 'length' });
    expect(mergeTurn([learner, finished], live({ phase: 'ended', text: 'Buenos días' })).messages.at(-1)).toBe(
      finished,
    );
  });

  it('is the finished row as soon as that is there, even before the worker has said so', () => {
    const finished = row('t2', 'tutor', { text: 'Buenos días' });
    expect(mergeTurn([learner, finished], live({ phase: 'replied', text: 'Buenos días' })).messages.at(-1)).toBe(
      finished,
    );
  });

  it('is asked after where another panel has opened the same turn again', () => {
    expect(mergeTurn(rows, live({ phase: 'ended', text: 'Buenos' })).unheard).toBe('t2');
  });
});

describe('a retry', () => {
  const failed = row('t2', 'tutor', { state: 'interrupted', text: 'Bue', error: { code: 'interrupted' } });

  it('keeps the old text in view until there is a new one', () => {
    expect(mergeTurn([learner, failed], live({ phase: 'waiting' }, 'retry')).messages.at(-1)).toMatchObject({
      text: 'Bue',
      phase: 'waiting',
    });
    expect(mergeTurn([learner, failed], live({ text: 'H' }, 'retry')).messages.at(-1)).toMatchObject({ text: 'H' });
  });

  it('no longer shows the error it is meant to mend', () => {
    expect(mergeTurn([learner, failed], live({ phase: 'waiting' }, 'retry')).messages.at(-1)?.error).toBeUndefined();
  });

  it('shows how it ended', () => {
    expect(mergeTurn([learner, failed], live({ phase: 'ended' }, 'retry')).messages.at(-1)).toBe(failed);
  });
});

describe('a turn whose end could not be written down', () => {
  it('keeps its text and says why, though its row still says that it is arriving', () => {
    const rows = [...before, learner, row('t2', 'tutor', { state: 'arriving', text: 'Bue' })];
    const { messages } = mergeTurn(rows, live({ phase: 'ended', text: 'Buenas', error: { code: 'storage-full' } }));
    expect(messages.at(-1)).toMatchObject({ text: 'Buenas', state: 'interrupted', error: { code: 'storage-full' } });
  });
});

describe('what could not be written down', () => {
  const unkept = (error: 'storage-full' | null): TurnView => ({
    ...emptyView,
    unkept: {
      turns: [
        { turnId: 't1', end: { endedAt: 1, state: 'done', text: 'Dos y más' } },
        { turnId: 't2', learner: 'Hola', end: { endedAt: 1, state: 'done', text: '¡Hola!' } },
      ],
      error: error && { code: error },
    },
  });

  it('stands behind the rows, and in place of what they have of the same turn', () => {
    const { messages } = mergeTurn(before, unkept('storage-full'));
    expect(messages).toMatchObject([
      { id: 't1/learner', text: 'Uno' },
      { id: 't1/tutor', text: 'Dos y más', unkept: true },
      { id: 't2/learner', text: 'Hola' },
      { id: 't2/tutor', text: '¡Hola!', unkept: true },
    ]);
  });

  it('gives way to the rows once it is kept and they are read', () => {
    expect(mergeTurn(before, unkept(null)).messages).toMatchObject([
      { id: 't1/learner' },
      { id: 't1/tutor', text: 'Dos' },
      { id: 't2/learner' },
      { id: 't2/tutor', text: '¡Hola!' },
    ]);
    const rows = [...before, learner, row('t2', 'tutor', { text: '¡Hola!' })];
    expect(mergeTurn(rows, unkept(null)).messages).toEqual(rows);
  });

  it('shows the message of a live turn that is not in the database', () => {
    const view = live({ phase: 'arriving', text: '¡Ho', unkept: { learner: 'Hola' } }, null);
    expect(mergeTurn(before, view).messages.slice(2)).toMatchObject([
      { id: 't2/learner', text: 'Hola', state: 'done' },
      { id: 't2/tutor', text: '¡Ho', state: 'arriving' },
    ]);
  });
});

describe('a reply that is gone on with', () => {
  it('keeps its part in view, which is not outdated', () => {
    const rows = [...before, learner, row('t2', 'tutor', { state: 'interrupted', text: 'Bue' })];
    const view = live({ phase: 'waiting' });
    const request = { type: 'continue', conversationId: 1, turnId: 't2', confirmed: false } as const;
    const reply = mergeTurn(rows, { ...view, request }).messages.at(-1);
    expect(reply).toMatchObject({ text: 'Bue', phase: 'waiting', outdated: false });
    const other = mergeTurn(
      [...before, learner, row('t2', 'tutor', { state: 'arriving', text: 'Bue' })],
      live({ phase: 'waiting', text: 'Bue' }, null),
    );
    expect(other.messages.at(-1)).toMatchObject({ text: 'Bue', outdated: false });
  });
});

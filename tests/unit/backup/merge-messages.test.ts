import { describe, expect, it } from 'vitest';
import { mergeMessages, mergeSlips } from '#lib/backup/merge-messages.ts';
import type { Message, Slip } from '#lib/db/rows.ts';
import { turnOf } from '#tests/helpers/kept-rows.ts';

const [asked, reply] = turnOf(1, 1);
const merge = (here: Message, theirs: Message) => mergeMessages([here], [theirs]);

const card = (disputed?: boolean): NonNullable<Message['card']> => ({
  kind: 'edits',
  corrected: 'Yo fui',
  edits: [
    {
      start: 3,
      end: 6,
      original: 'fue',
      replacement: 'fui',
      op: 'replace',
      tier: 'error',
      shown: true,
      ...(disputed === true && { disputed }),
    },
  ],
  wellDone: null,
});

describe('a message that is here', () => {
  it('is the one whose turn ended later, in its place here', () => {
    const later = { ...reply, text: 'Otra vez', settledAt: 50, position: 9 };
    expect(merge(reply, later)).toEqual({ added: [], updated: [{ ...later, position: reply.position }] });
    expect(merge(later, reply)).toEqual({ added: [], updated: [] });
  });

  it('is left alone while it is arriving', () => {
    const arriving = { ...reply, state: 'arriving' as const, settledAt: 1 };
    expect(merge(arriving, { ...reply, settledAt: 90 })).toEqual({ added: [], updated: [] });
  });

  it('gets what only the backup has about the same text', () => {
    const translation = { language: 'en', text: 'Hello' };
    expect(merge(reply, { ...reply, translation }).updated).toEqual([{ ...reply, translation }]);
    expect(merge(reply, { ...reply, text: 'Other', translation }).updated).toEqual([]);
    expect(merge({ ...reply, simpler: 'Hi' }, { ...reply, settledAt: 90 }).updated).toEqual([
      { ...reply, settledAt: 90, simpler: 'Hi' },
    ]);
    expect(merge(asked, { ...asked, card: card() }).updated).toEqual([{ ...asked, card: card() }]);
  });

  it('is right where the learner has said so in either', () => {
    const [wrong, right] = [
      { ...asked, card: card() },
      { ...asked, card: card(true) },
    ];
    expect(merge(wrong, right).updated).toEqual([right]);
    expect(merge(right, wrong).updated).toEqual([]);
    expect(merge(right, { ...wrong, settledAt: 90 }).updated).toEqual([{ ...right, settledAt: 90 }]);
    expect(merge(wrong, { ...right, text: 'Other' }).updated).toEqual([]);
    const otherwise = { ...right, card: { ...card(true), corrected: 'Yo iba' } as Message['card'] };
    expect(merge(wrong, otherwise).updated).toEqual([]);
  });
});

describe('turns that went another way', () => {
  it('come behind those that are here, in their order', () => {
    const here = [...turnOf(1, 1), ...turnOf(1, 2)];
    const theirs = [3, 4].flatMap((turn) =>
      turnOf(1, turn).map((message) => Object.assign(message, { position: message.position - 2 })),
    );
    const { added, updated } = mergeMessages(here, [...turnOf(1, 1), ...theirs]);
    expect(updated).toEqual([]);
    expect(added.map(({ id, position }) => [id, position])).toEqual([
      ['turn 1.3/learner', 5],
      ['turn 1.3/tutor', 6],
      ['turn 1.4/learner', 7],
      ['turn 1.4/tutor', 8],
    ]);
  });

  it('are where they were where nothing is in their way', () => {
    const { added } = mergeMessages([...turnOf(1, 1), ...turnOf(1, 3)], [...turnOf(1, 2), ...turnOf(2, 1)]);
    expect(added).toEqual([...turnOf(1, 2), ...turnOf(2, 1)]);
  });
});

describe('slips', () => {
  const slip: Slip = {
    id: `${asked.turnId}/0`,
    turnId: asked.turnId,
    conversationId: 1,
    language: 'es',
    at: 3,
    category: null,
    wrong: 'fue',
    right: 'fui',
    sentence: 'Yo fui',
    start: 3,
    end: 6,
  };

  it('are added once', () => {
    expect(mergeSlips([], [slip], [[{ ...asked, card: card() }]]).added).toEqual([slip]);
    expect(mergeSlips([slip], [slip], [[asked]])).toEqual({ added: [], updated: [], removed: [] });
  });

  it('are none where the learner was right', () => {
    expect(mergeSlips([], [slip], [[{ ...asked, card: card(true) }]]).added).toEqual([]);
    expect(mergeSlips([slip], [], [[{ ...asked, card: card() }], [{ ...asked, card: card(true) }]]).removed).toEqual([
      slip.id,
    ]);
  });
});

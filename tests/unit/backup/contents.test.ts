import { describe, expect, it } from 'vitest';
import { contentsOf, deletionsIn } from '#lib/backup/contents.ts';
import { cardOf, conversationOf, met, storeOf, turnOf, wordOf } from '#tests/helpers/kept-rows.ts';

describe('what a backup holds', () => {
  it('is what can be read, as it is', () => {
    const word = wordOf(met('ocio'));
    const store = storeOf({
      conversations: [conversationOf(1)],
      messages: turnOf(1, 1),
      words: [word, wordOf(met('película'), { id: 'declined', state: 'suggested', deletedAt: -1 })],
      schedules: [cardOf(word, 'cloze')],
      deletions: [{ id: 'facts/f', at: 3 }],
    });
    expect(contentsOf(store)).toEqual(store);
  });

  it('has a reply that is arriving break off where it is', () => {
    const [asked, reply] = turnOf(1, 1);
    const messages = [asked, { ...reply, state: 'arriving' as const }];
    expect(contentsOf(storeOf({ conversations: [conversationOf(1)], messages })).messages).toEqual([
      asked,
      { ...reply, state: 'interrupted', error: { code: 'interrupted' } },
    ]);
  });

  it('is nothing of what is deleted but that it was', () => {
    const word = wordOf(met('ocio'), { deletedAt: 9 });
    const fact = { id: 'f', language: 'es', text: 'Dog', messageId: 'turn 1.1/learner', quote: 'perro', createdAt: 1 };
    const store = storeOf({
      conversations: [{ ...conversationOf(1), deletedAt: 7 }],
      messages: turnOf(1, 1),
      drafts: [{ conversationId: 1, text: 'Ho' }],
      summaries: [{ conversationId: 1, text: 'Hola', upTo: 1, updatedAt: 1 }],
      facts: [fact, { ...fact, id: 'g', messageId: 'of another' }],
      words: [word],
      schedules: [cardOf(word, 'cloze')],
    });
    expect(contentsOf(store)).toEqual(
      storeOf({
        facts: [{ ...fact, id: 'g', messageId: 'of another' }],
        deletions: [
          { id: 'conversations/1', at: 7 },
          { id: 'words/word ocio', at: 9 },
        ],
      }),
    );
  });

  it('has nothing that belongs to nothing', () => {
    const store = storeOf({ messages: turnOf(1, 1), schedules: [cardOf(wordOf(met('ocio')), 'cloze')] });
    expect(contentsOf(store)).toEqual(storeOf());
  });

  it('tells deletions that are done from those that can be taken back', () => {
    const store = storeOf({
      conversations: [conversationOf(1), { ...conversationOf(2), deletedAt: 7 }],
      words: [wordOf(met('ocio'), { state: 'suggested', deletedAt: -1 })],
      deletions: [{ id: 'words/w', at: 3 }],
    });
    expect([...deletionsIn(store)]).toEqual([
      ['words/w', 3],
      ['conversations/2', 7],
    ]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '#lib/backup/contents.ts';
import { mergeBackup } from '#lib/backup/merge.ts';
import { noRows, type KeptRows } from '#lib/db/kept-tables.ts';
import { scheduleId } from '#lib/db/word-rows.ts';
import { aStore, aStoreWithDeletions, aStoreWithEdits } from '#tests/helpers/arbitrary-stores.ts';
import {
  byKey,
  cardOf,
  changed,
  conversationOf,
  met,
  stored,
  storeOf,
  turnOf,
  wordOf,
} from '#tests/helpers/kept-rows.ts';

const plan = (here: KeptRows, backup: KeptRows, revive = false) => mergeBackup(stored(here), backup, { revive });
const merge = (here: KeptRows, backup: KeptRows, revive = false) => changed(here, plan(here, backup, revive));
const rowsPut = (here: KeptRows, backup: KeptRows, revive = false) => {
  const { put, remove } = plan(here, backup, revive);
  return [...Object.values(put), ...Object.values(remove)].flat();
};

/** A store with each word called after its key, since ids differ from store to store. */
function withoutIds(rows: KeptRows): KeptRows {
  const keys = new Map(rows.words.map(({ id, key }) => [id, key]));
  const named = (id: string) => keys.get(id) ?? id;
  const card = (id: string) => `${named(id.slice(0, id.lastIndexOf('/')))}${id.slice(id.lastIndexOf('/'))}`;
  return {
    ...rows,
    words: rows.words.map((word) => ({ ...word, id: word.key })),
    schedules: rows.schedules.map((row) => ({ ...row, id: card(row.id), wordId: named(row.wordId) })),
    reviews: rows.reviews.map((row) => ({
      ...row,
      wordId: named(row.wordId),
      scheduleId: card(row.scheduleId),
      buried: row.buried.map(({ id, shownFrom }) => ({ id: card(id), shownFrom })),
    })),
  };
}

describe('merging a backup', () => {
  it('gives an empty store every row of the backup as it is', () => {
    fc.assert(
      fc.property(aStoreWithDeletions, (backup) => {
        const contents = contentsOf(backup);
        expect(byKey(merge(noRows(), backup))).toEqual(byKey(contents));
        expect(byKey(merge(noRows(), contents))).toEqual(byKey(contents));
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('changes nothing the second time, whatever was deleted, here or there', () => {
    fc.assert(
      fc.property(aStoreWithEdits, aStoreWithEdits, fc.boolean(), (here, backup, revive) => {
        expect(rowsPut(merge(here, backup, revive), backup, revive)).toEqual([]);
      }),
      { seed: 2, numRuns: 3_000 },
    );
  });

  it('changes nothing where the backup is of this very store', () => {
    fc.assert(
      fc.property(aStoreWithDeletions, (here) => {
        expect(rowsPut(here, contentsOf(here))).toEqual([]);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('makes the same of two stores whichever is merged into the other', () => {
    fc.assert(
      fc.property(aStore, aStore, (a, b) => {
        expect(byKey(withoutIds(merge(a, b)))).toEqual(byKey(withoutIds(merge(b, a))));
      }),
      { seed: 4, numRuns: 3_000 },
    );
  });

  it('takes no row away but mistakes that were none, and has no word twice', () => {
    fc.assert(
      fc.property(aStore, aStoreWithEdits, (here, backup) => {
        const after = merge(here, backup);
        const tables = byKey(after);
        const disputed = new Set(
          after.messages.flatMap(({ turnId, card }) =>
            card?.kind === 'edits' && card.edits[0]?.disputed === true ? [`${turnId}/0`] : [],
          ),
        );
        expect(after.slips.filter(({ id }) => disputed.has(id))).toEqual([]);
        for (const [table, rows] of Object.entries(byKey(here))) {
          const gone = [...rows.keys()].filter((key) => tables[table]?.has(key) !== true);
          expect(gone.filter((key) => table !== 'slips' || !disputed.has(key))).toEqual([]);
        }
        const keys = after.words.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const words = new Set(after.words.map(({ id }) => id));
        expect(after.schedules.filter(({ wordId }) => !words.has(wordId))).toEqual([]);
        expect(after.reviews.filter(({ wordId }) => !words.has(wordId))).toEqual([]);
      }),
      { seed: 5, numRuns: 3_000 },
    );
  });

  it('counts what is in the backup, what is new and what is newer', () => {
    const here = storeOf({ conversations: [conversationOf(1, 10), conversationOf(2, 30)], messages: turnOf(1, 1) });
    const backup = storeOf({
      conversations: [conversationOf(1, 20), conversationOf(2, 20), conversationOf(3)],
      messages: [...turnOf(1, 1, 20), ...turnOf(3, 1)],
    });
    const { tallies } = plan(here, backup);
    expect(tallies.conversations).toEqual({ inBackup: 3, added: 1, updated: 1 });
    expect(tallies.messages).toEqual({ inBackup: 4, added: 2, updated: 1 });
    expect(tallies.words).toEqual({ inBackup: 0, added: 0, updated: 0 });
    expect(
      merge(here, backup)
        .conversations.map(({ title }) => title)
        .toSorted(),
    ).toEqual(['Conversation 1 at 20', 'Conversation 2 at 30', 'Conversation 3 at 10']);
  });

  it('has the look back on a conversation that only one of them has', () => {
    const recap = { messages: 2, wellDone: [], recurring: null, words: [] };
    const [plain, looked] = [conversationOf(1, 10), { ...conversationOf(1, 10), recap }];
    const later = conversationOf(1, 20);
    const merged = (a: typeof plain, b: typeof plain) =>
      merge(storeOf({ conversations: [a] }), storeOf({ conversations: [b] })).conversations;
    expect(merged(plain, looked)).toEqual([looked]);
    expect(merged(looked, plain)).toEqual([looked]);
    expect(merged(looked, later)).toEqual([{ ...later, recap }]);
    expect(merged(later, looked)).toEqual([{ ...later, recap }]);
  });

  it('lets a draft that is here stand', () => {
    const conversations = [conversationOf(1)];
    const here = storeOf({ conversations, drafts: [{ conversationId: 1, text: 'Mine' }] });
    const backup = storeOf({ conversations, drafts: [{ conversationId: 1, text: 'Old' }] });
    expect(merge(here, backup).drafts).toEqual([{ conversationId: 1, text: 'Mine' }]);
    expect(merge(storeOf({ conversations }), backup).drafts).toEqual([{ conversationId: 1, text: 'Old' }]);
  });

  it('takes the larger of two counts of a day', () => {
    const day = (requests: number, input: number) =>
      storeOf({ usage: [{ day: '2026-05-10', tutor: 'claude', requests, input, output: 1 }] });
    expect(merge(day(3, 50), day(2, 70)).usage).toEqual([
      { day: '2026-05-10', tutor: 'claude', requests: 3, input: 70, output: 1 },
    ]);
  });

  it('says a fact once, whatever it is called', () => {
    const fact = { id: 'f', language: 'es', text: 'You have a dog', messageId: 'm', quote: 'perro', createdAt: 1 };
    const here = storeOf({ facts: [fact] });
    const backup = storeOf({
      facts: [
        { ...fact, id: 'g', text: 'you have a DOG' },
        { ...fact, id: 'h', text: 'You have a cat' },
        { ...fact, id: 'i', text: 'You have a cat' },
        { ...fact, editedAt: 9, text: 'You have two dogs' },
      ],
    });
    expect(merge(here, backup).facts.map(({ text }) => text)).toEqual(['You have two dogs', 'You have a cat']);
  });
});

describe('what the learner has deleted', () => {
  const film = wordOf(met('película'));
  const fact = { id: 'f', language: 'es', text: 'Dog', messageId: 'turn 2.1/learner', quote: 'perro', createdAt: 1 };
  const backup = storeOf({
    conversations: [conversationOf(1), conversationOf(2)],
    messages: [...turnOf(1, 1), ...turnOf(2, 1)],
    words: [film],
    schedules: [cardOf(film, 'recognise')],
    knownWords: [{ language: 'es', lemma: 'película', at: 5 }],
    facts: [fact],
  });
  const gone = storeOf({
    conversations: [{ ...conversationOf(1), deletedAt: 50 }],
    messages: turnOf(1, 1),
    deletions: [
      { id: 'conversations/2', at: 50 },
      { id: `words/${film.id}`, at: 50 },
      { id: 'facts/f', at: 50 },
    ],
  });

  it('stays deleted, with all that belongs to it', () => {
    expect(rowsPut(gone, backup)).toEqual([]);
    expect(plan(gone, backup).deleted).toEqual({ conversations: 2, words: 1, facts: 0 });
    const others = storeOf({ ...gone, deletions: [{ id: 'facts/f', at: 50 }] });
    expect(plan(others, backup).deleted).toEqual({ conversations: 1, words: 0, facts: 1 });
  });

  it('comes back where the learner asks for it, and is deleted no more', () => {
    const after = merge(gone, backup, true);
    expect(byKey(after)).toEqual(byKey(backup));
    expect(plan(gone, backup, true).deleted).toEqual({ conversations: 0, words: 0, facts: 0 });
  });

  it('comes back where it was used again after that', () => {
    const later = storeOf({
      ...backup,
      conversations: [conversationOf(1, 60), conversationOf(2, 60)],
      words: [{ ...film, editedAt: 60 }],
      facts: [{ ...fact, editedAt: 60 }],
    });
    const after = merge(gone, later);
    expect(byKey({ ...after, deletions: [] })).toEqual(byKey(later));
    // Their older forms are still deleted.
    expect(byKey(after)['deletions']).toEqual(
      byKey({ ...gone, deletions: [...gone.deletions, { id: 'conversations/1', at: 50 }] })['deletions'],
    );
    expect(rowsPut(after, backup)).toEqual([]);
  });

  it('is deleted in another store too once its backup has been there, and never deletes what is there', () => {
    const other = merge(noRows(), contentsOf(gone));
    expect(other.deletions.map(({ id }) => id).toSorted()).toEqual([
      'conversations/1',
      'conversations/2',
      'facts/f',
      `words/${film.id}`,
    ]);
    expect(merge(other, backup).conversations).toEqual([]);
    expect(byKey(merge(backup, contentsOf(gone)))).toEqual(byKey(backup));
  });

  it('leaves a lemma known that another word has', () => {
    const cinema = wordOf(met('película', { translation: 'movie' }), { id: 'another' });
    const both = storeOf({ ...backup, words: [film, cinema] });
    expect(merge(gone, both).knownWords).toEqual(backup.knownWords);
    expect(merge(gone, backup).knownWords).toEqual([]);
  });

  it('takes the cards of a word that comes back up again', () => {
    const hidden = storeOf({
      words: [{ ...film, deletedAt: 50 }],
      schedules: [{ ...cardOf(film, 'recognise'), suspended: 1 }],
    });
    const after = merge(hidden, backup, true);
    expect(after.words).toEqual([film]);
    expect(after.schedules).toEqual([cardOf(film, 'recognise')]);
    expect(after.schedules[0]?.id).toBe(scheduleId(film.id, 'recognise'));
  });
});

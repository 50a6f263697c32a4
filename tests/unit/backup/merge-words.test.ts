import { describe, expect, it } from 'vitest';
import { mergeBackup } from '#lib/backup/merge.ts';
import type { KeptRows } from '#lib/db/kept-tables.ts';
import { type Review, type Word } from '#lib/db/word-rows.ts';
import { answerCard } from '#lib/words/scheduling.ts';
import { byKey, cardOf, changed, met, stored, storeOf, wordOf } from '#tests/helpers/kept-rows.ts';

const merge = (here: KeptRows, backup: KeptRows) => changed(here, mergeBackup(stored(here), backup, { revive: false }));

const word = wordOf(met('película'));
const elsewhere = wordOf(met('película'), { id: 'met elsewhere' });

const answerTo = (of: Word, id: string): Review =>
  answerCard(cardOf(of, 'recognise'), [cardOf(of, 'produce')], {
    id,
    rating: 3,
    source: 'card',
    retention: 90,
    now: 100,
  }).review;

describe('the same word under another id', () => {
  it('is one word, and its cards and answers are those of the word here', () => {
    const here = storeOf({ words: [word], schedules: [cardOf(word, 'recognise')] });
    const backup = storeOf({
      words: [elsewhere],
      schedules: [
        cardOf(elsewhere, 'recognise', { lastReview: 90, reps: 4, due: 200 }),
        cardOf(elsewhere, 'produce', { due: 300 }),
      ],
      reviews: [answerTo(elsewhere, 'answer')],
    });
    const after = merge(here, backup);
    expect(after.words).toEqual([word]);
    expect(after.schedules).toEqual([
      cardOf(word, 'recognise', { lastReview: 90, reps: 4, due: 200 }),
      cardOf(word, 'produce', { due: 300 }),
    ]);
    expect(after.reviews).toEqual([answerTo(word, 'answer')]);
    expect(after.reviews[0]?.buried).toEqual([{ id: `${word.id}/produce`, shownFrom: 5 }]);
  });

  it('twice in one backup is one word too', () => {
    const after = merge(storeOf(), storeOf({ words: [word, elsewhere], schedules: [cardOf(elsewhere, 'produce')] }));
    expect(after.words).toEqual([word]);
    expect(after.schedules).toEqual([cardOf(word, 'produce')]);
  });

  it('takes the place of a damaged one that has its key', () => {
    const damaged = new Map([['words', [{ ...word, state: 'lost' }]] as const]);
    const { put } = mergeBackup({ rows: storeOf(), damaged }, storeOf({ words: [elsewhere] }), { revive: false });
    expect(put.words).toEqual([word]);
  });

  it('is told by what the word is, whatever key the backup has for it', () => {
    expect(merge(storeOf({ words: [word] }), storeOf({ words: [{ ...elsewhere, key: 'made up' }] })).words).toEqual([
      word,
    ]);
  });
});

describe('a word that is here', () => {
  const edited = (translation: string, editedAt: number): Word =>
    wordOf(met('película', { translation }), { editedAt });

  it.each([
    [20, 'movie'],
    [5, 'motion picture'],
  ])('says what the later edit made of it (%d)', (theirs, says) => {
    const here = storeOf({ words: [edited('motion picture', 10)] });
    const after = merge(here, storeOf({ words: [edited('movie', theirs)] })).words;
    expect(after.map(({ translation }) => translation)).toEqual([says]);
    expect(after[0]?.key).toBe(edited(says, 1).key);
  });

  it('does not become what another word is', () => {
    const other = wordOf(met('película', { translation: 'movie' }), { id: 'other' });
    const here = storeOf({ words: [edited('motion picture', 10), other] });
    expect(byKey(merge(here, storeOf({ words: [edited('movie', 20)] })))).toEqual(byKey(here));
  });

  it('takes a key that another gives up, in whichever order', () => {
    const say = (id: string, translation: string, editedAt?: number): Word =>
      wordOf(met('película', { translation }), { id, ...(editedAt !== undefined && { editedAt }) });
    const here = storeOf({ words: [say('a', 'film'), say('b', 'movie')] });
    const later = [say('a', 'movie', 20), say('b', 'picture', 20), say('c', 'film')];
    for (const words of [later, later.toReversed()]) {
      const { put } = mergeBackup(stored(here), storeOf({ words }), { revive: false });
      expect(put.words.map(({ id, translation }) => [id, translation])).toEqual([
        ['b', 'picture'],
        ['a', 'movie'],
        ['c', 'film'],
      ]);
    }
  });

  it.each([
    ['suggested', 'learning', 'learning'],
    ['learning', 'suggested', 'learning'],
    ['known', 'learning', 'known'],
    ['suspended', 'suggested', 'suspended'],
  ] as const)('that is %s here and %s in the backup is %s', (mine, theirs, state) => {
    const here = { ...word, state: mine };
    const backup = { ...word, state: theirs };
    expect(merge(storeOf({ words: [here] }), storeOf({ words: [backup] })).words).toEqual([{ ...word, state }]);
  });

  it('was turned down, and is not suggested again', () => {
    const declined = { ...word, state: 'suggested' as const, deletedAt: -1 };
    const suggested = { ...word, state: 'suggested' as const };
    expect(merge(storeOf({ words: [declined] }), storeOf({ words: [suggested] })).words).toEqual([declined]);
    expect(merge(storeOf({ words: [suggested] }), storeOf({ words: [declined] })).words).toEqual([declined]);
    expect(merge(storeOf({ words: [declined] }), storeOf({ words: [word] })).words).toEqual([word]);
  });

  it('has its cards rest where it is not learnt here, however they stand in the backup', () => {
    const known = { ...word, state: 'known' as const };
    const after = merge(
      storeOf({ words: [known], schedules: [cardOf(known, 'recognise')] }),
      storeOf({
        words: [word],
        schedules: [cardOf(word, 'recognise', { lastReview: 9, reps: 1 }), cardOf(word, 'produce')],
      }),
    );
    expect(after.schedules.map(({ kind, suspended, lastReview }) => [kind, suspended, lastReview])).toEqual([
      ['recognise', 1, 9],
      ['produce', 1, null],
    ]);
  });

  it('has no card that its sentence does not allow', () => {
    const unclozable = wordOf(met('película', { sentence: 'Película, película.' }), { editedAt: 20 });
    const before = storeOf({ words: [word], schedules: [cardOf(word, 'cloze'), cardOf(word, 'produce')] });
    const after = merge(before, storeOf({ words: [unclozable], schedules: [cardOf(unclozable, 'recognise')] }));
    expect(after.schedules.map(({ kind }) => kind)).toEqual(['produce', 'recognise']);
    const kept = merge(storeOf({ words: [unclozable], schedules: [cardOf(unclozable, 'recognise')] }), before);
    expect(kept.schedules.map(({ kind }) => kind)).toEqual(['recognise', 'produce']);
  });
});

describe('a card', () => {
  const here = (change: object) => storeOf({ words: [word], schedules: [cardOf(word, 'recognise', change)] });

  it.each([
    [{ lastReview: 10, reps: 9 }, { lastReview: 20, reps: 3 }, 20],
    [{ lastReview: 20, reps: 3 }, { lastReview: 10, reps: 9 }, 20],
    [{ lastReview: null }, { lastReview: 10, reps: 1 }, 10],
  ])('is as it was answered last: %j, %j', (mine, theirs, last) => {
    expect(merge(here(mine), here(theirs)).schedules.map(({ lastReview }) => lastReview)).toEqual([last]);
  });

  it('that was answered at the same time is the one that was answered more often', () => {
    const [card] = merge(here({ lastReview: 10, reps: 1 }), here({ lastReview: 10, reps: 2 })).schedules;
    expect(card?.reps).toBe(2);
  });
});

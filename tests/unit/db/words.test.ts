import 'fake-indexeddb/auto';
import { liveQuery } from 'dexie';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database } from '#lib/db/database.ts';
import { findWords, type WordQuestion } from '#lib/db/read/find-words.ts';
import {
  countDue,
  dueWords,
  hasReviewedToday,
  languagesOfWords,
  nextCard,
  type ReviewTerms,
} from '#lib/db/read/schedules.ts';
import { countNewWords, countWords, knownWords, readWord, stateOfWord } from '#lib/db/read/words.ts';
import { importedWords, importSome } from '#lib/db/write/import-words.ts';
import { answerReview, undoReview } from '#lib/db/write/reviews.ts';
import {
  declineSuggestion,
  deleteWord,
  editWord,
  knowWord,
  learnWord,
  moveWord,
  purgeWords,
  restoreWord,
  suggestWords,
} from '#lib/db/write/words.ts';
import { cardKinds, scheduleId, scheduleSchema, wordSchema, type NewWord, type Rating } from '#lib/db/word-rows.ts';

const day = 24 * 60 * 60 * 1000;
const now = new Date(2026, 4, 10, 12).getTime();

const named = (lemma: string, change: Partial<NewWord> = {}): NewWord => ({
  language: 'es',
  learnerLanguage: 'en',
  lemma,
  partOfSpeech: 'noun',
  translation: `meaning ${[...lemma].toReversed().join('')}ish`,
  surface: lemma,
  sentence: `Vimos ${lemma} ayer.`,
  ...change,
});

const terms = (newPerDay: number, change: Partial<ReviewTerms> = {}): ReviewTerms => ({
  newPerDay,
  reviewsPerDay: 999,
  heard: [],
  ...change,
});

const list = async (change: Partial<WordQuestion> = {}) =>
  (
    await findWords(
      { language: 'es', filter: 'all', query: '', terms: terms(99), offset: 0, limit: 50, ...change },
      now,
    )
  ).words;
const search = (query: string, limit = 9) => list({ query, limit });
const lemmas = async (filter: WordQuestion['filter'] = 'all') => (await list({ filter })).map(({ lemma }) => lemma);
const cards = async (id: string) => {
  const rows = await database.schedules.bulkGet(cardKinds.map((kind) => scheduleId(id, kind)));
  return rows.filter((row) => row !== undefined);
};

let answers = 0;
async function rate(rating: Rating, at: number): Promise<{ id: string; leech: boolean }> {
  const card = (await nextCard('es', terms(99), at))?.schedule;
  const id = `answer ${(answers += 1)}`;
  const kept = await answerReview({
    id,
    scheduleId: card?.id ?? '',
    reps: card?.reps ?? 0,
    rating,
    source: 'card',
    retention: 90,
    heard: [],
    now: at,
  });
  return { id, leech: kept?.leech ?? false };
}

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
});

describe('a word', () => {
  it('that is learnt has its cards, in rows that fit their schema, and is not too hard any more', async () => {
    const id = await learnWord(named('ocio'), now);
    expect(wordSchema.safeParse(await database.words.get(id)).success).toBe(true);
    const rows = await cards(id);
    expect(rows.map(({ kind }) => kind)).toEqual(['recognise', 'produce', 'cloze']);
    for (const row of rows) expect(scheduleSchema.safeParse(row).success).toBe(true);
    expect(await knownWords('es')).toEqual(new Set(['ocio']));
    expect(await stateOfWord(named('ocio'))).toBe('learning');
  });

  it('is learnt once, and in another sense once more', async () => {
    const id = await learnWord(named('banco'), now);
    expect(await learnWord(named('banco', { sentence: 'Otro banco.' }), now + 1)).toBe(id);
    expect(await learnWord(named('banco', { translation: 'bench' }), now + 2)).not.toBe(id);
    expect(await countWords('es')).toEqual({ learning: 2, known: 0, suggested: 0, suspended: 0 });
  });

  it('is new on the day that it came from a conversation', async () => {
    await learnWord(named('ayer', { conversationId: 1 }), now - day);
    await learnWord(named('hoy', { conversationId: 1 }), now);
    await learnWord(named('importado'), now);
    expect(await countNewWords('es', now)).toBe(1);
    expect(await countNewWords('es', now + day)).toBe(0);
    expect(await countNewWords('fr', now)).toBe(0);
  });

  it('is new also where very many were imported before it on the day', async () => {
    const of = { id: 'list', startedAt: now, total: 150 };
    const many = Array.from({ length: of.total }, (_, index) => named(`w${index}`));
    await importSome(importedWords(many, 0, of), of);
    await learnWord(named('hoy', { conversationId: 1 }), now + 1);
    expect(await countNewWords('es', now + 2)).toBe(1);
  });

  it('that is known needs no cards, and its cards rest when it becomes so', async () => {
    await knowWord(named('sol'), now - 1);
    expect(await dueWords('es', terms(10), now)).toEqual([]);
    const id = await learnWord(named('ocio'), now);
    await moveWord(id, 'known', now);
    expect(await dueWords('es', terms(10), now)).toEqual([]);
    expect(await countWords('es')).toMatchObject({ learning: 0, known: 2 });
    expect(await lemmas('known')).toEqual(['ocio', 'sol']);
    await moveWord(id, 'learning', now);
    expect(await dueWords('es', terms(10), now)).toEqual([id]);
  });

  it('that is deleted is nowhere, and comes back as it was', async () => {
    const id = await learnWord(named('ocio'), now);
    await rate(3, now);
    const before = { word: await database.words.get(id), cards: await cards(id) };
    await deleteWord(id, now);
    expect(await lemmas()).toEqual([]);
    expect(await search('ocio')).toEqual([]);
    expect(await dueWords('es', terms(10), now + 9 * day)).toEqual([]);
    expect(await knownWords('es')).toEqual(new Set());
    expect(await readWord(id)).toBeNull();
    await restoreWord(id, now);
    expect({ word: await database.words.get(id), cards: await cards(id) }).toEqual(before);
    expect(await knownWords('es')).toEqual(new Set(['ocio']));
  });

  it('stays known to the level guard as long as one of its senses is there', async () => {
    const id = await learnWord(named('banco'), now);
    await learnWord(named('banco', { translation: 'bench' }), now);
    await deleteWord(id, now);
    expect(await knownWords('es')).toEqual(new Set(['banco']));
  });

  it('that was deleted long ago goes for good, with cards and answers; a suggestion that was turned down stays', async () => {
    const id = await learnWord(named('ocio'), now);
    await rate(3, now);
    await suggestWords([named('faro')], now);
    await declineSuggestion((await list({ filter: 'suggested' }))[0]?.id ?? '');
    await deleteWord(id, now);
    await purgeWords(now);
    expect(await database.words.count()).toBe(2);
    await purgeWords(now + 1);
    expect(await database.words.count()).toBe(1);
    expect(await database.schedules.count()).toBe(0);
    expect(await database.reviews.count()).toBe(0);
    expect(await suggestWords([named('faro')], now)).toBe(0);
  });

  it('is edited: what its cards know stays, and it is found as it is now', async () => {
    const id = await learnWord(named('peli'), now);
    await rate(3, now);
    const [known] = await cards(id);
    const change = { lemma: 'película', translation: 'film', partOfSpeech: 'noun', sentence: 'Nada.' } as const;
    expect(await editWord(id, change, now)).toBe(true);
    expect((await cards(id)).map(({ kind }) => kind)).toEqual(['recognise', 'produce']);
    expect((await cards(id))[0]).toEqual(known);
    expect((await search('pelicula')).map(({ lemma }) => lemma)).toEqual(['película']);
    expect(await search('vimos')).toEqual([]);
    expect(await knownWords('es')).toEqual(new Set(['película']));
  });

  it('is found in another sentence that it is given, and asked there', async () => {
    const id = await learnWord(named('Peli', { surface: 'pelis', sentence: 'Dos pelis.' }), now);
    await editWord(id, { sentence: 'Una peli buena.' }, now);
    expect((await readWord(id))?.surface).toBe('peli');
    await editWord(id, { lemma: 'película', sentence: 'Otra peli, otra película.' }, now);
    expect((await readWord(id))?.surface).toBe('peli');
    await editWord(id, { sentence: 'Una película buena.' }, now);
    expect((await readWord(id))?.surface).toBe('película');
    expect((await cards(id)).map(({ kind }) => kind)).toEqual(['recognise', 'produce', 'cloze']);
    await editWord(id, { sentence: '' }, now);
    expect((await readWord(id))?.surface).toBe('película');
  });

  it('is not edited to be another one', async () => {
    const id = await learnWord(named('ocio'), now);
    await learnWord(named('sol'), now);
    expect(await editWord(id, named('sol'), now)).toBe(false);
    expect((await readWord(id))?.lemma).toBe('ocio');
  });
});

describe('suggestions', () => {
  it('are none of what is known, however it is written', async () => {
    await learnWord(named('Gewitter', { language: 'de' }), now);
    await knowWord(named('nube'), now);
    expect(await knownWords('de')).toEqual(new Set(['gewitter']));
    const again = { translation: 'another sense' };
    const found = [named('gewitter', { ...again, language: 'de' }), named('Nube', again), named('rayo')];
    expect(await suggestWords(found, now)).toBe(1);
    expect(await lemmas('suggested')).toEqual(['rayo']);
  });

  it('are at most five at a time, and none of what is known, there or turned down', async () => {
    await knowWord(named('sol'), now);
    await learnWord(named('ocio'), now);
    const many = ['sol', 'ocio', 'a', 'b', 'c', 'd', 'e', 'f'].map((lemma) => named(lemma));
    expect(await suggestWords([...many, named('sol', { translation: 'another sense' })], now)).toBe(5);
    expect(await lemmas('suggested')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await suggestWords(many, now)).toBe(0);
    const [first, second, third] = await list({ filter: 'suggested' });
    await declineSuggestion(first?.id ?? '');
    await moveWord(second?.id ?? '', 'learning', now);
    await moveWord(third?.id ?? '', 'known', now);
    expect(await suggestWords(many, now)).toBe(1);
    expect(await lemmas('suggested')).toEqual(['f', 'd', 'e']);
    expect(await dueWords('es', terms(10), now)).toHaveLength(2);
    expect(await dueWords('es', terms(10), now)).toContain(second?.id);
  });

  it('that was made is no word of the learner’s until it is accepted', async () => {
    await suggestWords([named('faro')], now);
    expect(await knownWords('es')).toEqual(new Set());
    expect(await database.schedules.count()).toBe(0);
  });
});

describe('a review', () => {
  it('asks of each word once a day, and of as many new ones as the day allows', async () => {
    for (const lemma of ['a', 'b', 'c']) await learnWord(named(lemma), now);
    expect(await dueWords('es', terms(2), now)).toHaveLength(2);
    await rate(4, now);
    await rate(4, now);
    expect(await nextCard('es', terms(2), now)).toBeNull();
    expect((await nextCard('es', terms(3), now))?.schedule.kind).toBe('recognise');
    await rate(4, now);
    expect(await nextCard('es', terms(99), now)).toBeNull();
    expect((await nextCard('es', terms(2), now + day))?.schedule.kind).toBe('produce');
  });

  it('comes back to what was forgotten before it goes on, and ahead of time when nothing else is left', async () => {
    const forgotten = await learnWord(named('a'), now);
    await learnWord(named('b'), now + 1);
    await rate(1, now + 1);
    expect((await nextCard('es', terms(99), now + 2))?.schedule.wordId).not.toBe(forgotten);
    expect((await nextCard('es', terms(99), now + 90_000))?.schedule.wordId).toBe(forgotten);
    await rate(4, now + 2);
    expect((await nextCard('es', terms(99), now + 3))?.schedule.wordId).toBe(forgotten);
  });

  it('counts an answer once, and takes it back whole', async () => {
    const id = await learnWord(named('a'), now);
    const before = await cards(id);
    const card = (await nextCard('es', terms(9), now))?.schedule;
    const answer = {
      scheduleId: card?.id ?? '',
      reps: 0,
      rating: 3,
      source: 'card',
      retention: 90,
      heard: [],
      now,
    } as const;
    expect(await answerReview({ ...answer, id: '1' })).toEqual({ leech: false });
    expect(await answerReview({ ...answer, id: '2' })).toBeNull();
    expect(await undoReview('2')).toBe(false);
    expect(await undoReview('1')).toBe(true);
    expect(await cards(id)).toEqual(before);
    expect(await undoReview('1')).toBe(false);
    expect(await database.reviews.count()).toBe(0);
  });

  it('keeps an answer once that is given again, since the worker ended before it could say so', async () => {
    const id = await learnWord(named('ocio'), now);
    const answer = {
      id: 'given',
      scheduleId: scheduleId(id, 'recognise'),
      reps: 0,
      source: 'card',
      heard: [],
    } as const;
    const give = (rating: Rating) => answerReview({ ...answer, rating, retention: 90, now });
    expect(await give(4)).toEqual({ leech: false });
    const kept = await cards(id);
    expect(await give(1)).toEqual({ leech: false });
    expect(await cards(id)).toEqual(kept);
    expect(await database.reviews.count()).toBe(1);
    expect(await undoReview('given')).toBe(true);
  });

  it('brings what was learnt before only as far as the day’s limit, and what is being learnt all the same', async () => {
    for (const lemma of ['a', 'b', 'c']) await learnWord(named(lemma), now);
    for (let count = 0; count < 3; count += 1) await rate(4, now + count);
    const later = now + 90 * day;
    const few = terms(0, { reviewsPerDay: 2 });
    expect(await dueWords('es', few, later)).toHaveLength(2);
    expect(await dueWords('es', terms(0, { reviewsPerDay: 0 }), later)).toEqual([]);
    expect(await nextCard('es', terms(0, { reviewsPerDay: 0 }), later)).toBeNull();
    const answer = { reps: 1, rating: 1, source: 'card', retention: 90, heard: [] } as const;
    for (let count = 0; count < 2; count += 1) {
      const asked = (await nextCard('es', few, later))?.schedule.id ?? '';
      await answerReview({ ...answer, id: `${later} ${count}`, scheduleId: asked, now: later });
    }
    expect((await nextCard('es', few, later))?.schedule.state).toBe(3);
    expect(await dueWords('es', few, later + day)).toHaveLength(3);
  });

  it('asks a word by ear once it was answered where its language has a voice, from the next day on', async () => {
    const id = await learnWord(named('a'), now);
    const answer = { rating: 3, source: 'card', retention: 90, now } as const;
    const asked = { ...answer, scheduleId: `${id}/recognise`, reps: 0 };
    await answerReview({ ...asked, id: '1', heard: ['fr'] });
    expect(await database.schedules.get(`${id}/listen`)).toBeUndefined();
    await undoReview('1');
    await answerReview({ ...asked, id: '2', heard: ['es'] });
    expect(await database.schedules.get(`${id}/listen`)).toMatchObject({ kind: 'listen', reps: 0, suspended: 0 });
    await undoReview('2');
    expect(await database.schedules.get(`${id}/listen`)).toBeUndefined();
    await answerReview({ ...asked, id: '3', heard: ['es'] });
    for (const kind of ['recognise', 'produce', 'cloze']) {
      await database.schedules.update(`${id}/${kind}`, { shownFrom: now + 9 * day });
    }
    expect(await dueWords('es', terms(9, { heard: ['es'] }), now)).toEqual([]);
    expect(await dueWords('es', terms(9, { heard: ['es'] }), now + day)).toEqual([id]);
    expect((await nextCard('es', terms(9, { heard: ['es'] }), now + day))?.schedule.kind).toBe('listen');
    expect(await dueWords('es', terms(9), now + day)).toEqual([]);
    expect(await nextCard('es', terms(9), now + day)).toBeNull();
    await editWord(id, { translation: 'other' }, now);
    await moveWord(id, 'suspended', now);
    expect(await database.schedules.get(`${id}/listen`)).toMatchObject({ suspended: 1 });
    await deleteWord(id, now);
    await purgeWords(now + 1);
    expect(await database.schedules.count()).toBe(0);
  });

  it('is known to have been given on a day, until the next one', async () => {
    await learnWord(named('a'), now);
    expect(await hasReviewedToday(now)).toBe(false);
    await rate(3, now);
    expect(await hasReviewedToday(now + 60_000)).toBe(true);
    expect(await hasReviewedToday(now + day)).toBe(false);
  });

  it('leaves a word alone that was deleted since it was suspended', async () => {
    const id = await learnWord(named('a'), now);
    await database.schedules.update(`${id}/recognise`, {
      lapses: 7,
      reps: 9,
      state: 2,
      due: now,
      stability: 1,
      difficulty: 5,
    });
    const answer = { id: 'l', scheduleId: `${id}/recognise`, reps: 9, rating: 1, source: 'card', now } as const;
    expect(await answerReview({ ...answer, retention: 90, heard: [] })).toEqual({ leech: true });
    await deleteWord(id, now);
    await undoReview('l');
    expect(await dueWords('es', terms(9), now + day)).toEqual([]);
  });

  it('is taken back from the last answer on only', async () => {
    await learnWord(named('a'), now);
    const first = await rate(1, now);
    const second = await rate(1, now + 60_000);
    expect(await undoReview(first.id)).toBe(false);
    expect(await undoReview(second.id)).toBe(true);
    expect(await undoReview(first.id)).toBe(true);
  });

  it('suspends a word that slips away eight times, which can be taken back', async () => {
    const id = await learnWord(named('a', { sentence: '' }), now);
    await database.schedules.delete(`${id}/produce`);
    let at = now;
    let last = { id: '', leech: false };
    for (let round = 0; round < 40 && !last.leech; round += 1) {
      const [card] = await cards(id);
      at = card?.due ?? 0;
      last = await rate(card?.state === 2 ? 1 : 4, at);
    }
    expect(last.leech).toBe(true);
    expect((await readWord(id))?.state).toBe('suspended');
    expect((await cards(id))[0]?.lapses).toBe(8);
    expect(await nextCard('es', terms(9), at + 99 * day)).toBeNull();
    expect(await undoReview(last.id)).toBe(true);
    expect((await readWord(id))?.state).toBe('learning');
    expect(await nextCard('es', terms(9), at)).not.toBeNull();
  });

  it('keeps languages apart, and counts them together', async () => {
    await learnWord(named('a'), now);
    await learnWord(named('b', { language: 'fr' }), now);
    expect(await dueWords('fr', terms(9), now)).toHaveLength(1);
    expect(await languagesOfWords()).toEqual(['es', 'fr']);
    expect(await countDue(terms(9), now)).toBe(2);
  });

  it('passes over damaged rows', async () => {
    const id = await learnWord(named('a'), now);
    await database.schedules.update(`${id}/recognise`, { stability: 'much' as never });
    expect((await nextCard('es', terms(9), now + 9))?.schedule.kind).toBe('produce');
    await database.words.update(id, { lemma: 7 as never });
    expect(await lemmas()).toEqual([]);
  });

  it('takes nothing back of a card that was answered since it was put off', async () => {
    const id = await learnWord(named('a'), now);
    const first = await rate(4, now);
    await rate(4, now + day);
    const [, answered] = await cards(id);
    expect(answered?.reps).toBe(1);
    const putOff = (await cards(id))[2];
    expect(await undoReview(first.id)).toBe(true);
    expect((await cards(id)).slice(1)).toEqual([answered, putOff]);
  });

  it('takes the card that is heard back only as long as nobody has answered it', async () => {
    const id = await learnWord(named('a'), now);
    const answer = { rating: 3, reps: 0, source: 'card', retention: 90, heard: ['es'] } as const;
    await answerReview({ ...answer, id: '1', scheduleId: `${id}/recognise`, now });
    await answerReview({ ...answer, id: '2', scheduleId: `${id}/listen`, now: now + day });
    expect(await undoReview('1')).toBe(true);
    expect((await database.schedules.get(`${id}/listen`))?.reps).toBe(1);
  });
});

it('finds words by every word of a query, the exact one first', async () => {
  for (const lemma of ['casamiento', 'casa', 'casado']) await learnWord(named(lemma), now);
  const found = async (query: string, limit = 9) => (await search(query, limit)).map(({ lemma }) => lemma);
  expect(await found('casa')).toEqual(['casa', 'casado', 'casamiento']);
  expect(await found('vimos casad')).toEqual(['casado']);
  expect(await found('casa', 1)).toEqual(['casa']);
  expect(await found('nadie casa')).toEqual([]);
});

it('sees every change of what is due', async () => {
  const seen: number[] = [];
  const watching = liveQuery(() => countDue(terms(99), now)).subscribe((due) => seen.push(due));
  await vi.waitFor(() => expect(seen.at(-1)).toBe(0));
  const id = await learnWord(named('a'), now);
  await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
  const answered = await rate(4, now);
  await vi.waitFor(() => expect(seen.at(-1)).toBe(0));
  await undoReview(answered.id);
  await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
  await moveWord(id, 'suspended', now);
  await vi.waitFor(() => expect(seen.at(-1)).toBe(0));
  watching.unsubscribe();
});

it('reads page by page, newest first', async () => {
  for (let index = 0; index < 7; index += 1) await learnWord(named(`w${index}`), now + index);
  expect(await lemmas()).toEqual(['w6', 'w5', 'w4', 'w3', 'w2', 'w1', 'w0']);
  const second = await list({ offset: 3, limit: 3 });
  expect(second.map(({ lemma }) => lemma)).toEqual(['w3', 'w2', 'w1']);
});

it('reads on behind a page with damaged words', async () => {
  for (let index = 0; index < 5; index += 1) await learnWord(named(`w${index}`), now + index);
  const [, damaged] = await list();
  await database.words.update(damaged?.id ?? '', { state: 'lost' as never });
  const question = { language: 'es', filter: 'all', query: '', terms: terms(99), limit: 3 } as const;
  const first = await findWords({ ...question, offset: 0 }, now);
  expect(first.words.map(({ lemma }) => lemma)).toEqual(['w4', 'w2']);
  expect(first.more).toBe(true);
  const second = await findWords({ ...question, offset: 3 }, now);
  expect(second.words.map(({ lemma }) => lemma)).toEqual(['w1', 'w0']);
  expect(second.more).toBe(false);
});

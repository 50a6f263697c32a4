import type { Page } from 'playwright/test';
import { wordKey } from '#lib/words/identity.ts';
import { newSchedule } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';
import { cardKindsOf } from '#lib/words/cards.ts';
import type { NewWord, Schedule, Word } from '#lib/db/word-rows.ts';

export const relax: NewWord = {
  language: 'es',
  learnerLanguage: 'en',
  lemma: 'relajarse',
  partOfSpeech: 'verb',
  translation: 'to relax, unwind',
  surface: 'relajarse',
  sentence: 'Las comedias ayudan a relajarse.',
};

export const film: NewWord = {
  ...relax,
  lemma: 'película',
  article: 'la',
  gender: 'f',
  partOfSpeech: 'noun',
  translation: 'film',
  surface: 'película',
  sentence: 'Vimos una película muy divertida.',
};

/** Puts words in the store as the worker would have. */
export async function store(page: Page, words: readonly NewWord[], state: Word['state'] = 'learning'): Promise<void> {
  const now = Date.now() - 60_000;
  const rows = words.map((word, index): Word & { cards: Schedule[] } => {
    const id = `word-${word.language}-${word.lemma}`;
    return {
      ...word,
      id,
      key: wordKey(word),
      state,
      createdAt: now - index,
      deletedAt: 0,
      tokens: searchTokens(word),
      cards:
        state === 'learning'
          ? cardKindsOf(word).map((kind, place) => newSchedule(id, kind, word.language, now + place))
          : [],
    };
  });
  await page.evaluate(async (stored) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
      open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
    });
    const filling = database.transaction(['words', 'schedules'], 'readwrite');
    for (const { cards, ...word } of stored) {
      filling.objectStore('words').put(word);
      for (const card of cards) filling.objectStore('schedules').put(card);
    }
    await new Promise((resolve) => {
      filling.addEventListener('complete', resolve);
    });
    database.close();
  }, rows);
  await page.reload();
}

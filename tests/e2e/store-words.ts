import type { Page } from 'playwright/test';
import type { NewWord, Word } from '#lib/db/word-rows.ts';
import { learntWord, type LearntWord } from '#tests/helpers/learnt-words.ts';

/** Puts words, their cards and their reviews in the store, and loads the page anew. */
export async function storeWords(page: Page, learnt: readonly LearntWord[]): Promise<void> {
  await page.evaluate(async (stored) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('patter');
      open.addEventListener('success', () => resolve(open.result));
      open.addEventListener('error', () => reject(open.error ?? new Error('no database')));
    });
    const filling = database.transaction(['words', 'schedules', 'reviews'], 'readwrite');
    for (const { word, cards, reviews } of stored) {
      filling.objectStore('words').put(word);
      for (const card of cards) filling.objectStore('schedules').put(card);
      for (const review of reviews) filling.objectStore('reviews').put(review);
    }
    await new Promise((resolve) => {
      filling.addEventListener('complete', resolve);
    });
    database.close();
  }, learnt);
  await page.reload();
}

/** Puts words in the store as the worker would have. */
export async function store(page: Page, words: readonly NewWord[], state: Word['state'] = 'learning'): Promise<void> {
  const now = Date.now();
  const learnt = words.map((word, index) =>
    learntWord(word, { id: `word-${word.language}-${word.lemma}`, createdAt: now - index, state }),
  );
  await storeWords(page, learnt);
}

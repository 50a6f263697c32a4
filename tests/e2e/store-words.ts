import type { Page } from 'playwright/test';
import type { LearntWord } from '#tests/helpers/learnt-words.ts';

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

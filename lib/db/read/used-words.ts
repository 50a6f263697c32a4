import { dayStart } from '#lib/words/learning-day.ts';
import { cardToCount } from '#lib/words/use/due-card.ts';
import { database } from '../database.ts';
import { inStore } from '../storage-error.ts';
import type { Word } from '../word-rows.ts';
import { readingWords } from './reading.ts';
import { cardsOfWords, type ReviewCard } from './schedules.ts';
import { isWord } from './words.ts';

/** Lemmas with the same beginning that are looked at, at most. */
const mostAlike = 400;

/**
 * The learner's words whose lemmas begin in one of these ways. They are found by their keys, which hold language and lemma in
 * this order: of fifty thousand words only those that are alike are read.
 *
 * @param language BCP 47 tag
 * @throws {PatterError}
 */
export function wordsBeginning(language: string, beginnings: readonly string[]): Promise<Word[]> {
  return inStore(async () => {
    const pages = await Promise.all(
      beginnings.map((beginning) =>
        database.words
          .where('key')
          // Without the quotation mark and the bracket at the end.
          .startsWith(JSON.stringify([language, beginning]).slice(0, -2))
          .limit(mostAlike)
          .toArray(),
      ),
    );
    const words = new Map(pages.flat().map((word) => [word.id, word]));
    return [...words.values()].filter((word) => word.deletedAt === 0 && word.state !== 'suggested' && isWord(word));
  });
}

/**
 * Of words that a message used well, those that can still be counted as a review, each with the card that it answers.
 *
 * @param usedAt when the message was written, in milliseconds since the epoch: it counts on the learner's same day
 * @throws {PatterError}
 */
export function usesToCount(wordIds: readonly string[], usedAt: number, now: number): Promise<ReviewCard[]> {
  return readingWords(async () => {
    if (usedAt < dayStart(now)) return [];
    const words = await database.words.bulkGet([...wordIds]);
    const cards = await cardsOfWords(wordIds);
    return words.flatMap((word) => {
      if (!isWord(word) || word.deletedAt !== 0 || word.state !== 'learning') return [];
      const schedule = cardToCount(cards.get(word.id) ?? [], now);
      return schedule === null ? [] : [{ schedule, word }];
    });
  });
}

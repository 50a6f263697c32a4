import { PatterError } from '#lib/errors/patter-error.ts';
import { cardKindsOf } from '#lib/words/cards.ts';
import { answerCard, buriedUntil, newSchedule, takeBack, type Answer } from '#lib/words/scheduling.ts';
import { database } from '../database.ts';
import { readCards } from '../read/schedules.ts';
import { isWord } from '../read/words.ts';
import { inStore } from '../storage-error.ts';
import { suspendCards } from './suspend-cards.ts';
import { reviewSchema, scheduleSchema, type CardKind, type Schedule, type Word } from '../word-rows.ts';

export interface CardAnswer extends Answer {
  scheduleId: string;
  /** The languages (BCP 47 tags) that have a voice: a word of theirs can be asked by ear as well, from the next day on. */
  heard: readonly string[];
  /** How often the card had been answered when it was shown: one that was answered meanwhile is not answered again. */
  reps: number;
}

/**
 * Keeps the answer to a card. One that is kept already, by its id, stays as it is.
 * @returns whether the word was suspended for slipping away too often; `null` where the card was answered meanwhile
 * @throws {PatterError} `storage` where there is no such card
 */
export function answerReview({ scheduleId, reps, heard, ...answer }: CardAnswer): Promise<{ leech: boolean } | null> {
  return inReviews(async () => {
    const { words, schedules, reviews } = database;
    // The worker may have ended before it could say so.
    const kept = reviewSchema.safeParse(await reviews.get(answer.id));
    if (kept.success) return { leech: kept.data.leech };
    const parsed = scheduleSchema.safeParse(await schedules.get(scheduleId));
    if (!parsed.success) throw new PatterError('storage');
    const card = parsed.data;
    if (card.reps !== reps) return null;
    const cards = await readCards(card.wordId);
    const made = missingCards(card, cards, await words.get(card.wordId), heard).map((kind) =>
      newSchedule(card.wordId, kind, card.language, answer.now),
    );
    const { schedule, siblings, review } = answerCard(card, [...cards, ...made], answer);
    await schedules.bulkPut([...made, schedule, ...siblings]);
    await reviews.add({ ...review, made: made.map(({ id }) => id) });
    if (review.leech) {
      await words.update(card.wordId, { state: 'suspended' });
      await suspendCards(card.wordId, 1);
    }
    return { leech: review.leech };
  });
}

/**
 * Takes an answer back: every field of the card is as it was, and so are the word's other cards that nothing has happened to since.
 * One that is not its card's last is left as it is.
 * @returns whether it was taken back
 * @throws {PatterError}
 */
export function undoReview(id: string): Promise<boolean> {
  return inReviews(async () => {
    const { words, schedules, reviews } = database;
    const parsed = reviewSchema.safeParse(await reviews.get(id));
    if (!parsed.success) return false;
    const review = parsed.data;
    const card = scheduleSchema.safeParse(await schedules.get(review.scheduleId));
    if (!card.success || card.data.reps !== review.before.reps + 1) return false;
    await schedules.put(takeBack(card.data, review));
    const siblings = await readCards(review.wordId);
    const made = siblings.filter((sibling) => review.made?.includes(sibling.id) && sibling.reps === 0);
    await schedules.bulkDelete(made.map((sibling) => sibling.id));
    for (const { id: buried, shownFrom } of review.buried) {
      const sibling = siblings.find((other) => other.id === buried);
      if (sibling === undefined) continue;
      // Since then it may have been answered itself, or put off by another answer.
      const isStillBuried = sibling.shownFrom === buriedUntil(sibling.kind, review.at);
      if (isStillBuried) await schedules.update(buried, { shownFrom });
    }
    const word = review.leech ? await words.get(review.wordId) : undefined;
    // It may have been deleted, or moved by the learner, since it was suspended.
    if (word?.state === 'suspended' && word.deletedAt === 0) {
      await words.update(review.wordId, { state: 'learning' });
      await suspendCards(review.wordId, 0);
    }
    await reviews.delete(id);
    return true;
  });
}

/** What a word can be asked besides: all that it can in writing, and by ear where its language has a voice. */
function missingCards(
  { language }: Schedule,
  there: readonly Schedule[],
  word: Word | undefined,
  heard: readonly string[],
): CardKind[] {
  const kinds: CardKind[] = isWord(word) ? cardKindsOf(word) : [];
  if (heard.includes(language)) kinds.push('listen');
  return kinds.filter((kind) => !there.some((card) => card.kind === kind));
}

function inReviews<Result>(work: () => Promise<Result>): Promise<Result> {
  const { words, schedules, reviews } = database;
  return inStore(() => database.transaction('rw', words, schedules, reviews, work));
}

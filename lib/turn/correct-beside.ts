import { buildCard, type Card } from '#lib/corrections/card.ts';
import { recurringCategories } from '#lib/corrections/recurring.ts';
import { readQuestion } from '#lib/db/read/messages.ts';
import { recentSlips } from '#lib/db/read/slips.ts';
import type { Slip } from '#lib/db/rows.ts';
import { keepCard } from '#lib/db/write/cards.ts';
import type { Correction } from '#lib/providers/correction.ts';
import { askForCorrection, type MessageToCorrect } from '#lib/tutor/ask-for-correction.ts';
import type { Tutor } from '#lib/tutor/connect.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import { isInAnotherLanguage } from '#lib/tutor/level/reply-language.ts';
import type { Reading } from '#lib/tutor/prompt.ts';

/** The card for a tutor's correction; `null` where there is nothing to show. */
export function cardOf(
  message: string,
  correction: Correction,
  { language, level, learnerLanguage }: Lesson,
  slips: readonly Slip[],
  reading: Reading | null,
): Card | null {
  const recurring = new Set(recurringCategories(slips).map(({ category }) => category));
  // What the learner quotes of what they read is not theirs to be put right.
  const protectedText = reading === null ? [] : [reading.title, reading.text];
  return buildCard({ source: message, correction, language, level, learnerLanguage, recurring, protectedText });
}

/** What is known of a message once it was corrected. */
export interface Corrected {
  /** `null` where there is nothing to put right. */
  card: Card | null;
}

/**
 * What a correction says of a message; `null` where that is not known: what a tutor wrote in its place can not be shown,
 * and is not the same.
 */
export function correctedAs(message: string, correction: Correction, card: Card | null): Corrected | null {
  return card !== null || bare(correction.corrected) === bare(message) ? { card } : null;
}

/** Without punctuation and capitals, of which nothing is said. */
function bare(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')
    .toLowerCase();
}

/**
 * Has a message corrected and keeps the card. One that has a card is left alone, and so is one in the learner's own
 * language: that is helped with, not corrected.
 * @returns `null` where nothing is known of it
 * @throws {PatterError}
 */
export async function correctMessage(
  toCorrect: MessageToCorrect,
  tutor: Tutor,
  tools: LanguageTools,
  signal: AbortSignal,
): Promise<Corrected | null> {
  const {
    message,
    turn: { turnId, lesson, setting },
  } = toCorrect;
  const stored = await readQuestion(turnId);
  if (stored === undefined) return null;
  if (stored.card !== undefined) return { card: stored.card };
  const list = await tools.coreList(lesson.language);
  if (await isInAnotherLanguage(message, lesson.language, list, tools.identify)) return null;
  const correction = await askForCorrection(toCorrect, tutor, signal);
  const slips = await recentSlips(lesson.language, Date.now());
  const card = cardOf(message, correction, lesson, slips, setting.reading);
  if (card !== null) await keepCard(turnId, card);
  return correctedAs(message, correction, card);
}

import type { Card } from '#lib/corrections/card.ts';
import type { Slip } from '#lib/db/rows.ts';
import { keepCard } from '#lib/db/write/cards.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import type { Reading } from '#lib/tutor/prompt.ts';
import type { Beside } from './beside.ts';
import { cardOf, correctedAs, type Corrected } from './correct-beside.ts';
import { noteGoodUse } from './note-good-use.ts';

/** A learner's message whose correction comes with its reply, or behind it. */
interface CorrectedMessage {
  turnId: string;
  /** `null` where the tutor speaks first. */
  message: string | null;
  lesson: Lesson;
  reading: Reading | null;
  slips: readonly Slip[];
  /** Whether the learner wants to be corrected. */
  wanted: boolean;
  /** Whether a reply without a correction says that there is nothing to put right. A server may have failed to look. */
  complete: boolean;
}

/** What is made of the corrections that a tutor brings by itself. */
export interface ReceivedCorrection {
  /** The card for what came with the reply. */
  cardIn: (correction: Correction | undefined) => Card | null;
  /** Keeps the card for what came behind it. @throws {PatterError} */
  keepLate: (correction: Correction) => Promise<void>;
  /** Good use of the learner's words is seen once it is known what was put right, or that nothing is to be. */
  noteUses: (corrected: Corrected | null) => void;
}

export function receiveCorrection(
  { turnId, message, lesson, reading, slips, wanted, complete }: CorrectedMessage,
  tools: LanguageTools,
  beside: Beside,
): ReceivedCorrection {
  const noteUses = (corrected: Corrected | null): void => {
    if (message === null || corrected === null) return;
    const judged = { turnId, message, language: lesson.language, ...corrected };
    beside(`${turnId}/uses`, () => noteGoodUse(judged, tools));
  };
  const cardIn = (correction: Correction | undefined): Card | null => {
    if (message === null || !wanted) return null;
    if (correction === undefined) {
      if (complete) noteUses({ card: null });
      return null;
    }
    const card = cardOf(message, correction, lesson, slips, reading);
    noteUses(correctedAs(message, correction, card));
    return card;
  };
  const keepLate = async (correction: Correction): Promise<void> => {
    const card = cardIn(correction);
    if (card !== null) await keepCard(turnId, card);
  };
  return { cardIn, keepLate, noteUses };
}

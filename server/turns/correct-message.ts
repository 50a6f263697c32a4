import { canDo } from '#lib/providers/setup.ts';
import { isInOwnScript } from '#lib/corrections/script.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { asPatterError } from '#lib/errors/wire-error.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { askForCorrection, type MessageToCorrect } from '#lib/tutor/ask-for-correction.ts';
import type { AttemptKey } from '../store/store.ts';
import type { Teaching } from '../teaching.ts';
import type { Asking } from './ask-tutor.ts';

/** Whether the tutor is to be asked to correct a message. One in the learner's own script asks for help. */
export function isToCorrect(message: string, lesson: Lesson, { tutor, corrects }: Teaching): boolean {
  if (!corrects || message === '' || !canDo(tutor.provider.id, 'correct')) return false;
  return !isInOwnScript(message, lesson.language, lesson.learnerLanguage);
}

/** The correction of an attempt's message; `null` where none can be had. It never throws. */
export async function correctMessage(
  toCorrect: MessageToCorrect,
  attempt: AttemptKey,
  { teaching: { tutor }, store, log }: Asking,
  signal: AbortSignal,
): Promise<Correction | null> {
  try {
    // Whoever asks for another reply has had the message corrected, unless that failed.
    const known = attempt.number === 1 ? null : await store.correctionOf(attempt.turn);
    if (known !== null) return known;
    return await askForCorrection(toCorrect, tutor, signal);
  } catch (thrown) {
    const { code } = signal.reason instanceof PatterError ? signal.reason : asPatterError(thrown);
    if (code !== 'cancelled') log('correction-failed', { code });
    return null;
  }
}

import { canDo } from '#lib/providers/setup.ts';
import { isInOwnScript } from '#lib/corrections/script.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { asPatterError } from '#lib/errors/wire-error.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { requestFor, type Turn } from '#lib/tutor/run-turn.ts';
import { correctTask } from '#lib/tutor/tasks/correct.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import type { Attempt } from '../store/store.ts';
import type { Teaching } from '../teaching.ts';
import type { Asking } from './ask-tutor.ts';

/** Whether the tutor is to be asked to correct a message. One in the learner's own script asks for help. */
export function isToCorrect(message: string, lesson: Lesson, { tutor, corrects }: Teaching): boolean {
  if (!corrects || message === '' || !canDo(tutor.provider.id, 'correct')) return false;
  return !isInOwnScript(message, lesson.language, lesson.learnerLanguage);
}

interface MessageToCorrect {
  message: string;
  /** The tutor's message before it; empty where there is none. */
  before: string;
  turn: Omit<Turn, 'newestFirst'>;
  attempt: Attempt;
  /** The conversation up to the message, for tutors that keep only their latest prompt in mind. */
  newestFirst: () => Turn['newestFirst'];
}

/** The correction of a message; `null` where none can be had. It never throws. */
export async function correctMessage(
  { message, before, turn, attempt, newestFirst }: MessageToCorrect,
  { teaching: { tutor }, store, log }: Asking,
  signal: AbortSignal,
): Promise<Correction | null> {
  try {
    // Whoever asks for another reply has had the message corrected, unless that failed.
    const known = attempt.number === 1 ? null : await store.correctionOf(attempt.turn);
    if (known !== null) return known;
    const { lesson, conversationId, turnId } = turn;
    const prompt = tutor.provider.traits.parallel
      ? undefined
      : await requestFor({ ...turn, newestFirst: newestFirst() }, tutor.provider);
    const context = { waited: false, conversationId, turnId, lesson, messages: [], ...(prompt && { prefix: prompt }) };
    return await runTask(correctTask(message, before, lesson), tutor, context, signal);
  } catch (thrown) {
    const { code } = signal.reason instanceof PatterError ? signal.reason : asPatterError(thrown);
    if (code !== 'cancelled') log('correction-failed', { code });
    return null;
  }
}

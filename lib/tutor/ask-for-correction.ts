import type { Correction } from '#lib/providers/correction.ts';
import type { Tutor } from './connect.ts';
import { requestFor, type Turn } from './run-turn.ts';
import { correctTask } from './tasks/correct.ts';
import { runTask } from './tasks/task.ts';

/** A learner's message that is to be put right beside its reply. */
export interface MessageToCorrect {
  message: string;
  /** The tutor's message before it; empty where there is none. */
  before: string;
  /** What the reply is asked for with. */
  turn: Omit<Turn, 'newestFirst'>;
  /** The conversation up to the message, for tutors that keep only their latest prompt in mind. */
  newestFirst: () => Turn['newestFirst'];
}

/**
 * Has a tutor put a message right. One that answers one request at a time is asked behind the prompt of its reply, which it
 * still has in mind.
 * @throws {PatterError} as `runTask`
 */
export async function askForCorrection(
  { message, before, turn, newestFirst }: MessageToCorrect,
  tutor: Tutor,
  signal: AbortSignal,
): Promise<Correction> {
  const { conversationId, turnId, lesson, scene } = turn;
  const { parallel } = tutor.provider.traits;
  const prefix = parallel ? undefined : await requestFor({ ...turn, newestFirst: newestFirst() }, tutor.provider);
  const context = { waited: false, conversationId, turnId, lesson, scene, messages: [], ...(prefix && { prefix }) };
  return runTask(correctTask(message, before, lesson), tutor, context, signal);
}

import type { Settings } from '#lib/settings/settings.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { sayTask } from '#lib/tutor/tasks/say.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import { signalOf, tutorFor, type AsideTools } from './about-reply.ts';

export interface Saying {
  text: string;
  words: { word: string; meaning: string }[];
}

/**
 * How something is said in the language that is learnt.
 * @param wanted in the learner's own language
 * @throws {PatterError}
 */
export async function howToSay(
  wanted: string,
  lesson: Omit<Lesson, 'learnerLanguage'>,
  settings: Settings,
  { access }: AsideTools,
): Promise<Saying> {
  const tutor = await tutorFor('say', settings, access);
  const context = {
    waited: true,
    conversationId: 0,
    turnId: crypto.randomUUID(),
    lesson: { ...lesson, learnerLanguage: settings.learnerLanguage },
    messages: [],
  };
  return runTask(sayTask(wanted, context.lesson), tutor, context, signalOf());
}

import { glossWord } from '#lib/asides/gloss-word.ts';
import type { AsideTools } from '#lib/asides/about-reply.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';

/** Nobody taps on more of them, and each may cost a request. */
const mostPrepared = 3;

/**
 * Has the meaning of words that are too hard for the learner at hand before one is tapped.
 * @param hard as they stand in the text
 */
export async function prepareGlosses(
  text: string,
  hard: readonly string[],
  { language, level }: Lesson,
  settings: Settings,
  asides: AsideTools,
): Promise<void> {
  for (const word of hard.slice(0, mostPrepared)) {
    await glossWord({ sentence: text, at: text.indexOf(word), language, level }, settings, asides, false);
  }
}

import type { Lesson } from './lesson.ts';
import { noGuidance, reminder, systemPrompt } from './prompt.ts';
import { estimateTokens } from './tokens.ts';

/** What Patter's own instructions take of each request for a reply, in tokens as `estimateTokens` guesses them. */
export function promptTokens(lesson: Lesson): number {
  const system = systemPrompt(lesson, { scene: null, reading: null });
  return estimateTokens(system) + estimateTokens(reminder(lesson, noGuidance));
}

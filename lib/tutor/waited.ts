import type { ChatRequest } from '#lib/providers/provider.ts';

/** Whether somebody waits for what is asked. */
export function isWaitedFor({ ahead, lesson }: ChatRequest): boolean {
  return ahead !== true && lesson.task?.waited !== false;
}

import { readFile } from 'node:fs/promises';
import type { Provider, TaskName } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { createLanguageTools, type LanguageTools } from '#lib/tutor/level/language-tools.ts';
import type { LevelGround } from '#lib/tutor/level/reply-check.ts';

/** Whom the server asks. */
export interface Tutor {
  provider: Provider;
  /** The vendor's model id; empty for tutors that have none. */
  model: string;
}

/** What teaching takes. */
export interface Teaching {
  tutor: Tutor;
  tools: LanguageTools;
  /** Whether the learners' messages are corrected by tutors that do so only when they are asked. */
  corrects: boolean;
}

/** Whether a tutor can be asked for something beside its replies. */
export function canDo({ provider }: Tutor, task: TaskName): boolean {
  return providerSetups[provider.id].tasks.some((name) => name === task);
}

/** Core lists from the disk. Nothing small enough identifies languages outside of a browser: that is left to scripts. */
export function languageTools(): LanguageTools {
  return createLanguageTools(
    (path) => readFile(new URL(`../public/${path}`, import.meta.url), 'utf8'),
    async () => null,
  );
}

/** What texts of a lesson are held against. Which words learners know beyond their level is kept with them alone. */
export async function levelGround({ language, level }: Lesson, tools: LanguageTools): Promise<LevelGround> {
  return { language, level, list: await tools.coreList(language), known: new Set() };
}

import { knownWords } from '#lib/db/read/words.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { judge, levelGround } from '#lib/tutor/level/judge.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import type { LevelGround, ReplyCheck } from '#lib/tutor/level/reply-check.ts';

/** What texts of a lesson are held against. A store that can not be read leaves the learner's own words out. */
export async function learnerGround(lesson: Lesson, tools: LanguageTools): Promise<LevelGround> {
  return levelGround(lesson, tools, await knownWords(lesson.language).catch(() => new Set<string>()));
}

/** How a reply stands to its learner's level, its language included. */
export async function judgeReply(text: string, lesson: Lesson, tools: LanguageTools): Promise<ReplyCheck> {
  return judge(text, await learnerGround(lesson, tools), tools);
}

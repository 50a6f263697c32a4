import { knownWords } from '#lib/db/read/words.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import { checkReply, type LevelGround, type ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { isInAnotherLanguage } from '#lib/tutor/level/reply-language.ts';

/** What texts of a lesson are held against. A store that can not be read leaves the learner's own words out. */
export async function levelGround(
  { language, level, learnerLanguage }: Lesson,
  tools: LanguageTools,
): Promise<LevelGround> {
  const [list, ownList, known] = await Promise.all([
    tools.coreList(language),
    tools.coreList(learnerLanguage),
    knownWords(language).catch(() => new Set<string>()),
  ]);
  return { language, level, list, ownList: ownList === list ? null : ownList, known };
}

/** How a reply stands to its learner's level, its language included. */
export async function judgeReply(text: string, lesson: Lesson, tools: LanguageTools): Promise<ReplyCheck> {
  const ground = await levelGround(lesson, tools);
  const elsewhere = await isInAnotherLanguage(text, lesson.language, ground.list, tools.identify);
  return checkReply(text, ground, elsewhere);
}

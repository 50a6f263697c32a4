import type { Lesson } from '../lesson.ts';
import type { LanguageTools } from './language-tools.ts';
import { checkReply, type LevelGround, type ReplyCheck } from './reply-check.ts';
import { isInAnotherLanguage } from './reply-language.ts';

/**
 * What texts of a lesson are held against.
 * @param known lemmas that the learner knows beyond the level's, in lower case
 */
export async function levelGround(
  { language, level, learnerLanguage }: Lesson,
  tools: LanguageTools,
  known: ReadonlySet<string>,
): Promise<LevelGround> {
  const [list, ownList] = await Promise.all([tools.coreList(language), tools.coreList(learnerLanguage)]);
  return { language, level, list, ownList: ownList === list ? null : ownList, known };
}

/** How a reply stands to its learner's level, its language included. */
export async function judge(text: string, ground: LevelGround, { identify }: LanguageTools): Promise<ReplyCheck> {
  return checkReply(text, ground, await isInAnotherLanguage(text, ground.language, ground.list, identify));
}

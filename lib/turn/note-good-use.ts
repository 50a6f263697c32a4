import type { Card } from '#lib/corrections/card.ts';
import { messagesBefore, readQuestion } from '#lib/db/read/messages.ts';
import { wordsBeginning } from '#lib/db/read/used-words.ts';
import { offerUses } from '#lib/db/write/uses.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import { isInAnotherLanguage } from '#lib/tutor/level/reply-language.ts';
import { lemmaBeginnings } from '#lib/words/use/beginnings.ts';
import { usedWords } from '#lib/words/use/used-words.ts';

interface JudgedMessage {
  turnId: string;
  message: string;
  /** BCP 47 tag of the conversation. */
  language: string;
  /** What was put right in it; `null` where that was nothing. */
  card: Card | null;
}

/**
 * Looks for due words in a message that are used well, and offers to count them as a review. A suggested answer that was
 * sent as it stood is not the learner's own use.
 *
 * @throws {PatterError}
 */
export async function noteGoodUse(
  { turnId, message, language, card }: JudgedMessage,
  tools: LanguageTools,
): Promise<void> {
  const stored = await readQuestion(turnId);
  if (stored === undefined) return;
  const core = await tools.coreList(language);
  if (await isInAnotherLanguage(message, language, core, tools.identify)) return;
  const [before] = await messagesBefore(stored.conversationId, stored.position, 1);
  if (before?.suggestions?.some(({ text }) => text.trim() === message.trim()) === true) return;
  const words = await wordsBeginning(language, lemmaBeginnings(message, language, core));
  const used = usedWords({ text: message, language, core, card }, words);
  const learning = used.filter(({ state }) => state === 'learning').map(({ id }) => id);
  if (learning.length > 0) await offerUses(turnId, learning, Date.now());
}

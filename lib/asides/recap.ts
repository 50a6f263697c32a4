import { recurringCategories } from '#lib/corrections/recurring.ts';
import { readConversation } from '#lib/db/read/conversations.ts';
import { latestMessages } from '#lib/db/read/messages.ts';
import { knownWords } from '#lib/db/read/words.ts';
import { slipsOfConversation } from '#lib/db/read/slips.ts';
import type { Recap, Slip, StoredMessage } from '#lib/db/rows.ts';
import { keepRecap } from '#lib/db/write/asides.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { canDo } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { recapTask, type Said } from '#lib/tutor/tasks/recap.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import { signalOf, tutorFor, type AsideTools } from './about-reply.ts';
import { newWordsIn, withoutKnown } from './new-words.ts';

/** How far a recap looks back. */
const mostMessages = 40;
const mostPraise = 3;

/**
 * Looks back on a conversation: what went well, what went wrong more than once, and which words were new. What went wrong
 * comes from the error memory, never from a model; without a model the rest comes from what is kept as well.
 * @throws {PatterError}
 */
export async function recapConversation(
  conversationId: number,
  settings: Settings,
  { access, tools }: AsideTools,
): Promise<Recap> {
  const conversation = await readConversation(conversationId);
  if (conversation === undefined) throw new PatterError('storage');
  const rows = (await latestMessages(conversationId, mostMessages)).filter(({ text }) => text.trim() !== '');
  const { language, level, scene } = conversation;
  const lesson = { language, level, learnerLanguage: settings.learnerLanguage };
  const recurring = mostFrequent(await slipsOfConversation(conversationId));
  const list = await tools.coreList(language);
  // What the learner knows is no news; a store that can not be read leaves it in.
  const known = await knownWords(language).catch(() => new Set<string>());
  const asks = canDo(settings.tutor, 'recap');
  const said = asks
    ? await runTask(
        recapTask(
          rows.map(({ role, text }): Said => ({ role, text })),
          lesson,
        ),
        await tutorFor('recap', settings, access),
        { waited: true, conversationId, turnId: crypto.randomUUID(), lesson, scene, messages: [] },
        signalOf(),
      )
    : { wellDone: praiseIn(rows), words: await newWordsIn(rows, conversation, list, known) };
  const words = withoutKnown(said.words, language, list, known);
  const recap = { messages: rows.length, recurring, ...said, words };
  await keepRecap(conversationId, recap);
  return recap;
}

/** What is not yet a habit can be the most frequent mistake of one conversation. */
function mostFrequent(slips: readonly Slip[]): Recap['recurring'] {
  const counts = recurringCategories(slips, 1);
  const [first] = counts;
  const example = slips.find((slip) => slip.category === first?.category);
  if (first === undefined || example === undefined) return null;
  return { category: first.category, count: first.count, wrong: example.wrong, right: example.right };
}

/** What was said of the learner's messages as they were written. */
function praiseIn(rows: readonly StoredMessage[]): Recap['wellDone'] {
  const praised = rows.flatMap(({ text, card }) => {
    const praise = card === undefined || card.kind === 'natural' ? null : card.wellDone;
    return praise === null || praise === '' ? [] : [{ quote: text, praise }];
  });
  return praised.slice(-mostPraise);
}

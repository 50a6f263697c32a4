import { recurringCategories } from '#lib/corrections/recurring.ts';
import { readConversation } from '#lib/db/read/conversations.ts';
import { latestMessages } from '#lib/db/read/messages.ts';
import { slipsOfConversation } from '#lib/db/read/slips.ts';
import type { Recap, Slip, StoredMessage } from '#lib/db/rows.ts';
import { keepRecap } from '#lib/db/write/asides.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { canDo } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import { recapTask, type Said } from '#lib/tutor/tasks/recap.ts';
import { runTask } from '#lib/tutor/tasks/task.ts';
import { signalOf, tutorFor, type AsideTools } from './about-reply.ts';

/** How far a recap looks back. */
const mostMessages = 40;
const mostPraise = 3;
const mostWords = 5;

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
    : { wellDone: praiseIn(rows), words: await newWords(rows, language, tools) };
  const recap = { messages: rows.length, recurring, ...said };
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

/** Core words that the tutor used and the learner took up: those of the highest band first. */
async function newWords(
  rows: readonly StoredMessage[],
  language: string,
  tools: LanguageTools,
): Promise<Recap['words']> {
  const list = await tools.coreList(language);
  if (list === null) return [];
  const found = new Map<string, { word: string; meaning: string; band: string }>();
  for (const { role, text } of rows) {
    if (role !== 'tutor') continue;
    for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
      const [entry] = isWordLike === true ? list.find(segment) : [];
      if (entry === undefined || !['noun', 'verb', 'adj'].includes(entry.wordClass)) continue;
      found.set(entry.lemma, { word: entry.lemma, meaning: entry.translation, band: entry.band });
    }
  }
  return [...found.values()]
    .toSorted((a, b) => b.band.localeCompare(a.band))
    .slice(0, mostWords)
    .map(({ word, meaning }) => ({ word, meaning }));
}

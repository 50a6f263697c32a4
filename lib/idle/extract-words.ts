import { messagesAfter } from '#lib/db/read/messages.ts';
import { knownWords } from '#lib/db/read/words.ts';
import type { NewWord } from '#lib/db/word-rows.ts';
import { keepWordsUpTo } from '#lib/db/write/conversations.ts';
import { extractTask } from '#lib/tutor/tasks/extract.ts';
import { askAtRest, conversationAtRest, type IdleTools } from './conversation-at-rest.ts';
import type { Work } from './runner.ts';
import { keepWords } from './vocabulary.ts';

/** Where words go that are worth learning. */
export interface Suggestions {
  /** Within a transaction. @returns how many were new */
  suggest(words: readonly NewWord[], now: number): Promise<number>;
  /** Whether a language (BCP 47 tag) has room for more. */
  hasRoom(language: string): Promise<boolean>;
}

/** How many replies are searched at once, the latest of them, and how much of them, in UTF-16 units. */
const mostReplies = 8;
const mostText = 4_000;

/** Looks for new words in what the tutor has said since it was last looked at. */
export function extractWords(idle: IdleTools, suggestions: Suggestions): Work {
  return async (job, signal) => {
    const rest = await conversationAtRest(job.subject, idle);
    // As long as there are enough that the learner has not looked at, nobody is asked for more.
    if (rest === null || !(await suggestions.hasRoom(rest.conversation.language))) return nothing;
    const { conversation, lesson } = rest;
    const { id, language, wordsUpTo = 0 } = conversation;
    const rows = await messagesAfter(id, wordsUpTo);
    const last = rows.at(-1);
    const replies = latest(
      rows.filter(({ role, state, text }) => role === 'tutor' && state === 'done' && text.trim() !== ''),
    );
    if (last === undefined || replies.length === 0) return nothing;
    const task = extractTask(
      replies.map(({ text }) => text),
      lesson,
    );
    const found = await askAtRest(task, rest, signal);
    const [list, known] = await Promise.all([idle.tools.coreList(language), knownWords(language)]);
    const words = keepWords(found, { ...lesson, conversationId: id, messages: replies, list, known });
    return async () => {
      await suggestions.suggest(words, idle.now());
      await keepWordsUpTo(id, last.position);
    };
  };
}

async function nothing(): Promise<void> {}

function latest<Reply extends { text: string }>(replies: readonly Reply[]): readonly Reply[] {
  let left = mostText;
  const fitting = replies.slice(-mostReplies).toReversed();
  const end = fitting.findIndex(({ text }) => (left -= text.length) < 0);
  return (end === -1 ? fitting : fitting.slice(0, Math.max(end, 1))).toReversed();
}

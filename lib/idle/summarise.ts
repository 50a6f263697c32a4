import { readSummary } from '#lib/db/read/memory.ts';
import { messagesAfter } from '#lib/db/read/messages.ts';
import type { StoredMessage } from '#lib/db/rows.ts';
import { enqueueJob } from '#lib/db/write/jobs.ts';
import { keepSummary } from '#lib/db/write/memory.ts';
import { summariseTask } from '#lib/tutor/tasks/summarise.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';
import { askAtRest, conversationAtRest, type IdleTools } from './conversation-at-rest.ts';
import { keepFacts } from './facts.ts';
import type { Work } from './runner.ts';

/** So many messages that no summary covers are enough for one, and so many of them stay as they are. */
const enough = 10;
const verbatim = 5;

/** How much is summarised at once, as `estimateTokens` counts it. */
const mostTokens = 4_000;

/** Whether there is enough in a conversation that no summary covers. @throws {PatterError} */
export async function isDueForSummary(conversationId: number): Promise<boolean> {
  return toSummarise(await uncovered(conversationId)).length > 0;
}

/** Sums up what a conversation said before its latest messages, from the summary before and what came since. */
export function summarise(idle: IdleTools): Work {
  return async (job, signal) => {
    const rest = await conversationAtRest(job.subject, idle);
    if (rest === null) return nothing;
    const { conversation, lesson } = rest;
    const { id, language } = conversation;
    const before = await readSummary(id);
    const covered = atOnce(toSummarise(await uncovered(id)));
    const last = covered.at(-1);
    if (last === undefined) return nothing;
    const task = summariseTask({ before: before?.text ?? '', messages: covered }, lesson);
    const { summary, facts } = await askAtRest(task, rest, signal);
    const now = idle.now();
    const list = await idle.tools.coreList(language);
    const kept = keepFacts(facts, { language, messages: covered, list, now });
    const made = { conversationId: id, text: summary, upTo: last.position, updatedAt: now };
    return async () => {
      await keepSummary(made, kept, before);
      if (await isDueForSummary(id)) await enqueueJob('summarise', job.subject, now);
    };
  };
}

async function nothing(): Promise<void> {}

async function uncovered(conversationId: number): Promise<StoredMessage[]> {
  const upTo = (await readSummary(conversationId))?.upTo ?? 0;
  const rows = await messagesAfter(conversationId, upTo);
  return rows.filter(({ text }) => text.trim() !== '');
}

/** The messages that a summary is to stand for: what stays begins with the learner. */
function toSummarise(messages: readonly StoredMessage[]): readonly StoredMessage[] {
  if (messages.length < enough) return [];
  const older = messages.slice(0, -verbatim);
  return older.slice(0, older.findLastIndex(({ role }) => role === 'tutor') + 1);
}

/** As many of the oldest as can be read at once, whole turns of them. */
function atOnce(messages: readonly StoredMessage[]): readonly StoredMessage[] {
  let left = mostTokens;
  const end = messages.findIndex(({ text }) => (left -= estimateTokens(text)) < 0);
  if (end === -1) return messages;
  const whole = messages.slice(0, end).findLastIndex(({ role }) => role === 'tutor') + 1;
  return messages.slice(0, whole || 1);
}

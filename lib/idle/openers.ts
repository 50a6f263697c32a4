import { latestConversation, latestConversations } from '#lib/db/read/conversations.ts';
import { openersFor } from '#lib/db/read/openers.ts';
import { enqueueJob } from '#lib/db/write/jobs.ts';
import { changeOpeners } from '#lib/db/write/openers.ts';
import { newConversationId } from '#lib/db/rows.ts';
import type { OpenerFor } from '#lib/db/memory-rows.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { Provider } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { connectTutorWithModel } from '#lib/tutor/connect.ts';
import { noGuidance, reminder, systemPrompt } from '#lib/tutor/prompt.ts';
import { runTurn } from '#lib/tutor/run-turn.ts';
import { judgeReply } from '#lib/turn/judge-reply.ts';
import { openerKey } from '#lib/turn/openers.ts';
import { turnBase, type TurnBase } from '#lib/turn/tutor-turn.ts';
import { nextPrompt, type IdleTools } from './conversation-at-rest.ts';
import { usualScenes } from './pattern.ts';
import type { Work } from './runner.ts';

/** What such a job is about: whatever opener is wanted most. */
export const openerSubject = 'next';

/** How many conversations tell what is usual. */
const mostStarts = 60;

/** Whether an opener is wanted that is not there. @throws {PatterError} */
export async function areOpenersDue({ settings, now }: IdleTools): Promise<boolean> {
  const { missing, stale } = await openersAt(await settings(), now());
  return missing.length > 0 || stale.length > 0;
}

/** Has a tutor say the first line of a conversation that the learner is likely to begin, as it would be asked for then; one a job. */
export function prepareOpener(idle: IdleTools): Work {
  return async (job, signal) => {
    const settings = await idle.settings();
    const { missing, stale } = await openersAt(settings, idle.now());
    // One that the tutor fails at does not stand in the way of the others.
    const next = missing[(job.attempts - 1) % missing.length];
    const isLast = missing.length === 1;
    if (next === undefined) return () => changeOpeners(stale, null, idle.now());
    const { provider } = await connectTutorWithModel(settings.tutor, settings, idle.access);
    const text = await sayFirst(next, provider, idle, signal);
    if (isLast) await bringBack(settings, provider, signal);
    return async () => {
      const now = idle.now();
      const { key, scene } = next;
      await changeOpeners(stale, { key, scene, ...lessonOf(settings), text, createdAt: now }, now);
      if (!isLast) await enqueueJob('opener', job.subject, now);
    };
  };
}

/** A conversation that could be begun, with what its tutor would be asked. */
interface Opening {
  key: string;
  scene: string;
  turn: TurnBase['turn'];
}

/** What is wanted and not there, and the keys of what is there and not wanted any more, or made of what is true no more. */
async function openersAt(settings: Settings, now: number): Promise<{ missing: Opening[]; stale: string[] }> {
  const { conversations } = await latestConversations(mostStarts);
  const starts = conversations.toSorted((a, b) => b.createdAt - a.createdAt);
  const openings = await Promise.all(usualScenes(starts, settings, now).map((scene) => openingOf(scene, settings)));
  const there = new Set((await openersFor(lessonOf(settings), now)).map(({ key }) => key));
  const wanted = new Set(openings.map(({ key }) => key));
  return {
    missing: openings.filter(({ key }) => !there.has(key)),
    stale: [...there].filter((key) => !wanted.has(key)),
  };
}

async function openingOf(scene: string, settings: Settings): Promise<Opening> {
  const { language, level } = settings;
  const conversation = { id: newConversationId(), title: '', language, level, scene };
  const question = { conversationId: conversation.id, turnId: crypto.randomUUID(), begun: '' };
  const { turn } = await turnBase(question, conversation, settings, false);
  const asked = {
    model: turn.model,
    system: systemPrompt(turn.lesson, turn.setting),
    reminder: reminder(turn.lesson, noGuidance),
  };
  return { key: await openerKey(settings.tutor, asked, conversation.id), scene, turn };
}

async function sayFirst(
  { turn }: Opening,
  provider: Provider,
  { tools }: IdleTools,
  signal: AbortSignal,
): Promise<string> {
  let text = '';
  for await (const part of runTurn({ ...turn, ahead: true, newestFirst: nothingSaid() }, provider, signal)) {
    if (part.type === 'text') text += part.text;
    else if (part.type === 'retract') text = '';
    else if (part.type === 'finish') {
      // A whole first line can still be had.
      if (part.cut !== undefined) throw new PatterError('bad-output');
      break;
    }
  }
  const { breaches } = await judgeReply(text, turn.lesson, tools);
  if (breaches.includes('language')) throw new PatterError('bad-output');
  return text;
}

/**
 * A tutor that keeps only its latest prompt in mind reads what it had there before: were the learner to go on, the next turn would
 * begin from nothing. An opener is none the worse where that fails.
 */
async function bringBack(settings: Settings, provider: Provider, signal: AbortSignal): Promise<void> {
  const { traits, promptCache } = provider;
  if (traits.parallel || promptCache === undefined) return;
  try {
    const conversation = await latestConversation();
    if (conversation === undefined) return;
    await promptCache.fill(await nextPrompt(conversation, settings, provider), { signal });
  } catch {
    // It is read with the next turn then.
  }
}

async function* nothingSaid(): AsyncGenerator<never> {}

function lessonOf({ tutor, tutors, language, level, learnerLanguage }: Settings): OpenerFor {
  return { tutor, model: tutors[tutor].model, language, level, learnerLanguage };
}

import { readConversation } from '#lib/db/read/conversations.ts';
import type { Conversation } from '#lib/db/rows.ts';
import type { ChatRequest, Provider } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { Access, Tutor } from '#lib/tutor/connect.ts';
import { connectTutorWithModel } from '#lib/tutor/connect.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import { requestFor } from '#lib/tutor/run-turn.ts';
import { runTask, type Task, type TaskContext } from '#lib/tutor/tasks/task.ts';
import { estimateTokens } from '#lib/tutor/tokens.ts';
import { historyOf } from '#lib/turn/history.ts';
import { turnBase } from '#lib/turn/tutor-turn.ts';

/** What idle work takes. */
export interface IdleTools {
  access: Access;
  tools: LanguageTools;
  settings: () => Promise<Settings>;
  now: () => number;
}

/** A conversation in which nobody waits for anything. */
export interface ConversationAtRest {
  conversation: Conversation;
  lesson: Lesson;
  tutor: Tutor;
  settings: Settings;
}

/** The conversation that a job is about, with the tutor; `null` where it is gone. @throws {PatterError} */
export async function conversationAtRest(
  subject: string,
  { access, settings }: IdleTools,
): Promise<ConversationAtRest | null> {
  const conversation = await readConversation(Number(subject));
  if (conversation === undefined) return null;
  const chosen = await settings();
  const { language, level } = conversation;
  const lesson = { language, level, learnerLanguage: chosen.learnerLanguage };
  return { conversation, lesson, tutor: await connectTutorWithModel(chosen.tutor, chosen, access), settings: chosen };
}

/**
 * Asks for something that nobody waits for. A tutor that keeps only its latest prompt in mind is asked behind the conversation,
 * where there is room for it, so that the next turn does not begin from nothing.
 * @throws {PatterError}
 */
export async function askAtRest<Output>(
  task: Task<Output>,
  { conversation, lesson, tutor, settings }: ConversationAtRest,
  signal: AbortSignal,
): Promise<Output> {
  const { id, scene } = conversation;
  const prefix = tutor.provider.traits.parallel ? undefined : await nextPrompt(conversation, settings, tutor.provider);
  const context: TaskContext = {
    waited: false,
    conversationId: id,
    turnId: crypto.randomUUID(),
    lesson,
    scene,
    messages: [],
    ...(prefix && hasRoom(task, prefix, tutor.provider) && { prefix }),
  };
  return runTask(task, tutor, context, signal);
}

/** What the next turn of a conversation is asked with, up to the last message. @throws {PatterError} `too-long` */
export async function nextPrompt(
  conversation: Conversation,
  settings: Settings,
  provider: Provider,
): Promise<ChatRequest> {
  const question = { conversationId: conversation.id, turnId: crypto.randomUUID(), begun: '', unkept: { turns: [] } };
  const { turn, upTo } = await turnBase(question, conversation, settings, provider.traits.startsOver);
  return requestFor({ ...turn, newestFirst: historyOf(question, upTo) }, provider);
}

function hasRoom<Output>(task: Task<Output>, prefix: ChatRequest, provider: Provider): boolean {
  const texts = [prefix.system, ...prefix.messages.map(({ text }) => text), task.instructions, task.input];
  const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  return tokens + task.maxTokens <= provider.traits.contextTokens;
}

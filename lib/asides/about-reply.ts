import { readConversation } from '#lib/db/read/conversations.ts';
import { messagesBefore, readReply } from '#lib/db/read/messages.ts';
import type { StoredMessage } from '#lib/db/rows.ts';
import { keepAside } from '#lib/db/write/asides.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import { canDo } from '#lib/providers/setup.ts';
import type { ChatMessage, TaskName } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { connectTutorWithModel, type Access, type Tutor } from '#lib/tutor/connect.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import { checkReply, type ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { simplifyTask } from '#lib/tutor/tasks/simplify.ts';
import { suggestTask } from '#lib/tutor/tasks/suggest.ts';
import { runTask, type TaskContext } from '#lib/tutor/tasks/task.ts';
import { translateTask } from '#lib/tutor/tasks/translate.ts';
import { learnerGround } from '#lib/turn/judge-reply.ts';

/** What asking a tutor beside the conversation takes. */
export interface AsideTools {
  access: Access;
  tools: LanguageTools;
}

/** As far back as tutors are told of that work by the conversation. */
const mostMessages = 400;

interface Reply {
  text: string;
  message: StoredMessage;
  context: TaskContext;
}

/** A reply in the learner's own language, from its message where it was asked for before. @throws {PatterError} */
export async function translateReply(turnId: string, settings: Settings, tools: AsideTools): Promise<string> {
  const { text, message, context } = await replyOf(turnId, settings);
  const language = settings.learnerLanguage;
  if (message.translation?.language === language) return message.translation.text;
  const tutor = await tutorFor('translate', settings, tools.access);
  const { translation } = await runTask(translateTask(text, context.lesson), tutor, context, signalOf());
  await keepAside(turnId, text, { translation: { language, text: translation } });
  return translation;
}

/** A reply once more in easier words, from its message where it was asked for before. @throws {PatterError} */
export async function simplifyReply(turnId: string, settings: Settings, tools: AsideTools): Promise<string> {
  const { text, message, context } = await replyOf(turnId, settings);
  if (message.simpler !== undefined) return message.simpler;
  const tutor = await tutorFor('simplify', settings, tools.access);
  const check = await checkOf(context, tools.tools);
  const easier = await runTask(simplifyTask(text, context.lesson, check), tutor, context, signalOf());
  await keepAside(turnId, text, { simpler: easier.text });
  return easier.text;
}

/** Answers that the learner could give to a reply. @throws {PatterError} */
export async function suggestAnswers(
  turnId: string,
  settings: Settings,
  tools: AsideTools,
): Promise<{ text: string; meaning: string }[]> {
  const { text, message, context } = await replyOf(turnId, settings);
  if (message.suggestions !== undefined) return message.suggestions;
  const tutor = await tutorFor('suggest', settings, tools.access);
  const check = await checkOf(context, tools.tools);
  const { suggestions } = await runTask(suggestTask(text, context.lesson, check), tutor, context, signalOf());
  await keepAside(turnId, text, { suggestions });
  return suggestions;
}

/** A person waits for these answers, in milliseconds. A model on this computer may have to be loaded first. */
const patienceMs = 90_000;

export function signalOf(): AbortSignal {
  return AbortSignal.timeout(patienceMs);
}

/**
 * The chosen tutor, for a task that it can be asked for.
 * @throws {PatterError} `task-unsupported` where it can not
 */
export async function tutorFor(task: TaskName, settings: Settings, access: Access): Promise<Tutor> {
  if (!canDo(settings.tutor, task)) throw new PatterError('task-unsupported');
  return connectTutorWithModel(settings.tutor, settings, access);
}

async function replyOf(turnId: string, settings: Settings): Promise<Reply> {
  const message = await readReply(turnId);
  if (message === undefined || message.damaged || message.text.trim() === '') throw new PatterError('storage');
  const conversation = await readConversation(message.conversationId);
  if (conversation === undefined) throw new PatterError('storage');
  const { id, language, level, scene } = conversation;
  const before = await messagesBefore(id, message.position, mostMessages);
  const said: ChatMessage[] = [message, ...before].map(({ role, text }) => ({ role, text })).toReversed();
  const lesson = { language, level, learnerLanguage: settings.learnerLanguage };
  return {
    text: message.text,
    message,
    context: { waited: true, conversationId: id, turnId, lesson, scene, messages: said },
  };
}

async function checkOf({ lesson }: TaskContext, tools: LanguageTools): Promise<(text: string) => ReplyCheck> {
  const ground = await learnerGround(lesson, tools);
  return (text) => checkReply(text, ground, false);
}

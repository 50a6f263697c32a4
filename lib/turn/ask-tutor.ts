import { readConversation } from '#lib/db/read/conversations.ts';
import { messagesBefore, readReply } from '#lib/db/read/messages.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { connectTutorWithModel, type Access } from '#lib/tutor/connect.ts';
import { runTurn } from '#lib/tutor/run-turn.ts';
import type { TurnSource } from './running-turn.ts';

/** How many messages are read at once on the way back through a conversation. */
const pageSize = 40;

/**
 * Asks the conversation's tutor for the reply of a turn that has begun.
 * @throws {PatterError} what stands in the way of asking; the parts throw what goes wrong after that.
 */
export async function askTutor(
  conversationId: number,
  turnId: string,
  settings: Settings,
  access: Access,
  signal: AbortSignal,
): Promise<TurnSource> {
  const [conversation, reply] = await Promise.all([readConversation(conversationId), readReply(turnId)]);
  if (conversation === undefined || reply === undefined) throw new PatterError('storage');
  const { provider, model } = await connectTutorWithModel(settings.tutor, settings, access);
  const turn = {
    conversationId,
    turnId,
    model,
    lesson: {
      language: conversation.language,
      level: conversation.level,
      learnerLanguage: settings.learnerLanguage,
    },
    scene: conversation.scene,
    newestFirst: historyBefore(conversationId, reply.position),
  };
  return { local: provider.traits.local, parts: runTurn(turn, provider, signal) };
}

async function* historyBefore(conversationId: number, position: number): AsyncGenerator<ChatMessage> {
  for (let before = position; ;) {
    const page = await messagesBefore(conversationId, before, pageSize);
    for (const { role, text } of page) yield { role, text };
    const oldest = page.at(-1);
    if (oldest === undefined || page.length < pageSize) return;
    before = oldest.position;
  }
}

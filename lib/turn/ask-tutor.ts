import { readConversation } from '#lib/db/read/conversations.ts';
import { messagesBefore, readReply } from '#lib/db/read/messages.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatMessage } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { connectTutorWithModel, type Access } from '#lib/tutor/connect.ts';
import { runTurn } from '#lib/tutor/run-turn.ts';
import type { TurnSource } from './running-turn.ts';
import type { TurnQuestion } from './server.ts';

/** How many messages are read at once on the way back through a conversation. */
const pageSize = 40;

/**
 * Asks the conversation's tutor for the reply of a turn that has begun.
 * @throws {PatterError} what stands in the way of asking; the parts throw what goes wrong after that.
 */
export async function askTutor(
  question: TurnQuestion,
  settings: Settings,
  access: Access,
  signal: AbortSignal,
): Promise<TurnSource> {
  const { conversationId, turnId, begun, unkept } = question;
  const conversation = unkept.conversation ?? (await readConversation(conversationId));
  if (conversation === undefined) throw new PatterError('storage');
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
    newestFirst: historyOf(question),
    begun,
  };
  return { local: provider.traits.local, parts: runTurn(turn, provider, signal) };
}

/** What was said up to the reply that is asked for: what is not in the store, then what is. */
async function* historyOf({ conversationId, turnId, learner, unkept }: TurnQuestion): AsyncGenerator<ChatMessage> {
  if (learner !== undefined) yield { role: 'learner', text: learner };
  const earlier = unkept.turns.filter((turn) => turn.turnId !== turnId);
  for (const turn of earlier.toReversed()) {
    yield { role: 'tutor', text: turn.end.text ?? '' };
    if (turn.learner !== undefined) yield { role: 'learner', text: turn.learner };
  }
  if (unkept.conversation !== undefined) return;
  const said = new Set(earlier.map((turn) => turn.turnId));
  // A reply that is in the store stands behind everything that was said before it.
  const reply = learner === undefined ? await readReply(turnId) : undefined;
  for (let before = reply?.position ?? Number.POSITIVE_INFINITY; ;) {
    const page = await messagesBefore(conversationId, before, pageSize);
    for (const { role, text, turnId: of } of page) {
      if (!(role === 'tutor' && said.has(of))) yield { role, text };
    }
    const oldest = page.at(-1);
    if (oldest === undefined || page.length < pageSize) return;
    before = oldest.position;
  }
}

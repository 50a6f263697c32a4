import type { ChatMessage } from '#lib/providers/provider.ts';
import type { Lesson } from '#lib/tutor/lesson.ts';
import type { LanguageTools } from '#lib/tutor/level/language-tools.ts';
import { checkReply, type ReplyCheck } from '#lib/tutor/level/reply-check.ts';
import { isInAnotherLanguage } from '#lib/tutor/level/reply-language.ts';
import { noGuidance } from '#lib/tutor/prompt.ts';
import { runTurn, type TurnPart } from '#lib/tutor/run-turn.ts';
import { modelScene } from '#lib/tutor/scenes/scene-id.ts';
import type { Log } from '../log.ts';
import type { Asked, Question, TurnStore } from '../store/store.ts';
import { levelGround, type Teaching } from '../teaching.ts';
import { correctMessage, isToCorrect } from './correct-message.ts';
import { withCorrection } from './with-correction.ts';

/** What asking for a reply takes. */
export interface Asking {
  teaching: Teaching;
  store: Pick<TurnStore, 'before' | 'correctionOf'>;
  log: Log;
}

/**
 * The reply to a question, with its message corrected where the tutor can be asked for that.
 * @throws {PatterError} what stands in the way of asking, and what goes wrong with the reply
 */
export async function* askTutor(
  { attempt, lesson, message }: Asked,
  { conversation, turnId }: Question,
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<TurnPart> {
  const { tutor, tools } = asking.teaching;
  const { traits } = tutor.provider;
  const said = asking.store.before(attempt.turn);
  const newest = await said.next();
  const last = newest.done === true ? undefined : newest.value;
  const judged = last !== undefined && !traits.startsOver;
  const turn = {
    conversationId: conversation,
    turnId,
    model: tutor.model,
    lesson,
    scene: lesson.scene,
    setting: { scene: modelScene(lesson.scene), reading: null },
    guidance: { ...noGuidance, lastReply: judged ? await judgeReply(last.text, lesson, tools) : null },
    begun: '',
  };
  const newestFirst = withMessage(message, withNewest(last, said));
  const parts = runTurn({ ...turn, newestFirst }, tutor.provider, signal);
  if (!isToCorrect(message, lesson, asking.teaching)) {
    yield* parts;
    return;
  }
  const toCorrect = {
    message,
    before: last?.text ?? '',
    turn,
    attempt,
    newestFirst: () => withMessage(message, asking.store.before(attempt.turn)),
  };
  yield* withCorrection(parts, (until) => correctMessage(toCorrect, asking, until), traits.parallel, signal);
}

/** How the reply before this one stood to its learner's level. */
async function judgeReply(text: string, lesson: Lesson, tools: LanguageTools): Promise<ReplyCheck> {
  const ground = await levelGround(lesson, tools);
  return checkReply(text, ground, await isInAnotherLanguage(text, lesson.language, ground.list, tools.identify));
}

/** @param message empty where the tutor speaks first */
async function* withMessage(message: string, before: AsyncIterable<ChatMessage>): AsyncGenerator<ChatMessage> {
  if (message !== '') yield { role: 'learner', text: message };
  yield* before;
}

async function* withNewest(
  newest: ChatMessage | undefined,
  older: AsyncIterable<ChatMessage>,
): AsyncGenerator<ChatMessage> {
  if (newest !== undefined) yield newest;
  yield* older;
}

import type { ChatMessage } from '#lib/providers/provider.ts';
import { judge, levelGround } from '#lib/tutor/level/judge.ts';
import { noGuidance } from '#lib/tutor/prompt.ts';
import { runTurn, type TurnPart } from '#lib/tutor/run-turn.ts';
import { modelScene } from '#lib/tutor/scenes/scene-id.ts';
import type { Log } from '../log.ts';
import type { Asked, Question, TurnStore } from '../store/store.ts';
import { noKnownWords, type Teaching } from '../teaching.ts';
import { correctMessage, isToCorrect } from './correct-message.ts';
import { withCorrection, type Correcting } from './with-correction.ts';

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
  { conversation, turnId, corrections = true, lateCorrections = false }: Question,
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<TurnPart> {
  const { tutor, tools } = asking.teaching;
  const { traits } = tutor.provider;
  const said = asking.store.before(attempt.turn);
  const newest = await said.next();
  const last = newest.done === true ? undefined : newest.value;
  // One that builds its own prompt has no use for it.
  const lastReply =
    last === undefined || traits.startsOver
      ? null
      : await judge(last.text, await levelGround(lesson, tools, noKnownWords), tools);
  const turn = {
    conversationId: conversation,
    turnId,
    model: tutor.model,
    lesson,
    scene: lesson.scene,
    corrections,
    setting: { scene: modelScene(lesson.scene), reading: null },
    guidance: { ...noGuidance, lastReply },
    begun: '',
  };
  const newestFirst = withMessage(message, withNewest(last, said));
  const parts = runTurn({ ...turn, newestFirst }, tutor.provider, signal);
  if (!corrections || !isToCorrect(message, lesson, asking.teaching)) {
    yield* parts;
    return;
  }
  const toCorrect = {
    message,
    before: last?.text ?? '',
    turn,
    newestFirst: () => withMessage(message, asking.store.before(attempt.turn)),
  };
  const correcting: Correcting = {
    correct: (until) => correctMessage(toCorrect, attempt, asking, until),
    beside: traits.parallel,
    patience: lateCorrections ? 'late' : 'usual',
  };
  yield* withCorrection(parts, correcting, signal);
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

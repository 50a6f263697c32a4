import type { NewConversation } from '#lib/db/rows.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { noGuidance } from '#lib/tutor/prompt.ts';
import type { Turn } from '#lib/tutor/run-turn.ts';
import { modelScene } from '#lib/tutor/scenes/scene-id.ts';
import { forgotten, recall } from './memory.ts';
import type { TurnQuestion } from './server.ts';

/** What a conversation's tutor is asked for, but for what was said in it. */
export interface TurnBase {
  turn: Omit<Turn, 'newestFirst'>;
  /** The position of the last message that the memory stands for. */
  upTo: number;
}

/**
 * What every turn of a conversation is asked with. Whatever asks ahead of a turn, or beside it, begins with the same.
 * @param startsOver whether the tutor builds a prompt of its own: it is given the conversation as it is
 */
export async function turnBase(
  question: Pick<TurnQuestion, 'conversationId' | 'turnId' | 'begun'>,
  conversation: NewConversation,
  settings: Settings,
  startsOver: boolean,
): Promise<TurnBase> {
  const { conversationId, turnId, begun } = question;
  const { language, level, scene, reading = null } = conversation;
  const { memory, upTo } = startsOver ? forgotten : await recall(question, language);
  const turn = {
    conversationId,
    turnId,
    model: settings.tutors[settings.tutor].model,
    lesson: { language, level, learnerLanguage: settings.learnerLanguage },
    scene,
    corrections: settings.correct,
    setting: { scene: modelScene(scene), reading: providerSetups[settings.tutor].reads ? reading : null, memory },
    guidance: noGuidance,
    begun,
  };
  return { turn, upTo };
}

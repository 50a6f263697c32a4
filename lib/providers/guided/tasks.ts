import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest } from '../provider.ts';
import type { State } from './conversation.ts';
import type { Material } from './library.ts';
import { lineOf, type Line } from './line.ts';
import { lastReply } from './replay.ts';

/**
 * The answer to a task about the reply that the conversation ends with, from what is authored.
 * @throws {PatterError} `task-unsupported` also for a reply that guided practice did not say
 */
export function answerTask(request: Pick<ChatRequest, 'messages' | 'lesson'>, material: Material): object {
  const move = lastReply(request, material);
  if (move === null) throw new PatterError('task-unsupported');
  switch (request.lesson.task?.name) {
    case 'translate':
      return { translation: move.reply.meaning };
    case 'simplify':
      return { text: easierCue(move.state, material) };
    case 'suggest':
      return { suggestions: answersTo(move.state, material) };
    default:
      throw new PatterError('task-unsupported');
  }
}

/** The cue in easier words; after the last one, the shortest goodbye. */
function easierCue({ scene, at }: State, { pack }: Material): string {
  const { simpler } = scene.exchanges[at]?.exchange ?? {};
  return simpler ?? pack.phrases.farewell.toSorted((a, b) => a.length - b.length)[0] ?? '';
}

const sceneChoices = 3;

/** Answers to the cue; after the last one, the names of the scenes that come next. */
function answersTo({ scene, at }: State, { pack, help }: Material): Line[] {
  const exchange = scene.exchanges[at]?.exchange;
  if (exchange !== undefined) return exchange.suggestions.map((text) => lineOf(text, scene.scene, help));
  const place = pack.scenes.indexOf(scene) + 1;
  const next = [...pack.scenes.slice(place), ...pack.scenes.slice(0, place - 1)].slice(0, sceneChoices);
  return next.map(({ scene: { id, title, titleLearner } }) => {
    return { text: title, meaning: help.phrases.sceneNames[id]?.[0] ?? titleLearner };
  });
}

import type { ChatMessage, ChatRequest } from '../provider.ts';
import type { CompiledScene, LanguagePack } from './compile.ts';
import { beginning, open, repeat, respond, type Material, type State } from './conversation.ts';
import type { Reply } from './reply.ts';

/**
 * The tutor's reply to a conversation. Nothing is kept between calls: the state is worked out from the messages, from
 * the tutor's message that opened the chosen scene on.
 */
export function replyTo(request: Pick<ChatRequest, 'messages' | 'lesson'>, material: Material): Reply {
  const scene = chosenScene(request.lesson.scene, material.pack);
  const { messages } = request;
  const opening = messages.findLastIndex((message) => opens(message, scene));
  const asked = messages[opening - 1]?.role === 'learner';
  const heard = opening === -1 ? lastWords(messages) : answered(messages.slice(asked ? opening - 1 : opening));
  let state: State = beginning(scene);
  if (opening !== -1 && !asked) state = open(state, material).state;
  let reply: Reply | null = null;
  for (const text of heard) ({ state, reply } = respond(state, text, material));
  if (reply !== null && messages.at(-1)?.role === 'learner') return reply;
  return state.opened ? repeat(state, material) : open(state, material).reply;
}

function chosenScene(id: string | undefined, { scenes }: LanguagePack): CompiledScene {
  const scene = scenes.find((candidate) => candidate.scene.id === id) ?? scenes[0];
  if (scene === undefined) throw new RangeError('A language without scenes');
  return scene;
}

function opens({ role, text }: ChatMessage, { scene }: CompiledScene): boolean {
  return role === 'tutor' && collapse(text).includes(collapse(scene.opening));
}

function collapse(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ');
}

/** Before the scene was opened, possibly with another tutor, only the message to be answered counts. */
function lastWords(messages: readonly ChatMessage[]): string[] {
  const last = messages.at(-1);
  return last?.role === 'learner' ? [last.text] : [];
}

/** The learner's messages, without those that were never answered: they moved nothing. */
function answered(messages: readonly ChatMessage[]): string[] {
  return messages.flatMap(({ role, text }, index) => {
    const next = messages[index + 1];
    const isAnswered = next === undefined || (next.role === 'tutor' && next.text.trim() !== '');
    return role === 'learner' && isAnswered ? [text] : [];
  });
}

import type { ChatMessage, ChatRequest } from '../provider.ts';
import type { CompiledScene, LanguagePack } from './compile.ts';
import { open, repeat, type Move } from './conversation.ts';
import type { Material } from './library.ts';
import { respondOnce, startOf } from './remembered-moves.ts';

type Talk = Pick<ChatRequest, 'messages' | 'lesson'>;

/** The tutor's reply to a conversation, and where that stands then. */
export function replyTo({ messages, lesson }: Talk, material: Material): Move {
  return replay(messages, chosenScene(lesson.scene, material.pack), material);
}

/**
 * The reply that a conversation ends with, as guided practice said it; `null` where it is none of its own. That may be in
 * another scene than the one that is chosen by now.
 */
export function lastReply({ messages, lesson }: Talk, material: Material): Move | null {
  const said = messages.filter(({ text }) => text.trim() !== '');
  const last = said.pop();
  if (last?.role !== 'tutor') return null;
  const chosen = chosenScene(lesson.scene, material.pack);
  const others = material.pack.scenes.filter((scene) => messages.some((message) => opens(message, scene)));
  for (const scene of [chosen, ...others]) {
    const move = replay(said, scene, material);
    if (isReply(last.text, move.reply.text)) return move;
  }
  return null;
}

/** In code units: what is shorter may be the beginning of anybody's reply. */
const tellingLength = 16;

/** Whether a text is a reply, or as much of one as there was when it was stopped. */
function isReply(text: string, reply: string): boolean {
  const said = collapse(text);
  return said === collapse(reply) || (said.length >= tellingLength && collapse(reply).startsWith(said));
}

/**
 * Where a conversation stands is worked out from its messages alone, from the tutor's message on that opened the scene.
 */
function replay(messages: readonly ChatMessage[], scene: CompiledScene, material: Material): Move {
  const opening = messages.findLastIndex((message) => opens(message, scene));
  const asked = messages[opening - 1]?.role === 'learner';
  const heard = opening === -1 ? lastWords(messages) : answered(messages.slice(asked ? opening - 1 : opening));
  let state = startOf(scene, opening !== -1 && !asked, material);
  let last: Move | null = null;
  for (const text of heard) {
    last = respondOnce(state, text, material);
    ({ state } = last);
  }
  if (last !== null && messages.at(-1)?.role === 'learner') return last;
  return state.opened ? { state, reply: repeat(state, material) } : open(state, material);
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
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
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

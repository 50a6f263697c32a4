import type { ChatMessage, ChatRequest, StreamPart } from '#lib/providers/provider.ts';
import type { Correction } from '#lib/providers/correction.ts';
import { createGuided } from '#lib/providers/guided/guided.ts';
import { loadHelp, loadLanguage } from '#lib/providers/guided/library.ts';

export const languages = ['de', 'en', 'es', 'fr', 'it', 'ja', 'pt'] as const;
export const help = loadHelp('en');

export interface Turn {
  text: string;
  corrections: Correction | undefined;
}

/** A request as the turn runner makes it. */
export function requestFor(
  language: string,
  scene: string | undefined,
  messages: readonly ChatMessage[],
  more: Partial<ChatRequest> = {},
): ChatRequest {
  const lesson = { conversationId: 1, turnId: 'turn', language, level: 'A1', learnerLanguage: 'en', scene } as const;
  return { model: '', system: '', reminder: '', messages, maxTokens: 500, lesson, ...more };
}

/** All parts of one reply, without waiting between them. */
export async function partsOf(request: ChatRequest): Promise<StreamPart[]> {
  const provider = createGuided({ pace: async () => undefined });
  return Array.fromAsync(provider.stream(request, { signal: new AbortController().signal }));
}

/** A learner in one conversation with the tutor. */
export function practise(language: string, scene?: string) {
  const messages: ChatMessage[] = [];

  async function replyTo(said: readonly ChatMessage[]): Promise<Turn> {
    const parts = await partsOf(requestFor(language, scene, said));
    const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    const finish = parts.at(-1);
    const corrections = finish?.type === 'finish' ? (finish.corrections as Correction | undefined) : undefined;
    return { text, corrections };
  }

  async function hear(): Promise<Turn> {
    const turn = await replyTo(messages);
    messages.push({ role: 'tutor', text: turn.text });
    return turn;
  }

  return {
    messages,
    /** Lets the tutor begin. */
    open: hear,
    /** What the tutor would say; the conversation stays as it is. */
    trySaying: (text: string) => replyTo([...messages, { role: 'learner', text }]),
    say(text: string): Promise<Turn> {
      messages.push({ role: 'learner', text });
      return hear();
    },
  };
}

/** The exchanges of a scene. */
export function exchangesOf(language: string, scene: string) {
  return sceneOf(language, scene).scene.exchanges;
}

export function sceneOf(language: string, id: string) {
  const scene = loadLanguage(language, help).scenes.find((candidate) => candidate.scene.id === id);
  if (scene === undefined) throw new Error(`no scene ${id} in ${language}`);
  return scene;
}

/** Every scene of every language, for tables. */
export const allScenes = languages.flatMap((language) =>
  loadLanguage(language, help).scenes.map(({ scene }) => ({ language, id: scene.id, name: `${language}/${scene.id}` })),
);

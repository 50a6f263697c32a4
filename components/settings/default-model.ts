import type { Model, ProviderId } from '#lib/providers/provider.ts';

/** Models that do not chat. */
const otherPurpose = /embed|bge-|minilm|rerank|whisper|imag(?:e|en)|veo|tts|audio|live|aqa|moderation|guard/i;

/** Each vendor's line of models that answers at once at a small price, which a chat wants. */
const preferred: Partial<Record<ProviderId, RegExp>> = { claude: /haiku/i, gemini: /flash(?!-lite)/i };

/** The model to begin with, until the learner chooses one. */
export function defaultModel(tutor: ProviderId, models: readonly Model[]): string | undefined {
  const chatting = models.filter(({ id }) => !otherPurpose.test(id));
  const wanted = preferred[tutor];
  return (chatting.find(({ id }) => wanted?.test(id)) ?? chatting[0])?.id;
}

import type { ChatRequest, Provider, ProviderId, StreamPart } from '#lib/providers/provider.ts';
import type { Tutor } from '#lib/tutor/connect.ts';

export interface AnsweringTutor extends Tutor {
  /** What it was asked. */
  requests: ChatRequest[];
}

/**
 * A tutor that gives one answer after the other, the last one ever after; an error is thrown, and anything that is no text is
 * sent as JSON.
 */
export function answeringTutor(
  answers: readonly unknown[],
  traits: Partial<Provider['traits']> = {},
  id: ProviderId = 'claude',
): AnsweringTutor {
  const requests: ChatRequest[] = [];
  const provider: Provider = {
    id,
    traits: { local: false, parallel: true, startsOver: false, contextTokens: 8_000, ...traits },
    models: async () => [],
    async *stream(request): AsyncGenerator<StreamPart> {
      requests.push({ ...request, messages: [...request.messages] });
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      yield { type: 'text', text: typeof answer === 'string' ? answer : JSON.stringify(answer) };
      yield { type: 'finish', reason: 'stop' };
    },
  };
  return { provider, model: 'm', requests };
}

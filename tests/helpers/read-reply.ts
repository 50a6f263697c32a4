import { PatterError, type ErrorCode } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider, StreamPart } from '#lib/providers/provider.ts';

type Finish = Extract<StreamPart, { type: 'finish' }>;

/** How a reply came out. */
export interface Outcome {
  /** What the reader sees in the end. */
  text: string;
  finishes: Finish[];
  /** `not-a-patter-error` where something else was thrown. */
  error: ErrorCode | 'not-a-patter-error' | undefined;
  thrown: unknown;
}

/** Reads one reply to its end, whatever that is. */
export async function readReply(
  provider: Provider,
  request: ChatRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const outcome: Outcome = { text: '', finishes: [], error: undefined, thrown: undefined };
  try {
    for await (const part of provider.stream(request, { signal })) {
      if (part.type === 'text') outcome.text += part.text;
      if (part.type === 'retract') outcome.text = '';
      if (part.type === 'finish') outcome.finishes.push(part);
    }
  } catch (thrown) {
    outcome.thrown = thrown;
    outcome.error = thrown instanceof PatterError ? thrown.code : 'not-a-patter-error';
  }
  return outcome;
}

/** A request to a tutor, with whatever of it a test is about. */
export function chatRequest(given: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model: 'some-model',
    system: 'You are a tutor.',
    reminder: 'Answer in Spanish.',
    messages: [{ role: 'learner', text: 'Hola' }],
    maxTokens: 500,
    lesson: { conversationId: 7, turnId: 'turn-1', language: 'es', level: 'A2', learnerLanguage: 'en' },
    ...given,
  };
}

import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatMessage, ChatRequest, Provider } from '#lib/providers/provider.ts';
import { fitWindow } from './context-window.ts';
import { parseCorrection, type Correction } from '#lib/providers/correction.ts';
import { reminder, systemPrompt, type Lesson } from './prompt.ts';
import { estimateTokens } from './tokens.ts';

/** Room for a reply: twice the longest level's words, in the scripts that cost most. */
const maxReplyTokens = 1_000;

export interface Turn {
  conversationId: number;
  turnId: string;
  model: string;
  lesson: Lesson;
  scene?: string | undefined;
  /** The conversation up to and with the message to be answered, newest first. */
  newestFirst: AsyncIterable<ChatMessage>;
}

export type TurnPart =
  | { type: 'text'; text: string }
  /** The text so far was not meant for the reader. */
  | { type: 'retract' }
  | { type: 'finish'; cut?: 'length' | 'refused'; correction?: Correction };

/**
 * One turn with one tutor: text and retract parts, then exactly one finish.
 *
 * @throws {PatterError} the provider's own; `interrupted` when it ends without a finish; `bad-output` when it finishes
 * without having said anything; `too-long` when the learner's message does not fit.
 */
export async function* runTurn(turn: Turn, provider: Provider, signal: AbortSignal): AsyncGenerator<TurnPart> {
  const request = await buildRequest(turn, provider);
  let spoken = false;
  for await (const part of provider.stream(request, { signal })) {
    if (part.type === 'finish') {
      if (!spoken && part.reason !== 'refused') throw new PatterError('bad-output');
      const correction = parseCorrection(part.corrections);
      yield {
        type: 'finish',
        ...(part.reason !== 'stop' && { cut: part.reason }),
        ...(correction && { correction }),
      };
      return;
    }
    if (part.type === 'retract') {
      spoken = false;
      yield part;
      continue;
    }
    const text = spoken ? part.text : part.text.trimStart();
    if (text === '') continue;
    spoken = true;
    yield { type: 'text', text };
  }
  throw new PatterError('interrupted');
}

async function buildRequest(turn: Turn, provider: Provider): Promise<ChatRequest> {
  const system = systemPrompt(turn.lesson);
  const last = reminder(turn.lesson);
  const budget = provider.traits.contextTokens - maxReplyTokens - estimateTokens(system) - estimateTokens(last);
  return {
    model: turn.model,
    system,
    reminder: last,
    messages: await fitWindow(turn.newestFirst, budget),
    maxTokens: maxReplyTokens,
    lesson: { ...turn.lesson, conversationId: turn.conversationId, turnId: turn.turnId, scene: turn.scene },
  };
}

import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatMessage, ChatRequest, Provider } from '#lib/providers/provider.ts';
import { fitWindow } from './context-window.ts';
import { goOn, lastWords } from './continuation.ts';
import { parseCorrection, type Correction } from '#lib/providers/correction.ts';
import { askForRest, reminder, systemPrompt, type Lesson } from './prompt.ts';
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
  /** A reply that broke off and is to be gone on with: the parts bring the rest of it. Empty for a new reply. */
  begun: string;
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
export function runTurn(turn: Turn, provider: Provider, signal: AbortSignal): AsyncGenerator<TurnPart> {
  const parts = readReply(turn, provider, signal);
  return turn.begun === '' ? parts : goOn(parts, turn.begun, provider.traits.startsOver);
}

async function* readReply(turn: Turn, provider: Provider, signal: AbortSignal): AsyncGenerator<TurnPart> {
  const request = await buildRequest(turn, provider);
  let spoken = false;
  for await (const part of provider.stream(request, { signal })) {
    if (part.type === 'finish') {
      if (!spoken && turn.begun === '' && part.reason !== 'refused') throw new PatterError('bad-output');
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
    const text = spoken || turn.begun !== '' ? part.text : part.text.trimStart();
    if (text === '') continue;
    spoken = true;
    yield { type: 'text', text };
  }
  throw new PatterError('interrupted');
}

async function buildRequest(turn: Turn, provider: Provider): Promise<ChatRequest> {
  const { contextTokens, startsOver } = provider.traits;
  const rest = turn.begun !== '' && !startsOver;
  const system = systemPrompt(turn.lesson);
  const last = (rest ? askForRest(lastWords(turn.begun)) : '') + reminder(turn.lesson);
  const budget = contextTokens - maxReplyTokens - estimateTokens(system) - estimateTokens(last);
  const newestFirst = rest ? withReply(turn.begun, turn.newestFirst) : turn.newestFirst;
  return {
    model: turn.model,
    system,
    reminder: last,
    messages: await fitWindow(newestFirst, budget),
    maxTokens: maxReplyTokens,
    lesson: {
      ...turn.lesson,
      conversationId: turn.conversationId,
      turnId: turn.turnId,
      scene: turn.scene,
      ...(turn.begun !== '' && { continues: true }),
    },
  };
}

async function* withReply(text: string, newestFirst: AsyncIterable<ChatMessage>): AsyncGenerator<ChatMessage> {
  yield { role: 'tutor', text };
  yield* newestFirst;
}

import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatRequest, Provider } from '#lib/providers/provider.ts';
import { fitWindow, type PlacedMessage } from './context-window.ts';
import { goOn, lastWords } from './continuation.ts';
import { readCorrection } from '#lib/corrections/read-correction.ts';
import type { Correction } from '#lib/providers/correction.ts';
import type { Lesson } from './lesson.ts';
import { stripUntrusted } from './untrusted.ts';
import { askForRest, reminder, systemPrompt, type Guidance, type Setting } from './prompt.ts';
import { estimateTokens } from './tokens.ts';

/** Room for a reply: twice the longest level's words, in the scripts that cost most. */
const maxReplyTokens = 1_000;

export interface Turn {
  conversationId: number;
  turnId: string;
  model: string;
  lesson: Lesson;
  /** As the conversation keeps it: guided practice's own, or one that `setting` was made of. */
  scene?: string | undefined;
  /** Whether a tutor that corrects by itself is to do so. */
  corrections: boolean;
  setting: Setting;
  guidance: Guidance;
  /** The conversation up to and with the message to be answered, newest first. */
  newestFirst: AsyncIterable<PlacedMessage>;
  /** Nobody waits for it. */
  ahead?: boolean;
  /** A reply that broke off and is to be gone on with: the parts bring the rest of it. Empty for a new reply. */
  begun: string;
}

export type TextPart =
  | { type: 'text'; text: string }
  /** The text so far was not meant for the reader. */
  | { type: 'retract' };

/** The text is whole. The correction may be with it, or still out: then the parts go on. */
export interface FinishPart {
  type: 'finish';
  cut?: 'length' | 'refused';
  correction?: Correction;
  correctionFollows?: true;
}

export type TurnPart = TextPart | FinishPart | { type: 'correction'; correction: Correction };

/**
 * One turn with one tutor: text and retract parts, then exactly one finish; behind one with `correctionFollows`, a
 * correction or nothing. Nothing is thrown behind the finish.
 *
 * @throws {PatterError} the provider's own; `interrupted` when it ends without a finish; `bad-output` when it finishes
 * without having said anything; `too-long` when the learner's message does not fit.
 */
export function runTurn(turn: Turn, provider: Provider, signal: AbortSignal): AsyncGenerator<TurnPart> {
  const parts = readReply(turn, provider, signal);
  return turn.begun === '' ? parts : goOn(parts, turn.begun, provider.traits.startsOver);
}

async function* readReply(turn: Turn, provider: Provider, signal: AbortSignal): AsyncGenerator<TurnPart> {
  const request = await requestFor(turn, provider);
  let spoken = false;
  let finished = false;
  for await (const part of provider.stream(request, { signal })) {
    if (part.type === 'corrections') {
      const correction = readCorrection(part.corrections);
      if (correction) yield { type: 'correction', correction };
      return;
    }
    if (part.type === 'finish') {
      if (!spoken && turn.begun === '' && part.reason !== 'refused') throw new PatterError('bad-output');
      const correction = readCorrection(part.corrections);
      yield {
        type: 'finish',
        ...(part.reason !== 'stop' && { cut: part.reason }),
        ...(correction && { correction }),
        ...(part.correctionsFollow && { correctionFollows: true }),
      };
      if (part.correctionsFollow !== true) return;
      finished = true;
      continue;
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
  if (!finished) throw new PatterError('interrupted');
}

/** What a tutor is asked for a reply. @throws {PatterError} `too-long` */
export async function requestFor(turn: Turn, provider: Provider): Promise<ChatRequest> {
  const { contextTokens, startsOver } = provider.traits;
  const rest = turn.begun !== '' && !startsOver;
  const system = systemPrompt(turn.lesson, turn.setting);
  const last = (rest ? askForRest(lastWords(turn.begun)) : '') + reminder(turn.lesson, turn.guidance);
  const budget = contextTokens - maxReplyTokens - estimateTokens(system) - estimateTokens(last);
  const said = rest ? withReply(turn.begun, turn.newestFirst) : turn.newestFirst;
  // Whatever builds its own prompt knows its own replies again by their text.
  const newestFirst = startsOver ? said : withoutMarks(said);
  return {
    model: turn.model,
    system,
    reminder: last,
    messages: await fitWindow(newestFirst, budget),
    maxTokens: maxReplyTokens,
    ...(turn.ahead && { ahead: true }),
    lesson: {
      ...turn.lesson,
      conversationId: turn.conversationId,
      turnId: turn.turnId,
      scene: turn.scene,
      ...(!turn.corrections && { corrections: false }),
      ...(turn.begun !== '' && { continues: true }),
    },
  };
}

/** Replies may come from another tutor than the one that is asked now, and from a server that means ill. */
async function* withoutMarks(newestFirst: AsyncIterable<PlacedMessage>): AsyncGenerator<PlacedMessage> {
  for await (const message of newestFirst) {
    yield message.role === 'tutor' ? { ...message, text: stripUntrusted(message.text) } : message;
  }
}

async function* withReply(text: string, newestFirst: AsyncIterable<PlacedMessage>): AsyncGenerator<PlacedMessage> {
  yield { role: 'tutor', text };
  yield* newestFirst;
}

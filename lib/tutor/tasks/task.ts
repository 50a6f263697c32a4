import * as z from 'zod/mini';
import { plainText, withoutUnseen } from '#lib/corrections/plain-text.ts';
import { unwrapJson } from '#lib/corrections/unwrap.ts';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { ChatMessage, ChatRequest, TaskName } from '#lib/providers/provider.ts';
import type { Tutor } from '../connect.ts';
import type { Lesson } from '../lesson.ts';
import { stripUntrusted } from '../untrusted.ts';

/** One thing that a tutor is asked for beside the conversation, and answers in JSON. */
export interface Task<Output> {
  name: TaskName;
  /** The same for every call of a lesson, so that vendors can cache it. */
  instructions: string;
  /** What it is about, with what is untrusted in it fenced. */
  input: string;
  /** What tutors that build their own prompt need to know: the text in question, as it is. */
  subject: string;
  /** Where that is a word: the sentence that it stands in. */
  sentence?: string;
  /** What is asked for. */
  schema: z.ZodMiniType;
  /** Of the answer. */
  maxTokens: number;
  /** What of an answer can be used; `null` where nothing can. `raw` is `undefined` where it was no JSON. */
  read: (raw: unknown) => Output | null;
}

/** Reads an answer that has to fit its schema, and keeps of it what can be used: text that is seen, of bounded length. */
export function readAs<Output>(
  schema: z.ZodMiniType<Output>,
  accept: (output: Output) => Output | null,
): Task<Output>['read'] {
  return (raw) => {
    const parsed = schema.safeParse(raw);
    return parsed.success ? accept(plainTexts(parsed.data)) : null;
  };
}

/** No more is asked for, in UTF-16 units. */
const longestText = 8_000;

/** A value with each text in it made safe to show. */
function plainTexts<Value>(value: Value): Value {
  if (typeof value === 'string') return withoutUnseen(value.slice(0, longestText)).trim() as Value;
  if (Array.isArray(value)) return value.map(plainTexts) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainTexts(part)])) as Value;
}

/** A word, a meaning or a short sentence of an answer, on one line. */
export function phrase(text: string): string {
  return plainText(text, { graphemes: 240, units: 600 });
}

export interface TaskContext {
  /** Whether somebody waits for the answer: what only comes along leaves the learner's limits to what is waited for. */
  waited: boolean;
  conversationId: number;
  turnId: string;
  lesson: Lesson;
  scene?: string | undefined;
  /** What was said up to the message that the task is about, for tutors that work by the conversation; oldest first. */
  messages: readonly ChatMessage[];
  /**
   * What the tutor was sent for its reply. One that runs on this computer keeps only the latest prompt in its cache: what is
   * asked for beside the reply goes behind that prompt, so that the next turn does not begin from nothing.
   */
  prefix?: Pick<ChatRequest, 'system' | 'messages'>;
}

/**
 * Asks a tutor for one task. An answer that can not be used is asked for once more, with a word on what is wanted.
 *
 * @throws {PatterError} the provider's own; `bad-output` where the tutor declines, or no answer can be used
 */
export async function runTask<Output>(
  task: Task<Output>,
  { provider, model }: Tutor,
  context: TaskContext,
  signal: AbortSignal,
): Promise<Output> {
  const { startsOver, parallel } = provider.traits;
  const prefix = parallel ? undefined : context.prefix;
  const request = {
    model,
    system: prefix?.system ?? task.instructions,
    reminder: '',
    maxTokens: task.maxTokens,
    lesson: {
      ...context.lesson,
      conversationId: context.conversationId,
      turnId: context.turnId,
      scene: context.scene,
      task: {
        name: task.name,
        subject: task.subject,
        ...(task.sentence !== undefined && { sentence: task.sentence }),
        waited: context.waited,
      },
    },
    responseSchema: jsonSchemaOf(task.schema),
  };
  const input = prefix === undefined ? task.input : `${interlude}\n${task.instructions}\n\n${task.input}`;
  const messages: ChatMessage[] = startsOver
    ? [...context.messages]
    : [...(prefix?.messages ?? []), { role: 'learner', text: input }];
  for (let tries = 0; ; tries += 1) {
    const text = await answerTo({ ...request, messages }, provider, signal);
    const output = task.read(unwrapJson(text));
    if (output !== null) return output;
    if (tries > 0 || startsOver) throw new PatterError('bad-output');
    messages.push(
      { role: 'tutor', text: stripUntrusted(text.slice(0, longestRejected)) || '{}' },
      { role: 'learner', text: repair },
    );
  }
}

const interlude =
  'Leave the chat for a moment, and your part in it. For this one message only these instructions count:';

/** In UTF-16 units: an answer that runs on is not sent back whole. */
const longestRejected = 2_000;

const repair =
  'That can not be used. Follow the instructions to the letter, and answer with one JSON object that fits the schema and nothing else.';

async function answerTo(request: ChatRequest, provider: Tutor['provider'], signal: AbortSignal): Promise<string> {
  let text = '';
  for await (const part of provider.stream(request, { signal })) {
    if (part.type === 'text') text += part.text;
    else if (part.type === 'retract') text = '';
    else if (part.type === 'finish') {
      if (part.reason === 'refused') throw new PatterError('bad-output');
      return text;
    }
  }
  throw new PatterError('interrupted');
}

/** JSON Schema as the vendors take it: Claude knows no lengths, and wants every object closed. */
function jsonSchemaOf(schema: z.ZodMiniType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}

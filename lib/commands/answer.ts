import * as z from 'zod/mini';
import { PatterError } from '#lib/errors/patter-error.ts';
import { toWire, type WireError } from '#lib/errors/wire-error.ts';
import type { CommandHandlers } from './handlers.ts';
import { commands, meanwhile, type CommandName } from './table.ts';

const envelope = z.object({ command: z.string(), input: z.unknown() });

export type Answer = { ok: true; output: unknown } | { ok: false; error: WireError };

/**
 * Does what a page asked for. It always answers, whatever it was sent.
 * @returns `undefined` when the message is no command at all
 */
export function answerCommand(message: unknown, handlers: CommandHandlers): Promise<Answer> | undefined {
  const parsed = envelope.safeParse(message);
  return parsed.success ? answer(parsed.data.command, parsed.data.input, handlers) : undefined;
}

/** Whether a page only says or keeps something while the learner writes or speaks, so that a tutor is free for what is done on idle. */
export function isMeanwhile(message: unknown): boolean {
  const parsed = envelope.safeParse(message);
  return parsed.success && meanwhile.has(parsed.data.command);
}

async function answer(name: string, input: unknown, handlers: CommandHandlers): Promise<Answer> {
  try {
    if (!isCommand(name)) throw new PatterError('bug');
    const parsed = commands[name].input.safeParse(input);
    if (!parsed.success) throw new PatterError('bug', { cause: parsed.error });
    return { ok: true, output: await handlers[name](parsed.data as never) };
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

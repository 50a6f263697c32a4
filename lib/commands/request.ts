import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { PatterError } from '#lib/errors/patter-error.ts';
import { fromWire, wireErrorSchema } from '#lib/errors/wire-error.ts';
import { commands, type CommandInput, type CommandName, type CommandOutput } from './table.ts';

const answerSchema = z.union([
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({ ok: z.literal(false), error: wireErrorSchema }),
]);

/**
 * Asks the worker for one thing.
 * @throws {PatterError} the worker's error; `worker-lost` where it ended before it had answered, and what was asked may be
 * done or not; `bug` when it gave no answer that fits the table.
 */
export async function request<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandOutput<Name>> {
  const message: unknown = await browser.runtime.sendMessage({ command: name, input }).catch((cause: unknown) => {
    throw new PatterError('worker-lost', { cause });
  });
  const answer = answerSchema.safeParse(message);
  if (!answer.success) throw new PatterError('bug', { cause: answer.error });
  if (!answer.data.ok) throw fromWire(answer.data.error);
  const output = commands[name].output.safeParse(answer.data.output);
  if (!output.success) throw new PatterError('bug', { cause: output.error });
  return output.data as CommandOutput<Name>;
}

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
 * @throws {PatterError} the worker's error, or `bug` when it gave no answer that fits the table.
 */
export async function request<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandOutput<Name>> {
  const answer = answerSchema.safeParse(await browser.runtime.sendMessage({ command: name, input }));
  if (!answer.success) throw new PatterError('bug', { cause: answer.error });
  if (!answer.data.ok) throw fromWire(answer.data.error);
  const output = commands[name].output.safeParse(answer.data.output);
  if (!output.success) throw new PatterError('bug', { cause: output.error });
  return output.data as CommandOutput<Name>;
}

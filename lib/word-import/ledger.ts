import { storage } from 'wxt/utils/storage';
import * as z from 'zod/mini';
import { PatterError } from '#lib/errors/patter-error.ts';

/**
 * How far an import of words is, or was. The worker alone writes it, before and after each of its steps: where it is killed
 * in one, this tells.
 */
const ledgerSchema = z.object({
  id: z.string(),
  /** The list, as a page has left it (`lib/backup/handover.ts`). */
  file: z.string(),
  /** BCP 47 tag of the words. */
  language: z.string(),
  /** In milliseconds since the epoch. */
  startedAt: z.number(),
  /** How many words the list has, and how many of them have been looked at. */
  total: z.int(),
  done: z.int(),
  /** How many the learner has by it. */
  added: z.int(),
  /** Two ways, each of which can stop before its end: the words come in, and are taken back. */
  state: z.enum(['running', 'stopped', 'done', 'undoing', 'undo-stopped', 'undone']),
});

export type ImportLedger = z.infer<typeof ledgerSchema>;

const item = storage.defineItem<unknown>('local:import');

/** The last import, until it is settled; `null` where there is none. */
export async function readLedger(): Promise<ImportLedger | null> {
  return parse(await item.getValue());
}

/** Keeps it, or with `null` forgets it. For the worker alone. @throws {PatterError} `storage` */
export async function writeLedger(ledger: ImportLedger | null): Promise<void> {
  try {
    await (ledger === null ? item.removeValue() : item.setValue(ledger));
  } catch (cause) {
    throw new PatterError('storage', { cause });
  }
}

/** Calls back with every later change, from any context. @returns a function that ends it. */
export function watchLedger(onChange: (ledger: ImportLedger | null) => void): () => void {
  return item.watch((value) => onChange(parse(value)));
}

function parse(value: unknown): ImportLedger | null {
  return ledgerSchema.safeParse(value).data ?? null;
}

import { storage } from 'wxt/utils/storage';
import * as z from 'zod/mini';

/**
 * The languages (BCP 47 tags) that have a voice on this computer, as the worker found them last: it alone can ask the browser, and
 * pages have to know what can be asked by ear.
 */
const item = storage.defineItem<unknown>('local:heard');

const schema = z.array(z.string());

/** @returns none where it is not known */
export async function readHeard(): Promise<readonly string[]> {
  return parse(await item.getValue().catch(() => null));
}

/** Takes note of them. For the worker alone. */
export async function writeHeard(languages: readonly string[]): Promise<void> {
  // Every write is news to all that watch it.
  if (JSON.stringify(await readHeard()) === JSON.stringify(languages)) return;
  await item.setValue([...languages]).catch(() => undefined);
}

/** Calls back with every later change, from any context. @returns a function that ends it. */
export function watchHeard(onChange: (languages: readonly string[]) => void): () => void {
  return item.watch((value) => onChange(parse(value)));
}

function parse(value: unknown): readonly string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : [];
}

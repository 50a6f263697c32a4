import { storage } from 'wxt/utils/storage';
import { PatterError } from '#lib/errors/patter-error.ts';
import { firstSettings, settingsSchema, type Settings } from './settings.ts';

const item = storage.defineItem<unknown>('local:settings', { version: 1 });

/**
 * The learner's settings, or the first run's where there are none yet.
 * @throws {PatterError} `storage` when what is stored does not fit the schema: it is kept, never reset.
 */
export async function readSettings(): Promise<Settings> {
  return parse(await item.getValue());
}

/** Writes the whole of the settings. For the worker alone. @throws {PatterError} `storage` */
export async function writeSettings(settings: Settings): Promise<void> {
  try {
    await item.setValue(settings);
  } catch (cause) {
    throw new PatterError('storage', { cause });
  }
}

/** Calls back with every later change, from any context. @returns a function that ends it. */
export function watchSettings(onChange: (settings: Settings) => void): () => void {
  return item.watch((value) => onChange(parse(value)));
}

function parse(value: unknown): Settings {
  if (value === null || value === undefined) return firstSettings(navigator.language);
  const result = settingsSchema.safeParse(value);
  if (!result.success) throw new PatterError('storage', { cause: result.error });
  return result.data;
}

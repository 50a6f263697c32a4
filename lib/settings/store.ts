import { storage } from 'wxt/utils/storage';
import { PatterError } from '#lib/errors/patter-error.ts';
import { salvageSettings } from './salvage.ts';
import { firstSettings, settingsSchema, type Settings } from './settings.ts';

const item = storage.defineItem<unknown>('local:settings', { version: 1 });

/** What was stored in place of settings, as it was before settings were written over it. */
const damagedItem = storage.defineItem<unknown>('local:settings-damaged');

export interface StoredSettings {
  settings: Settings;
  /** Not all of what is stored could be read; the first run's settings stand in for the rest. */
  damaged: boolean;
}

/** What is being written here: it settles once that is done, whatever came of it. */
let writing: Promise<unknown> = Promise.resolve();

/**
 * The learner's settings, or the first run's where there are none yet. In the worker they have every change that was asked for
 * before: who chooses a voice and has it speak hears that voice.
 *
 * @throws {PatterError} `storage`
 */
export async function readSettings(): Promise<Settings> {
  return (await readStoredSettings()).settings;
}

/** As `readSettings`, and whether all of them could be read. @throws {PatterError} `storage` */
export async function readStoredSettings(): Promise<StoredSettings> {
  await writing;
  try {
    return parse(await item.getValue());
  } catch (cause) {
    throw new PatterError('storage', { cause });
  }
}

/**
 * Writes what `change` makes of the settings, once all that was asked for before is written. What could not be read of
 * those before is kept beside them, the first time that this happens. For the worker alone.
 *
 * @throws {PatterError} `storage`
 */
export function writeSettings(change: (stored: Settings) => Settings): Promise<void> {
  const write = writing.then(() => writeOver(change));
  writing = write.catch(() => undefined);
  return write;
}

/** Calls back with every later change, from any context. @returns a function that ends it. */
export function watchSettings(onChange: (stored: StoredSettings) => void): () => void {
  return item.watch((value) => onChange(parse(value)));
}

async function writeOver(change: (stored: Settings) => Settings): Promise<void> {
  try {
    const stored = await item.getValue();
    const { settings, damaged } = parse(stored);
    if (damaged && (await damagedItem.getValue()) === null) await damagedItem.setValue(stored);
    await item.setValue(change(settings));
  } catch (cause) {
    throw new PatterError('storage', { cause });
  }
}

function parse(value: unknown): StoredSettings {
  const first = firstSettings(navigator.language);
  if (value === null || value === undefined) return { settings: first, damaged: false };
  const result = settingsSchema.safeParse(value);
  return result.success
    ? { settings: result.data, damaged: false }
    : { settings: salvageSettings(value, first), damaged: true };
}

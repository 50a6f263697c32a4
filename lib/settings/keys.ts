import { storage } from 'wxt/utils/storage';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { ProviderId } from '#lib/providers/provider.ts';

const item = storage.defineItem<Partial<Record<ProviderId, string>>>('local:keys', { fallback: {}, version: 1 });

/** The API key of one tutor. For the worker alone: a key is never sent back to a page. */
export async function readKey(id: ProviderId): Promise<string | undefined> {
  return (await item.getValue())[id];
}

let writing: Promise<void> = Promise.resolve();

/** Keeps a tutor's API key, or forgets it when it is empty. @throws {PatterError} `storage` */
export function writeKey(id: ProviderId, key: string): Promise<void> {
  // One after the other: each writes back what it has read.
  const written = writing.then(() => write(id, key));
  writing = written.catch(() => undefined);
  return written;
}

async function write(id: ProviderId, key: string): Promise<void> {
  try {
    const { [id]: _, ...others } = await item.getValue();
    await item.setValue(key === '' ? others : { ...others, [id]: key });
  } catch (cause) {
    throw new PatterError('storage', { cause });
  }
}

/** Which tutors have a key, without the keys. */
export async function savedKeys(): Promise<ProviderId[]> {
  return Object.keys(await item.getValue()) as ProviderId[];
}

import { storage } from 'wxt/utils/storage';
import { PatterError } from '#lib/errors/patter-error.ts';
import type { KeyOwner } from './key-owners.ts';

const item = storage.defineItem<Partial<Record<KeyOwner, string>>>('local:keys', { fallback: {}, version: 1 });

/** The key of one tutor, or of AnkiConnect. For the worker alone: a key is never sent back to a page. */
export async function readKey(owner: KeyOwner): Promise<string | undefined> {
  return (await item.getValue())[owner];
}

let writing: Promise<void> = Promise.resolve();

/** Keeps a key, or forgets it when it is empty. @throws {PatterError} `storage` */
export function writeKey(owner: KeyOwner, key: string): Promise<void> {
  // One after the other: each writes back what it has read.
  const written = writing.then(() => write(owner, key));
  writing = written.catch(() => undefined);
  return written;
}

async function write(owner: KeyOwner, key: string): Promise<void> {
  try {
    const { [owner]: _, ...others } = await item.getValue();
    await item.setValue(key === '' ? others : { ...others, [owner]: key });
  } catch (cause) {
    throw new PatterError('storage', { cause });
  }
}

/** Who has a key, without the keys. */
export async function savedKeys(): Promise<KeyOwner[]> {
  return Object.keys(await item.getValue()) as KeyOwner[];
}

import { storage } from 'wxt/utils/storage';
import type { ProviderId } from '#lib/providers/provider.ts';

const item = storage.defineItem<Partial<Record<ProviderId, string>>>('local:keys', { fallback: {}, version: 1 });

/** The API key of one tutor. For the worker alone: a key is never sent back to a page. */
export async function readKey(id: ProviderId): Promise<string | undefined> {
  return (await item.getValue())[id];
}

/** Keeps a tutor's API key, or forgets it when it is empty. */
export async function writeKey(id: ProviderId, key: string): Promise<void> {
  const keys = { ...(await item.getValue()) };
  if (key === '') delete keys[id];
  else keys[id] = key;
  await item.setValue(keys);
}

/** Which tutors have a key, without the keys. */
export async function savedKeys(): Promise<ProviderId[]> {
  return Object.keys(await item.getValue()) as ProviderId[];
}

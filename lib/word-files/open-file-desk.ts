import { DeskClient } from '#lib/desk/desk-client.ts';
import type { FileDesk } from './file-desk.ts';

/** The desk at which files of words are written and read. */
export function openFileDesk(): DeskClient<FileDesk> {
  return new DeskClient(() => new Worker(new URL('desk-worker.ts', import.meta.url), { type: 'module' }));
}

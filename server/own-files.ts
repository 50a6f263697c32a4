import { readFile } from 'node:fs/promises';

/** The text of a file that comes with Patter, such as a core list or a scene, from the disk. */
export function readOwnFile(path: string): Promise<string> {
  return readFile(new URL(`../public/${path}`, import.meta.url), 'utf8');
}

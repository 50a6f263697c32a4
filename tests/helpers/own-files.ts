import { readFileSync } from 'node:fs';

/** The text of a file that comes with Patter, as the extension reads its own. */
export async function readOwnFile(path: string): Promise<string> {
  return readFileSync(`public/${path}`, 'utf8');
}

import type { Provider } from '#lib/providers/provider.ts';
import { createLanguageTools, type LanguageTools } from '#lib/tutor/level/language-tools.ts';
import { readOwnFile } from './own-files.ts';

/** Whom the server asks. */
export interface Tutor {
  provider: Provider;
  /** The vendor's model id; empty for tutors that have none. */
  model: string;
}

/** What teaching takes. */
export interface Teaching {
  tutor: Tutor;
  tools: LanguageTools;
  /** Whether the learners' messages are corrected by tutors that do so only when they are asked. */
  corrects: boolean;
}

/** Core lists from the disk. Nothing small enough identifies languages outside of a browser: that is left to scripts. */
export function languageTools(): LanguageTools {
  return createLanguageTools(readOwnFile, async () => null);
}

/** Which words learners know beyond their level is kept with them alone: the server is not told. */
export const noKnownWords: ReadonlySet<string> = new Set();

import { database } from '../database.ts';
import type { Gloss, KnownWord } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** Keeps what a tutor said that a word means. @throws {PatterError} */
export async function keepGloss(gloss: Gloss): Promise<void> {
  await inStore(() => database.glosses.put(gloss));
}

/** Takes note that the learner knows a word. @throws {PatterError} */
export async function keepKnownWord(word: KnownWord): Promise<void> {
  await inStore(() => database.knownWords.put(word));
}

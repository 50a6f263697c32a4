import { database } from '../database.ts';
import type { NewWord, Word } from '../word-rows.ts';
import { inStore } from '../storage-error.ts';

/** How many words of a language may wait for the learner's answer at once. */
export const mostSuggested = 5;

/**
 * Suggests words to the learner: those that are new to the store, until enough of their language wait.
 * @returns how many there are more
 * @throws {PatterError}
 */
export function suggestWords(words: readonly NewWord[], now: number): Promise<number> {
  return inStore(() =>
    database.transaction('rw', database.words, async () => {
      let added = 0;
      for (const word of words) {
        const key = keyOf(word);
        if ((await waitingSuggestions(word.language)) >= mostSuggested) continue;
        // Also one that was refused or deleted: it does not come back by itself.
        if ((await database.words.get({ key })) !== undefined) continue;
        const tokens = tokensOf(word);
        const row: Word = {
          ...word,
          id: crypto.randomUUID(),
          key,
          state: 'suggested',
          createdAt: now,
          deletedAt: 0,
          tokens,
        };
        await database.words.add(row);
        added += 1;
      }
      return added;
    }),
  );
}

/** How many words of a language (BCP 47 tag) wait for the learner's answer. @throws {PatterError} */
export function waitingSuggestions(language: string): Promise<number> {
  return inStore(() =>
    database.words
      .where('[language+state+createdAt]')
      .between([language, 'suggested', 0], [language, 'suggested', Infinity])
      .filter(({ deletedAt }) => deletedAt === 0)
      .count(),
  );
}

function keyOf({ language, lemma, partOfSpeech, translation }: NewWord): string {
  return [language, folded(lemma), partOfSpeech, folded(translation)].join('|');
}

function tokensOf({ lemma, translation, sentence }: NewWord): string[] {
  return [...new Set(folded(`${lemma} ${translation} ${sentence}`).match(/[\p{L}\p{N}]+/gu))];
}

function folded(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLocaleLowerCase();
}

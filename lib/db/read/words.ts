import { Dexie } from 'dexie';
import { database } from '../database.ts';
import { glossSchema, knownWordSchema, type Gloss } from '../rows.ts';
import { inStore } from '../storage-error.ts';

/** Lemmas of a language (BCP 47 tag) that the learner knows. @throws {PatterError} */
export async function knownWords(language: string): Promise<Set<string>> {
  const rows = await inStore(() =>
    database.knownWords.where('[language+lemma]').between([language, Dexie.minKey], [language, Dexie.maxKey]).toArray(),
  );
  return new Set(rows.filter((row) => knownWordSchema.safeParse(row).success).map(({ lemma }) => lemma));
}

/** What a tutor said that a word means. @throws {PatterError} */
export async function readGloss(key: Pick<Gloss, 'language' | 'learnerLanguage' | 'word'>): Promise<Gloss | undefined> {
  const row = await inStore(() => database.glosses.get([key.language, key.learnerLanguage, key.word]));
  const parsed = glossSchema.safeParse(row);
  return parsed.success ? parsed.data : undefined;
}

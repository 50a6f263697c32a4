import type { Transaction } from 'dexie';
import { searchTokens } from '#lib/words/search-tokens.ts';
import { wordKey } from '#lib/words/identity.ts';
import { glossSchema, knownWordSchema, type Gloss, type KnownWord } from '../rows.ts';
import { wordSchema, type Word } from '../word-rows.ts';

/**
 * Version 5: what the learner knows is told by the words alone, and `knownWords` only lists their lemmas. Until version 4 a word
 * that was known had no row of its own; one that has been learnt since has both.
 */
export async function knownWordsAreWords(transaction: Transaction): Promise<void> {
  const [words, known, glosses] = ['words', 'knownWords', 'glosses'].map((name) => transaction.table(name)) as [
    ReturnType<Transaction['table']>,
    ReturnType<Transaction['table']>,
    ReturnType<Transaction['table']>,
  ];
  const rows: unknown[] = await words.toArray();
  const there = rows.filter(isWord);
  const listed = (await known.toArray()).filter(isKnownWord);
  const meanings = Map.groupBy((await glosses.toArray()).filter(isGloss), placeOf);
  const own = there.filter(({ state, deletedAt }) => state !== 'suggested' && deletedAt === 0);
  const kept = new Set(own.map(placeOf));
  // A row that can not be read has its key all the same.
  const keys = new Set(rows.map((row) => (row as Partial<Word>).key));
  const found = listed
    .filter((row) => !kept.has(placeOf(row)))
    .map((row) => wordFrom(row, meanings.get(placeOf(row))?.[0]))
    // Where there is such a word in the bin or among the suggestions, the learner has had another thought since.
    .filter(({ key }) => !keys.has(key));
  await words.bulkAdd(uniqueBy(found, ({ key }) => key));
  // All at once: there may be fifty thousand.
  const places = new Set((await known.toCollection().primaryKeys()).map((key) => JSON.stringify(key)));
  const unlisted = own
    .filter((word) => !places.has(placeOf(word)))
    .map(({ language, lemma, createdAt }) => ({ language, lemma, at: createdAt }));
  await known.bulkPut(uniqueBy(unlisted, placeOf));
}

/** What was not kept with it, its meaning aside, nobody can say any more. */
function wordFrom({ language, lemma, at }: KnownWord, gloss: Gloss | undefined): Word {
  const word = {
    language,
    learnerLanguage: gloss?.learnerLanguage ?? 'en',
    lemma,
    partOfSpeech: 'other' as const,
    translation: gloss?.translation ?? '',
    surface: lemma,
    sentence: '',
  };
  return {
    ...word,
    id: crypto.randomUUID(),
    key: wordKey(word),
    state: 'known',
    createdAt: at,
    deletedAt: 0,
    tokens: searchTokens(word),
  };
}

/** The first of those that have the same key. */
function uniqueBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const first = new Map(rows.toReversed().map((row) => [keyOf(row), row]));
  return [...first.values()].toReversed();
}

function placeOf({ language, lemma }: { language: string; lemma: string }): string {
  return JSON.stringify([language, lemma]);
}

function isWord(row: unknown): row is Word {
  return wordSchema.safeParse(row).success;
}

function isKnownWord(row: unknown): row is KnownWord {
  return knownWordSchema.safeParse(row).success;
}

function isGloss(row: unknown): row is Gloss {
  return glossSchema.safeParse(row).success;
}

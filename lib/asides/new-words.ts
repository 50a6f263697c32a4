import { latestConversations } from '#lib/db/read/conversations.ts';
import { latestMessages } from '#lib/db/read/messages.ts';
import type { Conversation, Recap, StoredMessage } from '#lib/db/rows.ts';
import { bands, type CoreList, type CoreWord } from '#lib/tutor/level/core-list.ts';
import { wordsOf } from '#lib/tutor/level/words.ts';

const mostWords = 5;

/** How many of the latest other conversations tell which words have been met before. */
const mostConversations = 20;
const mostMessages = 40;

const contentClasses: ReadonlySet<CoreWord['wordClass']> = new Set(['noun', 'verb', 'adj']);

/** Verbs that every lesson is full of, by their meaning in the core lists. */
const everydayVerb = /^(?:to be|to have|to do|to go|to become|can|must|may|should)\b/;

/**
 * Core words that the tutor used and that are new to the learner: neither known, nor met in earlier conversations, nor written by the
 * learner before; those of the highest band first. Where none is new, those that are not known.
 * @param known lemmas in lower case
 */
export async function newWordsIn(
  rows: readonly StoredMessage[],
  conversation: Conversation,
  list: CoreList | null,
  known: ReadonlySet<string>,
): Promise<Recap['words']> {
  if (list === null) return [];
  const { language } = conversation;
  const met = await metBefore(conversation, list).catch(() => new Set<string>());
  const found = new Map<string, CoreWord>();
  for (const { role, text } of rows) {
    for (const word of coreWordsOf(text, language, list)) {
      if (found.has(word.lemma)) continue;
      if (role === 'learner') met.add(word.lemma);
      else if (!known.has(word.lemma.toLocaleLowerCase(language))) found.set(word.lemma, word);
    }
  }
  const words = [...found.values()].toSorted((a, b) => bands.indexOf(b.band) - bands.indexOf(a.band));
  const telling = words.filter((word) => !(word.wordClass === 'verb' && everydayVerb.test(word.translation)));
  const fresh = telling.filter(({ lemma }) => !met.has(lemma));
  const best = [fresh, telling].find(({ length }) => length > 0) ?? words;
  return best.slice(0, mostWords).map(({ lemma, translation }) => ({ word: lemma, meaning: translation }));
}

/** Words without those that the learner knows, in whatever form they stand there. @param known lemmas in lower case */
export function withoutKnown(
  words: Recap['words'],
  language: string,
  list: CoreList | null,
  known: ReadonlySet<string>,
): Recap['words'] {
  const isKnown = (word: string): boolean => known.has(word.toLocaleLowerCase(language));
  return words.filter(({ word }) => !isKnown(word) && !(list?.find(word) ?? []).some(({ lemma }) => isKnown(lemma)));
}

async function metBefore({ id, language }: Conversation, list: CoreList): Promise<Set<string>> {
  const { conversations } = await latestConversations(mostConversations);
  const others = conversations.filter((other) => other.id !== id && other.language === language);
  const said = await Promise.all(others.map((other) => latestMessages(other.id, mostMessages)));
  const words = said.flat().flatMap(({ text }) => coreWordsOf(text, language, list));
  return new Set(words.map(({ lemma }) => lemma));
}

function coreWordsOf(text: string, language: string, list: CoreList): CoreWord[] {
  return wordsOf(text, language).flatMap((token) => {
    const [entry] = list.find(token.text);
    return entry !== undefined && contentClasses.has(entry.wordClass) ? [entry] : [];
  });
}

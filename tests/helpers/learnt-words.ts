import type { NewWord, Rating, Review, Schedule, Word } from '#lib/db/word-rows.ts';
import { cardKindsOf } from '#lib/words/cards.ts';
import { wordKey } from '#lib/words/identity.ts';
import { answerCard, newSchedule } from '#lib/words/scheduling.ts';
import { searchTokens } from '#lib/words/search-tokens.ts';

export const relax: NewWord = {
  language: 'es',
  learnerLanguage: 'en',
  lemma: 'relajarse',
  partOfSpeech: 'verb',
  translation: 'to relax, unwind',
  surface: 'relajarse',
  sentence: 'Las comedias ayudan a relajarse.',
};

export const film: NewWord = {
  ...relax,
  lemma: 'película',
  article: 'la',
  gender: 'f',
  partOfSpeech: 'noun',
  translation: 'film',
  surface: 'película',
  sentence: 'Vimos una película muy divertida.',
  level: 'A2',
};

export interface LearntWord {
  word: Word;
  cards: Schedule[];
  reviews: Review[];
}

/** A word as the store has it once its first card was answered: `answers` are times and ratings. */
export function learntWord(
  word: NewWord,
  { id, createdAt, state = 'learning', answers = [], heard = false }: LearntOptions,
): LearntWord {
  const row: Word = {
    ...word,
    id,
    key: wordKey(word),
    state,
    createdAt,
    deletedAt: 0,
    tokens: searchTokens(word),
  };
  const written = state === 'learning' || state === 'suspended' ? cardKindsOf(word) : [];
  const kinds = heard ? [...written, 'listen' as const] : written;
  let cards = kinds.map((kind, place): Schedule => {
    const card = newSchedule(id, kind, word.language, createdAt + place);
    return Object.assign(card, { suspended: state === 'learning' ? 0 : 1 } as const);
  });
  const reviews: Review[] = [];
  for (const [now, rating] of answers) {
    const [first] = cards;
    if (first === undefined) break;
    const answered = answerCard(first, cards, { id: `${id}-${now}`, rating, source: 'card', retention: 90, now });
    const changed = [answered.schedule, ...answered.siblings];
    cards = cards.map((card) => changed.find((other) => other.id === card.id) ?? card);
    reviews.push(answered.review);
  }
  return { word: row, cards, reviews };
}

interface LearntOptions {
  id: string;
  /** In milliseconds since the epoch. */
  createdAt: number;
  state?: Word['state'];
  answers?: readonly (readonly [number, Rating])[];
  /** Whether it has a card that is heard. */
  heard?: boolean;
}

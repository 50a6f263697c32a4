import type { MessageKey } from '#lib/i18n/message.ts';
import type { Interest } from '#lib/settings/interests.ts';

export const interestNames = {
  food: 'interest_food',
  travel: 'interest_travel',
  music: 'interest_music',
  films: 'interest_films',
  sport: 'interest_sport',
  family: 'interest_family',
  work: 'interest_work',
  nature: 'interest_nature',
  technology: 'interest_technology',
  books: 'interest_books',
} satisfies Record<Interest, MessageKey>;

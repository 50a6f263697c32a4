/** What learners like to talk about. */
export const interests = [
  'food',
  'travel',
  'music',
  'films',
  'sport',
  'family',
  'work',
  'nature',
  'technology',
  'books',
] as const;

export type Interest = (typeof interests)[number];

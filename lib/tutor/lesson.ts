import type { Level } from '#lib/providers/provider.ts';

/** What is taught, and to whom. */
export interface Lesson {
  /** BCP 47 tag of the language that is learnt. */
  language: string;
  level: Level;
  /** BCP 47 tag of the language the learner speaks. */
  learnerLanguage: string;
}

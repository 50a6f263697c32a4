import type { CoreWord } from '../core-list.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import { italian } from './it.ts';
import { japanese } from './ja.ts';
import { portuguese } from './pt.ts';

/** A word of a text; offsets in UTF-16 code units. */
export interface WordToken {
  text: string;
  start: number;
  end: number;
}

/** How the words of one language change their form. Exceptions stand in the core list itself. */
export interface InflectionRules {
  /** The regular forms of a word, lower-case; the lemma may be among them. */
  forms(word: CoreWord): Iterable<string>;
  /**
   * The words that are written together in one token, lower-case ("l'", "ami"); absent or empty where it is one word.
   * `entries` looks a form up, where the list says whether it is one word (German compounds).
   */
  parts?(token: string, entries: (form: string) => readonly CoreWord[]): readonly string[];
  /** For languages written without spaces: the words of a text, since the segmenter's pieces are none. */
  words?(text: string): WordToken[];
}

/** By primary language subtag (BCP 47). */
export const inflectionRules: ReadonlyMap<string, InflectionRules> = new Map([
  ['de', german],
  ['en', english],
  ['es', spanish],
  ['fr', french],
  ['it', italian],
  ['ja', japanese],
  ['pt', portuguese],
]);

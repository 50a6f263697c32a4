import type { Voice } from './engine.ts';
import { voicesFor } from './voices.ts';

/**
 * Those of some languages (BCP 47 tags) that something can be spoken in.
 * @param chosen the names of the voices that the learner chose, by language
 * @param reads the languages that the learner reads, best first
 */
export function heardLanguages(
  languages: readonly string[],
  voices: readonly Voice[],
  chosen: Readonly<Record<string, string>>,
  reads: readonly string[],
): string[] {
  return languages.filter((language) => voicesFor(voices, { language, chosen: chosen[language], reads }).length > 0);
}

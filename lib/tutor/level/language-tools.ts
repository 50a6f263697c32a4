import { CoreList, parseCoreList } from './core-list.ts';
import { inflectionRules } from './inflection/rules.ts';
import type { IdentifyLanguage } from './reply-language.ts';

/** What the level guard knows of languages. */
export interface LanguageTools {
  /** A language's core words; `null` where it has none, or they can not be read: a reply never depends on them. */
  coreList(language: string): Promise<CoreList | null>;
  identify: IdentifyLanguage;
}

/**
 * Reads a core list at its first use.
 * @param readFile the text of a file that comes with Patter, such as `words/es.txt`
 */
export function createLanguageTools(
  readFile: (path: string) => Promise<string>,
  identify: IdentifyLanguage,
): LanguageTools {
  const lists = new Map<string, Promise<CoreList | null>>();
  return {
    coreList(tag) {
      const { language } = new Intl.Locale(tag);
      const rules = inflectionRules.get(language);
      if (rules === undefined) return Promise.resolve(null);
      const known = lists.get(language);
      if (known !== undefined) return known;
      const list = readFile(`words/${language}.txt`)
        .then((text) => new CoreList(parseCoreList(text), rules))
        .catch(() => null);
      lists.set(language, list);
      return list;
    },
    identify: (text) => identify(text).catch(() => null),
  };
}

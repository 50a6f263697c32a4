import { languageName, learnableLanguages, nativeLanguageName } from '#lib/settings/languages.ts';

const fold = (name: string): string => name.normalize('NFC').toLowerCase();

/** What people call a language that Unicode's data names more exactly. */
const otherNames: readonly [string, string][] = [
  ['norwegian', 'nb'],
  ['norsk', 'nb'],
  ['no', 'nb'],
  ['mandarin', 'zh'],
  ['farsi', 'fa'],
];

const tags: ReadonlyMap<string, string> = new Map([
  ...otherNames,
  ...learnableLanguages.flatMap((tag) => [
    [fold(languageName(tag, 'en')), tag] as const,
    [fold(nativeLanguageName(tag)), tag] as const,
    [tag, tag] as const,
  ]),
]);

/** The BCP 47 tag that a language's tag, English name or own name stands for; `undefined` where it is none that is taught. */
export function languageTag(given: string): string | undefined {
  const named = tags.get(fold(given.trim()));
  if (named !== undefined) return named;
  try {
    const { language, script, region } = new Intl.Locale(given.trim());
    const taught = tags.get(language);
    // A variety of a language is taught as it is: es-MX.
    return taught && [taught, script, region].filter((subtag) => subtag !== undefined).join('-');
  } catch {
    return undefined;
  }
}

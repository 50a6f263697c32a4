/**
 * The tag that speech is recognised in. Recognisers want a region: the learner's own where the learner speaks the language
 * somewhere, else the one that most of its speakers are in (CLDR's likely subtags, through the platform).
 *
 * @param language BCP 47 tag of what is spoken
 * @param preferred the browser's languages, the first one most
 */
export function recognitionLanguage(language: string, preferred: readonly string[]): string {
  const { language: base, region, script } = new Intl.Locale(language);
  if (region !== undefined) return `${base}-${region}`;
  const own = preferred
    .map((tag) => new Intl.Locale(tag))
    .find((locale) => locale.language === base && locale.region !== undefined && script === undefined);
  return `${base}-${own?.region ?? new Intl.Locale(language).maximize().region ?? ''}`.replace(/-$/, '');
}

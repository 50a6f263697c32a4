/** Grammatical genders as word cards write them. */
export type Gender = 'm' | 'f' | 'n';

/** Which definite or indefinite articles go with a noun of a gender; what is written together with it ends in an apostrophe. */
const articles: Record<string, Partial<Record<Gender, readonly string[]>>> = {
  de: { m: ['der', 'ein'], f: ['die', 'eine'], n: ['das', 'ein'] },
  es: { m: ['el', 'un'], f: ['la', 'una'] },
  fr: { m: ['le', "l'", 'un'], f: ['la', "l'", 'une'] },
  it: { m: ['il', 'lo', "l'", 'un', 'uno'], f: ['la', "l'", 'una', "un'"] },
  pt: { m: ['o', 'um'], f: ['a', 'uma'] },
};

const names: Record<string, Gender> = {
  m: 'm',
  masc: 'm',
  masculine: 'm',
  f: 'f',
  fem: 'f',
  feminine: 'f',
  n: 'n',
  neut: 'n',
  neuter: 'n',
};

/** A gender as a model may write it. */
function genderOf(written: string): Gender | null {
  return names[written.trim().toLocaleLowerCase('en').replace(/\.$/, '')] ?? null;
}

/** What is said of a noun's gender, once it agrees with itself. */
export interface NounGender {
  gender?: Gender;
  article?: string;
}

/**
 * The gender and the article of a noun, each from the other where one is missing; `null` where they contradict each other, or
 * the language does not have them.
 * @param language primary subtag (BCP 47)
 */
export function agree(language: string, lemma: string, gender: string, article: string): NounGender | null {
  const told = genderOf(gender);
  const given = article.normalize('NFC').replaceAll('’', "'").trim().toLocaleLowerCase(language);
  const table = articles[language];
  if (table === undefined) return told === null ? {} : { gender: told };
  if (gender.trim() !== '' && told === null) return null;
  const fitting = (of: Gender): readonly string[] => fittingArticles(language, lemma, of);
  if (told !== null) {
    if (table[told] === undefined || (given !== '' && !fitting(told).includes(given))) return null;
    return { gender: told, article: given || (fitting(told)[0] ?? '') };
  }
  if (given === '') return {};
  const possible = (Object.keys(table) as Gender[]).filter((of) => fitting(of).includes(given));
  const [only] = possible;
  if (only === undefined) return null;
  return possible.length === 1 ? { gender: only, article: given } : { article: given };
}

function fittingArticles(language: string, lemma: string, gender: Gender): readonly string[] {
  const usual = articles[language]?.[gender] ?? [];
  const word = lemma.toLocaleLowerCase(language);
  // El agua, el hambre: before a stressed a.
  if (language === 'es' && gender === 'f' && /^h?[aá]/.test(word)) return [...usual, 'el', 'un'];
  const elides = /^[aeiouhàâäéèêëîïôöùûüœæ]/.test(word);
  if (language === 'fr') return elides ? ["l'", ...usual.filter((of) => of.startsWith('un'))] : usual.filter(isWhole);
  if (language === 'it') return elides ? ["l'", ...usual.filter((of) => of !== "l'")] : usual.filter(isWhole);
  return usual;
}

function isWhole(article: string): boolean {
  return !article.endsWith("'");
}

const definite: Record<string, readonly string[]> = {
  de: ['der', 'die', 'das'],
  es: ['el', 'la'],
  fr: ['le', 'la', "l'"],
  it: ['il', 'lo', 'la', "l'"],
};

/**
 * A noun as it stands in a list, "la película", taken apart. What is more than an article and one word is left whole.
 * @param language primary subtag (BCP 47)
 */
export function splitArticle(language: string, text: string): { lemma: string; article?: string } {
  const whole = text.normalize('NFC').replaceAll('’', "'").trim();
  const [, article, lemma] = /^(\p{L}+(?:'|\s+))(\S+)$/u.exec(whole) ?? [];
  const found = article?.trim().toLocaleLowerCase(language);
  if (found === undefined || lemma === undefined || definite[language]?.includes(found) !== true)
    return { lemma: text };
  return { lemma, article: found };
}

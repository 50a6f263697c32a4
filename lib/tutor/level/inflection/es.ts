import type { CoreWord } from '../core-list.ts';
import { verbForms } from './es-verbs.ts';
import type { InflectionRules } from './rules.ts';

const plainVowels: Readonly<Record<string, string>> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u' };
const strongVowels: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú' };

const withoutAccents = (text: string) => text.replace(/[áéíóú]/g, (vowel) => plainVowels[vowel] ?? vowel);

/** "país", "envía": the accent parts two vowels and stays wherever the stress goes. */
const hasHiatus = (text: string) => /[aeo]h?[íú]|[íú][aeo]/.test(text);

const withoutStress = (text: string) => (hasHiatus(text) ? text : withoutAccents(text));

/** "joven" → "jóven", as in "jóvenes": the plural keeps the stress where it is. */
function withStressKept(word: string): string {
  if (/[áéíóú]/.test(word)) return word;
  return word.replace(/[aeiou](?=[^aeiou]+[aeiou][^aeiou]*$)/, (vowel) => strongVowels[vowel] ?? vowel);
}

function plurals(word: string): string[] {
  if (/[íú]$/.test(word)) return [`${word}s`, `${word}es`];
  if (/[aeiouáéó]$/.test(word)) return [`${word}s`];
  if (word.endsWith('z')) return [`${word.slice(0, -1)}ces`];
  // "los lunes", but "ingleses" and "meses", whose last vowel is stressed
  if (/[sx]$/.test(word) && !/[áéíóú]s$/.test(word) && /[aeiou].*[aeiou]/.test(word)) return [word];
  if (/[áéíóú][ns]$/.test(word)) return [`${withoutStress(word)}es`];
  return [`${word.endsWith('n') ? withStressKept(word) : word}es`];
}

const withPlurals = (words: readonly string[]) => words.flatMap((word) => [word, ...plurals(word)]);

/** The endings before which an adjective takes "a" for the feminine. */
const femininesWithA = /(?:[^ei]or|[áíó]n|és|ol)$/;

/** The feminine, where it differs. */
function feminineOf(word: string, always: boolean): string | undefined {
  if (word.endsWith('o')) return `${word.slice(0, -1)}a`;
  return (always && /[lnrsz]$/.test(word)) || femininesWithA.test(word) ? `${withoutStress(word)}a` : undefined;
}

/** Before an ending with i, spelt as it sounds: "rico" → "riqu", "largo" → "largu", "feliz" → "felic". */
const spellings: Readonly<Record<string, string>> = { c: 'qu', g: 'gu', z: 'c', bl: 'bil' };
const beforeI = (stem: string) => withoutAccents(stem.replace(/(?:bl|[cgz])$/, (end) => spellings[end] ?? end));

const genders = ['o', 'a', 'os', 'as'];

function superlatives(word: string): string[] {
  const stem = beforeI(word.replace(/[oea]$/, ''));
  return genders.map((ending) => `${stem}ísim${ending}`);
}

/** "casita", "poquito", "cafecito", "papelito"; adjectives with "l" are left out, for "facilita" is a verb. */
function diminutives(word: string, isNoun: boolean): string[] {
  if (/[oa]$/.test(word)) return genders.map((ending) => `${beforeI(word.slice(0, -1))}it${ending}`);
  if (/[eéénr]$/.test(word)) return genders.map((ending) => `${withoutAccents(word)}cit${ending}`);
  return isNoun && word.endsWith('l') ? genders.map((ending) => `${withoutAccents(word)}it${ending}`) : [];
}

function nounForms({ lemma, tags }: CoreWord): string[] {
  const feminine = tags.includes('mf') ? feminineOf(lemma, true) : undefined;
  return [...withPlurals(feminine === undefined ? [lemma] : [lemma, feminine]), ...diminutives(lemma, true)];
}

function adjectiveForms(lemma: string): string[] {
  const feminine = feminineOf(lemma, false);
  return [
    ...withPlurals(feminine === undefined ? [lemma] : [lemma, feminine]),
    ...superlatives(lemma),
    ...diminutives(lemma, false),
    `${feminine ?? lemma}mente`,
  ];
}

function determinerForms(lemma: string): string[] {
  if (!lemma.endsWith('o')) return plurals(lemma);
  return [...withPlurals([lemma, `${lemma.slice(0, -1)}a`]), ...superlatives(lemma), ...diminutives(lemma, false)];
}

const contractions = new Map([
  ['al', ['a', 'el']],
  ['del', ['de', 'el']],
]);

const twoPronouns = /^(.+?)(me|te|se|nos|os)(me|te|nos|lo|la|los|las|le|les)$/;
const onePronoun = /^(.+?)(me|te|se|nos|os|lo|la|los|las|le|les)$/;

/** Of one syllable, so that no accent tells them from a word that only ends so; "vela" and the like are left out. */
const shortImperatives = /^(?:d[aie]|den|haz|pon|ten|ven|sal)$/;

/** The form of the verb before its pronouns, or `undefined` where it does not look like one. */
function hostOf(host: string, pronouns: readonly string[], token: string): string | undefined {
  if (/^[^áéíóú]*(?:[aeiáéí]r|[aeáé]ndo)$/.test(host)) return withoutStress(host);
  const short = withoutAccents(host);
  if (shortImperatives.test(short) || (short === 've' && pronouns[0] === 'te')) return short === 'de' ? 'dé' : short;
  // "vámonos" has lost an s, "sentaos" a d
  if (/[áéíó]mo$/.test(host) && pronouns[0] === 'nos') return `${withoutStress(host)}s`;
  if (/[aeií]$/.test(host) && pronouns[0] === 'os') return `${withoutAccents(host)}d`;
  if (/[aei]d$/.test(host)) return host;
  // "cuéntame": only the pronoun makes the accent necessary
  if (/[áéíóú].*[aeion]$/.test(host)) return withoutStress(host);
  // "contame", from "contá"
  const isLong = (host.match(/[aeiou]+/g) ?? []).length > 1;
  if (isLong && /[aei]$/.test(host) && !/[áéíóú]/.test(token)) {
    return host.replace(/[aei]$/, (vowel) => strongVowels[vowel] ?? vowel);
  }
  return undefined;
}

/** Pronouns that are written behind a verb: "levantarme", "dándole", "dímelo", "sentaos". */
function parts(token: string): readonly string[] {
  const contraction = contractions.get(token);
  if (contraction !== undefined) return contraction;
  for (const pattern of [twoPronouns, onePronoun]) {
    const [, verb, ...pronouns] = pattern.exec(token) ?? [];
    if (verb === undefined) continue;
    const host = hostOf(verb, pronouns, token);
    if (host !== undefined) return [host, ...pronouns];
  }
  return [];
}

/** After the Nueva gramática de la lengua española (RAE, 2009), chapters 2, 3, 4, 9 and 16. */
export const spanish: InflectionRules = {
  forms(word) {
    switch (word.wordClass) {
      case 'verb':
        return verbForms(word.lemma, word.tags);
      case 'noun':
        return nounForms(word);
      case 'adj':
        return adjectiveForms(word.lemma);
      case 'det':
        return determinerForms(word.lemma);
      case 'adv':
        return diminutives(word.lemma, false);
      default:
        return [];
    }
  },
  parts,
};

import type { CoreWord } from '../core-list.ts';
import type { InflectionRules } from './rules.ts';

/**
 * English, after Quirk et al., A Comprehensive Grammar of the English Language (1985), chapters 3, 5 and 7 and
 * appendix I, in British and American spelling. Irregular pasts and plurals stand in the list; a verb that has any has
 * no regular past, since that may be another word ("be", "bed").
 */
export const english: InflectionRules = {
  forms: ({ lemma, wordClass, forms }) => {
    const spellings = spellingsOf(lemma);
    return formsByClass[wordClass]?.(spellings, forms) ?? spellings;
  },
  parts: (token) => writtenTogether.get(token) ?? contraction.exec(token)?.slice(1) ?? [],
};

const contraction = /^(.+?)(n't|'(?:d|ll|m|re|s|ve))$/;

const writtenTogether: ReadonlyMap<string, readonly string[]> = new Map([
  ["can't", ['can', 'not']],
  ['cannot', ['can', 'not']],
  ["won't", ['will', 'not']],
  ["shan't", ['shall', 'not']],
  ["let's", ['let', 'us']],
  ['gonna', ['going', 'to']],
  ['gotta', ['got', 'to']],
  ['wanna', ['want', 'to']],
  ['dunno', ['do', 'not', 'know']],
]);

/** British → American; only these, since "hour" and "exercise" are written alike. */
const american: readonly (readonly [RegExp, string])[] = [
  [/^(arm|behavi|col|fav|flav|harb|hon|hum|lab|neighb|rum)our/u, '$1or'],
  [/^(apolog|critic|emphas|memor|organ|real|recogn|special|summar)is/u, '$1iz'],
  [/(cent|lit|met|theat)re$/u, '$1er'],
  [/^analyse$/u, 'analyze'],
  [/^practise$/u, 'practice'],
  [/^(catal|dial)ogue$/u, '$1og'],
  [/^(def|lic)ence$/u, '$1ense'],
  [/^jewellery$/u, 'jewelry'],
  [/^pyjamas$/u, 'pajamas'],
];

function spellingsOf(lemma: string): string[] {
  return [lemma, ...american.map(([british, other]) => lemma.replace(british, other)).filter((word) => word !== lemma)];
}

type Inflection = (spellings: readonly string[], listed: readonly string[]) => string[];

const formsByClass: Readonly<Partial<Record<CoreWord['wordClass'], Inflection>>> = {
  noun: (spellings, listed) => {
    const numbers = [...spellings, ...spellings.flatMap(withS), ...listed];
    return [...numbers, ...numbers.map(possessive)];
  },
  verb: (spellings, listed) => spellings.flatMap((verb) => [verb, ...verbForms(verb, listed.length > 0)]),
  adj: (spellings) => spellings.flatMap((adjective) => [adjective, ...adjectiveForms(adjective)]),
  num: (spellings) => spellings.flatMap((number) => [number, ...withS(number), ordinal(number)]),
  pron: (spellings) => [...spellings, ...spellings.filter((word) => /(?:body|one)$/u.test(word)).map(possessive)],
};

const possessive = (noun: string): string => (noun.endsWith('s') ? noun : `${noun}'s`);

/** Verbs that have no endings: "willing" and "cans" are other words. */
const modals: ReadonlySet<string> = new Set([
  'can',
  'could',
  'may',
  'might',
  'must',
  'shall',
  'should',
  'will',
  'would',
]);

function verbForms(verb: string, irregular: boolean): string[] {
  if (modals.has(verb)) return [];
  return [...withS(verb), ...ing(verb), ...(irregular ? [] : withE(verb, 'd'))];
}

/** The ending of plurals and of "he goes"; both spellings where either occurs ("photos", "potatoes"). */
function withS(word: string): string[] {
  if (/(?:[^aeiou]|qu)y$/u.test(word)) return [`${word.slice(0, -1)}ies`, `${word}s`];
  if (/(?:s|x|z|sh)$/u.test(word)) return [`${word}es`];
  if (/(?:ch|o)$/u.test(word)) return [`${word}es`, `${word}s`];
  return [`${word}s`];
}

function ing(verb: string): string[] {
  if (verb.endsWith('ie')) return [`${verb.slice(0, -2)}ying`];
  if (/[^eoy]e$/u.test(verb)) return [`${verb.slice(0, -1)}ing`];
  return stems(verb).map((stem) => `${stem}ing`);
}

/** "-ed", "-er", "-est", of which `ending` is what follows the e. */
function withE(word: string, ending: string): string[] {
  if (word.endsWith('e')) return [word + ending];
  if (/[^aeiou]y$/u.test(word)) return [`${word.slice(0, -1)}ie${ending}`];
  return stems(word).map((stem) => `${stem}e${ending}`);
}

/**
 * What an ending that begins with a vowel is put to. The last consonant is doubled after a short stressed vowel; since
 * the spelling does not show the stress, longer words get both ("preferred", "visited", "travelled" and "traveled").
 */
function stems(word: string): string[] {
  if (/[aiou]c$/u.test(word)) return [`${word}k`];
  const doubled = word + (word.at(-1) ?? '');
  if (!/(?:^|[^aeiou]|qu)[aeiouy][bdfgklmnprtvz]$/u.test(word)) return [word];
  return syllables(word) === 1 ? [doubled] : [word, doubled];
}

function syllables(word: string): number {
  const sounded = word.replace('qu', 'q').replace(/(?<=[aeiouy].*)e$/u, '');
  return sounded.match(/[aeiouy]+/gu)?.length ?? 0;
}

/** Endings of adjectives that are compared with "more". */
const notCompared = /(?:al|ant|ed|ent|ese|ful|ic|ing|ish|ive|less|ous)$/u;

/** Adverbs in "-ly" that mean something else than their adjectives. */
const otherwordly: ReadonlySet<string> = new Set(['deadly', 'fairly', 'hardly', 'lately', 'shortly', 'sickly']);

function adjectiveForms(adjective: string): string[] {
  // Of a country: its people.
  if (/^[A-Z]/u.test(adjective)) return [...withS(adjective), possessive(adjective)];
  const shortEnough = syllables(adjective) <= (adjective.endsWith('y') ? 3 : 2);
  const compared = shortEnough && !notCompared.test(adjective) ? ['r', 'st'] : [];
  return [
    ...compared.flatMap((ending) => withE(adjective, ending)),
    ...adverb(adjective).filter((form) => !otherwordly.has(form)),
  ];
}

function adverb(adjective: string): string[] {
  if (adjective.endsWith('ly')) return [];
  if (/[^aeiou]le$/u.test(adjective)) return [`${adjective.slice(0, -1)}y`];
  if (adjective.endsWith('ll')) return [`${adjective}y`];
  if (adjective.endsWith('ic')) return [`${adjective}ally`];
  if (/[^aeiou]y$/u.test(adjective)) return [`${adjective.slice(0, -1)}ily`];
  return [`${adjective}ly`];
}

/** "fourth", "twentieth"; those of the smaller numbers are irregular. */
const ordinal = (number: string): string => `${number.replace(/y$/u, 'ie')}th`;

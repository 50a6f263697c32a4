import type { CoreWord } from '../core-list.ts';
import { verbForms } from './pt-verbs.ts';
import type { InflectionRules } from './rules.ts';

type Endings = readonly (readonly [RegExp, ...string[]])[];

/** By the ending of the singular; which of its three plurals a word in -ão takes has to be learnt. */
const plurals: Endings = [
  [/ão$/, 'ões', 'ães', 'ãos'],
  [/m$/, 'ns'],
  [/al$/, 'ais'],
  [/(?<=[áéíóúâêô].*)[ei]l$/, 'eis'],
  [/el$/, 'éis'],
  [/ol$/, 'óis'],
  [/ul$/, 'uis'],
  [/il$/, 'is'],
  [/ês$/, 'eses'],
  [/([rzs])$/, '$1es'],
  [/$/, 's'],
];

/** "Bom" and "mau", and what has one form for both, stand in the list. */
const feminines: Endings = [
  [/ão$/, 'ã', 'oa', 'ona'],
  [/o$/, 'a'],
  [/([dts])or$/, '$1ora'],
  [/ês$/, 'esa'],
  [/ol$/, 'ola'],
  [/eu$/, 'eia'],
];

/** Written in Portugal as they are said there: "económico", "género". */
const europeanSpelling: Endings = [
  [/ô(?=[mn])/, 'ó'],
  [/ê(?=[mn])/, 'é'],
];

function changed(word: string, table: Endings): string[] {
  const [pattern, ...endings] = table.find(([ending]) => ending.test(word)) ?? [];
  return pattern === undefined ? [] : endings.map((ending) => word.replace(pattern, ending));
}

const withPlurals = (words: readonly string[]): string[] => words.flatMap((word) => [word, ...changed(word, plurals)]);

/** Before a suffix that takes the stress, the other accents are not written: "fácil", "facilmente"; til and cedilla stay. */
const unstressed = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\u0301\u0302]/g, '')
    .normalize('NFC');

/** What a suffix that begins with "i" is added to: "pouco" → "pouqu", "praça" → "prac". */
const stemBeforeI = (word: string): string =>
  unstressed(word)
    .replace(/[aoe]$/, '')
    .replace(/c$/, 'qu')
    .replace(/g$/, 'gu')
    .replace(/ç$/, 'c');

/** "Casinha", "pouquinho", "florzinha", "homenzinho": in conversation they are everywhere. */
function diminutives(word: string, genders: readonly string[]): string[] {
  const stems = [`${unstressed(word).replace(/m$/, 'n')}z`, ...(/[aorsz]$/.test(word) ? [stemBeforeI(word)] : [])];
  return stems.flatMap((stem) => genders.flatMap((gender) => [`${stem}inh${gender}`, `${stem}inh${gender}s`]));
}

/** "Belíssimo", "amabilíssimo", "felicíssimo". */
function superlatives(word: string): string[] {
  const stem = stemBeforeI(word).replace(/vel$/, 'bil').replace(/z$/, 'c');
  return ['o', 'a', 'os', 'as'].map((ending) => `${stem}íssim${ending}`);
}

function adverb(word: string): string {
  return `${unstressed(word.replace(/o$/, 'a'))}mente`;
}

function genderForms(word: string): string[] {
  return withPlurals([word, ...changed(word, feminines)]);
}

/** The genders of a noun's diminutive: "o problema", "o probleminha", but "a foto", "a fotinha" or "a fotinho". */
function gendersOf({ lemma, tags }: CoreWord): string[] {
  if (tags.includes('mf')) return ['o', 'a'];
  return [tags.includes('f') ? 'a' : 'o', ...(/[ao]$/.exec(lemma) ?? [])];
}

function formsOf(word: CoreWord, lemma: string): string[] {
  switch (word.wordClass) {
    case 'verb':
      return verbForms(lemma);
    case 'noun':
      return [
        ...(word.tags.includes('mf') ? genderForms(lemma) : withPlurals([lemma])),
        ...diminutives(lemma, gendersOf(word)),
      ];
    case 'adj':
      return [...genderForms(lemma), ...diminutives(lemma, ['o', 'a']), ...superlatives(lemma), adverb(lemma)];
    case 'det':
      return lemma.endsWith('o') ? [...genderForms(lemma), ...diminutives(lemma, ['o', 'a'])] : [];
    case 'adv':
      return /[^ã]o$|a$|r$/.test(lemma) ? [...diminutives(lemma, ['o', 'a']), ...superlatives(lemma)] : [];
    case 'num':
      return lemma.endsWith('ão') ? changed(lemma, plurals) : [];
    case 'pron':
    case 'adp':
    case 'conj':
    case 'intj':
    case 'part':
      return [];
  }
}

const prepositions: Readonly<Record<string, string>> = { d: 'de', n: 'em', pel: 'por', a: 'a', pr: 'para' };
const contractions: readonly RegExp[] = [
  /^(d|n|pel|pr)([oa]s?)$/,
  /^(a)(os?)$/,
  /^(d|n)(uma?s?|uns|el[ea]s?|es[st][ea]s?|aquel[ea]s?|is[st]o|aquilo|outr[oa]s?|alg(?:um|uns|umas?))$/,
  /^(d)(aqui|ali|aí|onde|entre)$/,
  /^(pr)(um|uma)$/,
];

/**
 * Contractions, elisions ("d'água"), and what a hyphen joins: clitics and compounds. The segmenter cuts at hyphens already.
 * @see Cunha and Cintra, Nova gramática do português contemporâneo, chapters 9, 11 and 15
 */
function parts(token: string): string[] {
  if (token.includes('-')) return token.split('-').filter((part) => part !== '');
  if (token.startsWith("d'")) return ['de', token.slice(2)];
  if (token.startsWith('à')) return ['a', token.replace('à', 'a')];
  if (/^lh[oa]s?$/.test(token)) return ['lhe', token.slice(2)];
  for (const contraction of contractions) {
    const [, first = '', second = ''] = contraction.exec(token) ?? [];
    const preposition = prepositions[first];
    if (preposition !== undefined) return [preposition, second];
  }
  return [];
}

/** For both sides of the Atlantic: what Brazil and Portugal spell by a rule is found in either spelling. */
export const portuguese: InflectionRules = {
  forms(word) {
    const lemma = word.lemma.toLocaleLowerCase();
    return [lemma, ...changed(lemma, europeanSpelling)].flatMap((spelling) => formsOf(word, spelling));
  },
  parts,
};

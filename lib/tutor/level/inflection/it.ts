import type { CoreWord } from '../core-list.ts';
import { cliticParts, verbForms } from './it-verbs.ts';
import type { InflectionRules } from './rules.ts';

/** What prepositions become before an article, and the articles as they are written to them: "del", "nella". */
const beforeArticle: Readonly<Record<string, string>> = { di: 'de', a: 'a', da: 'da', in: 'ne', su: 'su' };
const articles = ['l', 'llo', 'lla', "ll'", 'i', 'gli', 'lle'];

const tens = ['vent', 'trent', 'quarant', 'cinquant', 'sessant', 'settant', 'ottant', 'novant'];
const units =
  'un uno due tre tré quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove';
const numbers = [
  ...units.split(' '),
  'cento',
  'mille',
  'mila',
  'venti',
  ...tens,
  ...tens.slice(1).map((stem) => `${stem}a`),
].toSorted((a, b) => b.length - a.length);

/** After M. Dardano and P. Trifone, "La lingua italiana"; the verbs are in a file of their own. */
export const italian: InflectionRules = {
  forms: (word) => new Set(inflect(word)),
  parts(token) {
    const [, elided, rest] = /^([^']+')(.+)$/.exec(token) ?? [];
    if (elided !== undefined && rest !== undefined) return [elided, rest];
    const number = numberParts(token);
    return number.length > 0 ? number : cliticParts(token);
  },
};

function* inflect(word: CoreWord): Iterable<string> {
  const { lemma, wordClass, tags } = word;
  if (wordClass === 'verb') yield* verbForms(word);
  else if (wordClass === 'noun') yield* nounForms(lemma.toLocaleLowerCase(), tags);
  else {
    // "Anch'io", "quest'anno", "d'estate".
    if (/[aeiou]$/.test(lemma)) yield `${lemma.slice(0, -1)}'`;
    if (wordClass === 'adj') yield* [...genders(lemma), ...superlatives(lemma), adverb(lemma)];
    if (wordClass === 'det') yield* [...genders(lemma), ...superlatives(lemma)];
    if (wordClass === 'pron' && lemma.endsWith('uno')) yield* genders(lemma);
    if (wordClass === 'adv') yield `${lemma.slice(0, -1)}issimo`;
    if (wordClass === 'adp') yield* contractions(lemma);
  }
}

function contractions(preposition: string): string[] {
  const stem = beforeArticle[preposition];
  return stem === undefined ? [] : articles.map((article) => stem + article);
}

function* nounForms(lemma: string, tags: readonly string[]): Iterable<string> {
  const stem = lemma.slice(0, -1);
  const both = tags.includes('mf');
  if (lemma.endsWith('o') && !tags.includes('f')) yield* both ? genders(lemma) : masculinePlurals(stem);
  else if (lemma.endsWith('a')) {
    if (tags.includes('f') || both) yield* femininePlurals(stem);
    if (!tags.includes('f')) yield* masculinePlurals(stem);
  } else if (lemma.endsWith('e')) {
    yield stem.endsWith('i') ? stem : `${stem}i`;
    if (both && lemma.endsWith('iere')) yield* [`${stem}a`, lemma];
    if (both && lemma.endsWith('tore')) yield* [`${lemma.slice(0, -3)}rice`, `${lemma.slice(0, -3)}rici`];
  }
}

/** All genders and numbers of what ends in -o, -e or -sta; other adjectives do not change ("rosa", "blu"). */
function genders(lemma: string): string[] {
  const stem = lemma.slice(0, -1);
  if (lemma.endsWith('o')) return [lemma, `${stem}a`, ...masculinePlurals(stem), ...femininePlurals(stem)];
  if (lemma.endsWith('e')) return [`${stem}i`];
  return lemma.endsWith('sta') ? [`${stem}i`, `${stem}e`] : [];
}

/** Whether -co and -go keep their sound depends on the word ("amici", "fuochi"): both are given. */
function masculinePlurals(stem: string): string[] {
  if (stem.endsWith('i')) return [stem, `${stem}i`];
  return /[cg]$/.test(stem) ? [`${stem}i`, `${stem}hi`] : [`${stem}i`];
}

function femininePlurals(stem: string): string[] {
  if (/[cg]$/.test(stem)) return [`${stem}he`];
  return /[cg]i$/.test(stem) ? [`${stem}e`, `${stem.slice(0, -1)}e`] : [`${stem}e`];
}

function superlatives(lemma: string): string[] {
  if (!/[aeo]$/.test(lemma)) return [];
  const stem = lemma.slice(0, -1).replace(/i$/, '');
  const stems = /[cg]$/.test(stem) ? [stem, `${stem}h`] : [stem];
  return stems.flatMap((form) => ['o', 'a', 'i', 'e'].map((ending) => `${form}issim${ending}`));
}

function adverb(lemma: string): string {
  if (lemma.endsWith('o')) return `${lemma.slice(0, -1)}amente`;
  return `${/[lr]e$/.test(lemma) ? lemma.slice(0, -1) : lemma}mente`;
}

/** "Ventuno" is "venti" and "uno", "duecento" "due" and "cento". */
function numberParts(token: string): readonly string[] {
  const parts: string[] = [];
  for (let rest = token; rest !== '';) {
    const number = numbers.find((candidate) => rest.startsWith(candidate));
    if (number === undefined) return [];
    rest = rest.slice(number.length);
    parts.push(tens.includes(number) ? number.replace(/nt$/, number === 'vent' ? 'nti' : 'nta') : number);
  }
  return parts.length > 1 ? parts : [];
}

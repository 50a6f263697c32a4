import type { CoreWord } from '../core-list.ts';
import { adjectiveEndings, umlaut, verbForms } from './de-verbs.ts';
import type { InflectionRules } from './rules.ts';

/** Preposition and article in one word. */
const contractions = new Map(
  `am an dem | ans an das | aufs auf das | beim bei dem | durchs durch das | fürs für das | im in dem | ins in das
  übers über das | ums um das | unterm unter dem | vom von dem | vors vor das | zum zu dem | zur zu der`
    .split(/\s*[|\n]\s*/)
    .map((row) => row.split(' '))
    .map(([joined = '', ...words]) => [joined, words]),
);

/** What number words are put together from. */
const numberPiece =
  /(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|dreißig|(?:drei|vier|fünf|sech|sieb|acht|neun)?zehn|elf|zwölf|hundert|tausend|und|eins?|zwei|drei|vier|fünf|sechs|sieben|acht|neun/g;

/** Adjectives that are compared with an umlaut (Duden, Die Grammatik: Komparation). */
const withUmlaut = new Set(
  'alt arm dumm gesund groß hart jung kalt klug krank kurz lang nass rot scharf schwach schwarz stark warm'.split(' '),
);

/** Compounds that do not mean what their parts do. */
const opaque = new Set(['augenblick', 'grundlage', 'grundsatz', 'grundstück', 'landtag', 'mailand']);

/**
 * Modern German, after Duden, Die Grammatik. Column 4 of the list has, in lower or upper case: a noun's plural where it is
 * not the one expected here, comparatives and superlatives, and ordinals; the endings of their cases are added to them.
 * The tag `sg` is for nouns that have no plural.
 */
export const german: InflectionRules = { forms, parts };

/** Also as it is written in Switzerland, and by those who have no ß on their keyboard. */
function* forms(word: CoreWord): Generator<string> {
  for (const form of [word.lemma, ...word.forms, ...formsOf(word)]) {
    const lower = form.toLocaleLowerCase('de');
    yield lower;
    if (lower.includes('ß')) yield lower.replaceAll('ß', 'ss');
  }
}

function* formsOf(word: CoreWord): Generator<string> {
  const { lemma, wordClass } = word;
  if (wordClass === 'noun') yield* nounForms(word);
  // "sein" has no regular form, and "seit" is none of it.
  if (wordClass === 'verb' && lemma !== 'sein') yield* verbForms(lemma);
  if (wordClass === 'adj') yield* adjectiveForms(word);
  if (wordClass === 'det') yield* [`${lemma}s`, ...[lemma, lemma.replace(/er?$/, '')].flatMap(declined)];
  if (wordClass === 'num') yield* [...word.forms, `${lemma}t`, `${lemma}st`].flatMap(declined);
}

function declined(stem: string): string[] {
  return [stem, ...adjectiveEndings.map((ending) => stem + ending)];
}

function* adjectiveForms({ lemma, forms: irregular }: CoreWord): Generator<string> {
  const base = lemma.replace(/e$/, '');
  // "dunkle", "teure"
  const stem = base.replace(/e(?=l$)|(?<=[ae]u)e(?=r$)/, '');
  const vowels = withUmlaut.has(lemma) ? [(form: string) => form, umlaut] : [(form: string) => form];
  yield* [base, stem, ...irregular].flatMap(declined);
  for (const change of vowels) {
    yield* declined(`${change(stem)}er`);
    yield* superlatives(change(base)).flatMap(declined);
  }
}

function superlatives(form: string): string[] {
  return /(?:[dtsßzx]|sch|[aeiouäöü])$/.test(form) ? [`${form}st`, `${form}est`] : [`${form}st`];
}

function* nounForms({ lemma, tags, forms: listed }: CoreWord): Generator<string> {
  // "der Deutsche, ein Deutscher"
  if (tags.includes('mf')) return yield* declined(lemma.replace(/e$/, ''));
  if (tags.includes('pl')) return yield* dative(lemma);
  const hasPlural = !tags.includes('sg');
  const plurals = listed.length > 0 ? listed : hasPlural ? pluralsOf(lemma, tags) : [];
  for (const plural of plurals) {
    yield* [plural, ...dative(plural)];
    if (plural.endsWith('in')) yield `${plural}nen`;
  }
  if (tags.includes('m') || tags.includes('n')) yield* genitives(lemma);
  if (tags.includes('m') && hasPlural) {
    const female = `${lemma.replace(/e$/, '')}in`;
    yield* [female, `${female}nen`];
  }
}

function dative(plural: string): string[] {
  return /(?:e|e[lr])$/.test(plural) ? [`${plural}n`] : [];
}

function genitives(lemma: string): string[] {
  if (/[sßzx]$/.test(lemma)) return [lemma.endsWith('nis') ? `${lemma}ses` : `${lemma}es`];
  return /(?<![ei])e[lnr]?$/.test(lemma) ? [`${lemma}s`] : [`${lemma}s`, `${lemma}es`];
}

/** The plural that is expected of a noun by its gender and end. */
function pluralsOf(lemma: string, tags: readonly string[]): string[] {
  if (/[aoyé]$|(?<!e)i$|(?<!a)u$/.test(lemma)) return [`${lemma}s`];
  if (tags.includes('f'))
    return [lemma + (/(?<![ei])e[lr]$|e$/.test(lemma) ? 'n' : lemma.endsWith('in') ? 'nen' : 'en')];
  if (/(?<![ei])e[lnr]$|lein$/.test(lemma)) return [lemma];
  if (lemma.endsWith('um')) return [lemma.replace(/um$/, 'en')];
  if (lemma.endsWith('e')) return [`${lemma}n`];
  return [lemma + (tags.includes('m') && /(?:ent|ant|ist|or)$/.test(lemma) ? 'en' : 'e')];
}

function parts(token: string, entries: (form: string) => readonly CoreWord[]): readonly string[] {
  const withEs = /^(.+)'s$/.exec(token)?.[1];
  if (withEs !== undefined) return [withEs, 'es'];
  return contractions.get(token) ?? numberParts(token) ?? compoundParts(token, entries) ?? [];
}

/** "einundzwanzig", "zweihundertste": the piece that is said last is the greatest, so it comes first here. */
function numberParts(token: string): string[] | undefined {
  const cardinal = token.replace(/(?<=g|hundert|tausend)ste[mnrs]?$|(?<=zehn)te[mnrs]?$/, '');
  const pieces = cardinal.match(numberPiece) ?? [];
  return pieces.length > 1 && pieces.join('') === cardinal ? pieces.toReversed() : undefined;
}

/** A noun of the list with another before it: "Arbeitstag", "Kinderbuch", "Schulfreund". */
function compoundParts(token: string, entries: (form: string) => readonly CoreWord[]): string[] | undefined {
  if (opaque.has(token)) return undefined;
  const noun = (form: string) => entries(form).find((entry) => entry.wordClass === 'noun');
  for (let at = token.length - 3; at >= 3; at -= 1) {
    const head = token.slice(at);
    if (noun(head) === undefined) continue;
    const before = token.slice(0, at);
    if (noun(before) !== undefined) return [before, head];
    // "Arbeits-" and "Schul-": only in compounds.
    if (before.endsWith('s') && noun(before.slice(0, -1))?.tags.includes('f')) return [before.slice(0, -1), head];
    if (noun(`${before}e`)?.tags.includes('f')) return [`${before}e`, head];
  }
  return undefined;
}

import type { CoreWord } from '../core-list.ts';

/** Endings by conjugation. `singular` is what an irregular present (tag `irr`) replaces. */
interface Conjugation {
  singular: readonly string[];
  rest: readonly string[];
  /** Of the imperative that is said to one friend, and to several. */
  imperative: readonly [string, string];
  gerund: string;
  future: string;
}

const list = (text: string): readonly string[] => text.split(' ');

const first: Conjugation = {
  singular: list('o i a ano ino'),
  rest: list(
    'iamo ate iate avo avi ava avamo avate avano ai asti ò ammo aste arono assi asse assimo assero ato ata ati ate ando',
  ),
  imperative: ['a', 'ate'],
  gerund: 'ando',
  future: 'er',
};

const second: Conjugation = {
  singular: list('o i e a ono ano'),
  rest: list(
    'iamo ete iate evo evi eva evamo evate evano ei etti esti é ette emmo este erono ettero essi esse essimo essero uto uta uti ute endo',
  ),
  imperative: ['i', 'ete'],
  gerund: 'endo',
  future: 'er',
};

const third: Conjugation = {
  singular: list('o i e a ono ano'),
  rest: list(
    'iamo ite iate ivo ivi iva ivamo ivate ivano ii isti ì immo iste irono issi isse issimo issero ito ita iti ite endo',
  ),
  imperative: ['i', 'ite'],
  gerund: 'endo',
  future: 'ir',
};

const extended = list('isco isci isce isca iscono iscano');
/** Of the future and the conditional, after the infinitive's "r". */
const futureEndings = list('ò ai à emo ete anno ei esti ebbe emmo este ebbero');

/** Verbs with a shortened infinitive, which are conjugated from the longer one of Latin. */
const shortened: readonly { ending: string; full: string; parts: readonly string[] }[] = [
  { ending: 'durre', full: 'ducere', parts: ['dussi', 'dotto'] },
  { ending: 'porre', full: 'ponere', parts: ['pongo', 'posi', 'posto'] },
  { ending: 'trarre', full: 'traere', parts: ['traggo', 'trassi', 'tratto'] },
  { ending: 'bere', full: 'bevere', parts: [] },
  { ending: 'dire', full: 'dicere', parts: [] },
  { ending: 'fare', full: 'facere', parts: [] },
];

/** Imperatives that double the consonant of the pronoun that follows: "dimmi", "dallo". */
const doubling = /^(di|da|fa|sta|va)[ctlmn]$/;
const pronouns = /^(.{2,}?)(?:(me|te|ce|ve|se|glie)(lo|la|li|le|ne)|mi|ti|si|ci|vi|lo|la|li|le|ne|gli)$/;

/** What a pronoun is written to, marked so that it is never taken for a word: "veder-" of "vederlo". */
const bound = (host: string): string => `${host}-`;

/**
 * A verb's forms. Of irregular verbs column 4 holds the principal parts, and the rest follows from them: "vengo" (vengono,
 * venga …), "vidi" (vide, videro), "visto" (vista …), "verrò" (verrai, verrebbe …). After M. Dardano and P. Trifone, "La lingua italiana".
 */
export function* verbForms({ lemma, tags, forms }: CoreWord): Iterable<string> {
  // "Alzarsi" is conjugated like "alzare".
  const infinitive = lemma.replace(/rsi$/, 're');
  const short = shortened.find(({ ending }) => infinitive.endsWith(ending));
  const base = short === undefined ? infinitive : infinitive.slice(0, -short.ending.length);
  yield* infinitiveForms(infinitive);
  yield* conjugate(short === undefined ? infinitive : base + short.full, tags);
  for (const part of [...forms, ...(short?.parts ?? []).map((ending) => base + ending)]) {
    yield part;
    yield* fromPrincipalPart(part);
  }
}

/**
 * The words of a verb with the pronouns that are written to it, the verb marked as `verbForms` has it: "dirglielo" is
 * "dir-", "glie", "lo". Empty where there are none.
 */
export function cliticParts(token: string): readonly string[] {
  const [, host = '', ...pair] = pronouns.exec(token) ?? [];
  if (host === '') return [];
  const ending = token.slice(host.length);
  const said = pair.every((pronoun) => pronoun === undefined) ? [ending] : pair;
  const short = doubling.exec(host);
  if (short !== null) return host.endsWith(ending.charAt(0)) ? [bound(short[1] ?? ''), ...said] : [];
  if (/^(?:di|da|fa|sta|va)$/.test(host) && !/^(?:gli|te)/.test(ending)) return [];
  return [bound(host), ...said];
}

function* infinitiveForms(infinitive: string): Iterable<string> {
  yield infinitive;
  // "Poter fare", "tradurlo".
  const cut = infinitive.replace(/r?re$/, 'r');
  yield cut;
  yield bound(cut);
  // The plain future of every verb: "dirò", "tradurrò". Those in -are and -ere have theirs from their conjugation.
  if (/(?:ire|rre)$/.test(infinitive)) {
    for (const ending of futureEndings) yield infinitive.slice(0, -1) + ending;
  }
}

function* conjugate(infinitive: string, tags: readonly string[]): Iterable<string> {
  const stem = infinitive.slice(0, -3);
  const isFirst = infinitive.endsWith('are');
  const conjugation = isFirst ? first : infinitive.endsWith('ire') ? third : second;
  const add = (ending: string) =>
    isFirst ? attachToFirst(stem, ending) : stem.replace(/i$/, '') + softened(stem, ending);
  const { singular, rest, imperative, gerund, future } = conjugation;
  const isExtended = tags.includes('isc');
  for (const ending of isExtended ? extended : tags.includes('irr') ? [] : singular) yield add(ending);
  for (const ending of rest) yield add(ending);
  // "Conosciuto", "piaciuto".
  if (conjugation === second && stem.endsWith('c')) yield* list('iuto iuta iuti iute').map((ending) => stem + ending);
  for (const ending of futureEndings) yield add(future + ending);
  const [toOne, toAll] = imperative;
  for (const ending of [isExtended ? 'isci' : toOne, toAll, 'iamo', gerund]) yield bound(add(ending));
  // "Prendetelo" looks like "prende" with "te lo".
  yield bound(add(toAll.slice(0, -2)));
}

/** "Togliere": the i of its stem is part of the sound, and written once ("togliamo"). */
function softened(stem: string, ending: string): string {
  return stem.endsWith('i') && !ending.startsWith('i') ? `i${ending}` : ending;
}

/** Keeps the sound of a stem in -are before "e" and "i": "cerchi", "mangi", "studi". */
function attachToFirst(stem: string, ending: string): string {
  if (/[cg]$/.test(stem) && /^[ei]/.test(ending)) return `${stem}h${ending}`;
  if (/[cg]i$/.test(stem) && /^[ei]/.test(ending)) return stem.slice(0, -1) + ending;
  if (stem.endsWith('i') && ending.startsWith('i')) return stem.slice(0, -1) + ending;
  return stem + ending;
}

function* fromPrincipalPart(part: string): Iterable<string> {
  const stem = part.slice(0, -1);
  // The present, and the participle, which ends in the same vowel.
  if (part.endsWith('o')) yield* list('a e i ono ano').map((ending) => stem + ending);
  if (part.endsWith('i')) yield* list('e ero').map((ending) => stem + ending);
  if (part.endsWith('rò')) yield* futureEndings.map((ending) => stem + ending);
  if (/(?:[ei]|mo)$/.test(part)) yield bound(part);
  if (part.endsWith("'")) yield bound(stem);
}

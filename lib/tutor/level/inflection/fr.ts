import type { CoreWord } from '../core-list.ts';
import { verbForms } from './fr-verbs.ts';
import type { InflectionRules } from './rules.ts';

/** Ends of the masculine → ends of the feminine; all that fit are made, since "-eur" and "-et" go several ways. */
const feminineEnds: readonly (readonly [string, readonly string[]])[] = [
  ['teur', ['trice', 'teuse']],
  ['eur', ['euse', 'eure']],
  ['er', ['ère']],
  ['et', ['ette', 'ète']],
  ['el', ['elle']],
  ['eil', ['eille']],
  ['il', ['ille', 'ile']],
  ['ien', ['ienne']],
  ['éen', ['éenne']],
  ['on', ['onne']],
  ['f', ['ve']],
  ['eux', ['euse']],
  ['oux', ['ouse']],
  ['c', ['que', 'che']],
  ['g', ['gue']],
  ['gros', ['grosse']],
  ['bas', ['basse']],
  ['e', ['e']],
];

/** Words that lose their vowel before another: "l'", "qu'", "jusqu'". */
const elided = /^(?:[cdjlmnsty]|qu|jusqu|lorsqu|puisqu)'(?=.)/;

/** French, after Grevisse, Le Bon Usage. Forms that no rule makes stand in the core list. */
export const french: InflectionRules = {
  forms: (word) => [word.lemma, ...word.forms, ...inflect(word)].flatMap(spellings),
  parts(token, entries) {
    const [particle] = elided.exec(token) ?? [];
    if (particle === undefined) return [];
    const rest = token.slice(particle.length);
    const parts = french.parts?.(rest, entries) ?? [];
    return [particle, ...(parts.length > 0 ? parts : [rest])];
  },
};

function inflect({ lemma, wordClass, tags }: CoreWord): string[] {
  if (wordClass === 'verb') return verbForms(lemma);
  if (wordClass === 'adj') return [...plurals(lemma), ...feminines(lemma), ...adverbs(lemma)];
  if (wordClass === 'noun') return [...plurals(lemma), ...(tags.includes('mf') ? feminines(lemma) : [])];
  return lemma.endsWith('e') ? [`${lemma.slice(0, -1)}'`] : [];
}

function plurals(singular: string): string[] {
  if (/[sxz]$/.test(singular)) return [];
  if (/(?:eau|eu)$/.test(singular)) return [`${singular}x`, `${singular}s`];
  if (singular.endsWith('al')) return [`${singular.slice(0, -1)}ux`, `${singular}s`];
  return [`${singular}s`];
}

function feminines(masculine: string): string[] {
  return feminineSingulars(masculine).flatMap((form) => [form, `${form}s`]);
}

function feminineSingulars(masculine: string): readonly string[] {
  const found = feminineEnds.find(([end]) => masculine.endsWith(end));
  if (found === undefined) return [`${masculine}e`];
  const [end, ends] = found;
  const stem = masculine.slice(0, masculine.length - end.length);
  return ends.map((feminine) => stem + feminine);
}

/** "lent" → "lentement", "poli" → "poliment", "patient" → "patiemment". */
function adverbs(masculine: string): string[] {
  if (masculine.endsWith('ant')) return [`${masculine.slice(0, -3)}amment`];
  if (masculine.endsWith('ent') && masculine !== 'lent') return [`${masculine.slice(0, -3)}emment`];
  if (/[iéu]$/.test(masculine)) return [`${masculine}ment`];
  return feminineSingulars(masculine).map((feminine) => `${feminine}ment`);
}

/** How a form may be written besides: "oe" for "œ", the spelling of 1990 ("connait", "aout"), and capitals without accent. */
function spellings(form: string): string[] {
  const base = [form, form.replaceAll('œ', 'oe'), form.replaceAll('î', 'i').replaceAll('û', 'u')];
  return base.flatMap((spelling) => [spelling, spelling.replace(/^[àâéèêîô]/, bare)]);
}

function bare(letter: string): string {
  return letter.normalize('NFD').slice(0, 1);
}

import type { Word } from '#lib/db/word-rows.ts';
import { CoreList, type CoreWord } from '#lib/tutor/level/core-list.ts';
import { inflectionRules, type InflectionRules } from '#lib/tutor/level/inflection/rules.ts';
import { wordsOf } from '#lib/tutor/level/words.ts';
import { foldForm } from '../fold.ts';

/** The entry of a word that is found by its forms, as one of a core list is. */
export type Entry = CoreWord;

/** Languages that write pronouns and articles together with a word: there a part of a token is the word. Elsewhere it is another. */
const joining = new Set(['es', 'fr', 'it', 'pt']);

/** Words that are no verb of their own: "sich freuen", "se détendre". */
const reflexives = /^(?:se |s['’]|sich )/u;

/** The lemma as core lists have it: without what only says that a verb is reflexive. */
export function bareLemma(lemma: string, language: string): string {
  const bare = foldForm(lemma, language).replace(reflexives, '');
  if (language === 'es') return bare.replace(/(?<=[aeií]r)se$/u, '');
  if (language === 'it') return bare.replace(/(?<=[aeio]r)si$/u, 'e');
  return language === 'pt' ? bare.replace(/(?<=r)-se$/u, '') : bare;
}

/** The primary subtag of a BCP 47 tag. */
export function primaryOf(tag: string): string {
  return new Intl.Locale(tag).language;
}

/** A learner's word as an entry: its forms are made by the language's rules, and those that were noted are added. */
export function entryOf(word: Word): Entry {
  const language = primaryOf(word.language);
  const lemma = bareLemma(word.lemma, language);
  const wordClass = word.partOfSpeech === 'phrase' || word.partOfSpeech === 'other' ? 'part' : word.partOfSpeech;
  return {
    lemma,
    band: 'B1',
    wordClass,
    tags: [...(word.gender === undefined ? [] : [word.gender]), ...classTags(lemma, wordClass, language)],
    translation: word.translation,
    forms: notedForms(word),
  };
}

/** A list of such entries, with the language's core words beside them. */
export function listOf(entries: readonly Entry[], language: string, core: CoreList | null): CoreList {
  const primary = primaryOf(language);
  const rules = inflectionRules.get(primary);
  const own: InflectionRules = {
    // A form that was noted is one of many: rules take those of a core list for all that are irregular.
    forms: (entry) => rules?.forms({ ...entry, forms: [] }) ?? [],
    parts: (token, found) => (joining.has(primary) ? (rules?.parts?.(token, found) ?? []) : []),
  };
  return new CoreList(entries, own, core);
}

/** In Japanese the class of a verb is only half seen; where it may be either, the forms of both are made. */
function classTags(lemma: string, wordClass: Entry['wordClass'], language: string): string[] {
  if (language !== 'ja') return [];
  if (wordClass === 'adj') return [/[^\p{Script=Katakana}]い$/u.test(lemma) ? 'i' : 'na'];
  if (wordClass !== 'verb') return [];
  if (/(?:する|来る|くる)$/u.test(lemma)) return ['irr'];
  return [/[いきしちにひみりぎじびえけせてねへめれげぜでべ見着寝出煮似得経]る$/u.test(lemma) ? '1' : '5'];
}

/** How the word stood where it was met, and the forms that a tutor noted ("me relajo, te relajas"): the last word of each. */
function notedForms({ language, lemma, surface, forms = '', reading }: Word): string[] {
  const [first = ''] = foldForm(lemma, language);
  const noted = forms
    .split(/[,;/·、]/u)
    .map((part) => wordsOf(part, language).at(-1)?.text ?? '')
    // What else is noted there ("no plural") is no form of it.
    .filter((form) => form.length > 2 && foldForm(form, language).startsWith(first));
  const met = wordsOf(surface, language).length === 1 ? [surface] : [];
  return [...met, ...noted, ...(reading === undefined || reading === '' ? [] : [reading])];
}

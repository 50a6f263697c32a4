import { irregularVerbs, type IrregularVerb } from './pt-irregular-verbs.ts';

type Conjugation = 'a' | 'e' | 'i';

/** Endings of the first, second and third person, "nós" and "eles"; "vós" has gone out of use in conversation. */
const present = { a: 'o as a amos am', e: 'o es e emos em', i: 'o es e imos em' } as const;
const subjunctive = { a: 'e es e emos em', e: 'a as a amos am', i: 'a as a amos am' } as const;
const imperfect = {
  a: 'ava avas ava ávamos avam',
  e: 'ia ias ia íamos iam',
  i: 'ia ias ia íamos iam',
} as const;
const participle = { a: 'ado', e: 'ido', i: 'ido' } as const;
const future = 'ei ás á emos ão ia ias íamos iam';
const personalInfinitive = 'es mos em';
/** On the theme of the past ("canta", "tive"): preterite, pluperfect, future and imperfect subjunctive. */
const onTheme = 'ste mos ram ra ras r res rmos rem sse sses ssem';
const onStressedTheme = 'ramos ssemos';

const stressed = { a: 'á', e: 'ê', i: 'í' } as const;

const vowelStem = /[aou]$/;

const on = (stem: string, endings: string): string[] => endings.split(' ').map((ending) => stem + ending);

/** Consonants that are written otherwise before the other kind of vowel: "fico, fique", "dirijo, dirige". */
const respelt = {
  a: [
    [/c$/, 'qu'],
    [/g$/, 'gu'],
    [/ç$/, 'c'],
  ],
  e: [
    [/c$/, 'ç'],
    [/gu$/, 'g'],
    [/g$/, 'j'],
  ],
} as const;

function conjugationOf(infinitive: string): Conjugation | undefined {
  const vowel = infinitive.at(-2);
  return vowel === 'a' || vowel === 'e' || vowel === 'i' ? vowel : undefined;
}

function respell(stem: string, kind: 'a' | 'e'): string {
  const rule = respelt[kind].find(([ending]) => ending.test(stem));
  return rule === undefined ? stem : stem.replace(rule[0], rule[1]);
}

/** The last vowel of a stem changed: "sent" → "sint". */
const withVowel = (stem: string, from: RegExp, to: string): string => stem.replace(from, to);
const lastE = /e(?=[^aeiou]+$|[^aeiou]*gu$)/;
const lastO = /o(?=[^aeiou]+$)/;
const lastU = /u(?=[^aeiou]+$)/;

/**
 * The present of the verbs whose stem changes by a rule: "prefiro", "durmo", "sobe", "passeio", "traduz".
 * @see Cunha and Cintra, Nova gramática do português contemporâneo, chapter 13
 */
function presentByRule(stem: string, kind: Conjugation): string[] {
  if (kind === 'a') return stem.endsWith('e') ? on(`${stem}i`, 'o as a am e es em') : [];
  if (kind === 'e') return stem.endsWith('o') ? [`${stem.slice(0, -1)}ói`, `${stem.slice(0, -1)}óis`] : [];
  if (/[ao]$/.test(stem)) return on(stem, 'io is i em ia ias iamos iam');
  if (/[^gq]u$/.test(stem)) return [...on(stem, 'i is'), ...on(stem.slice(0, -1), 'ói óis oem')];
  const raised = [withVowel(stem, lastE, 'i'), withVowel(stem, lastO, 'u')].filter((changed) => changed !== stem);
  const lowered = stem.includes('u') ? [withVowel(stem, lastU, 'o')] : [];
  return [
    ...raised.flatMap((changed) => on(respell(changed, 'e'), 'o a as amos am')),
    ...lowered.flatMap((changed) => on(changed, 'e es em')),
    ...(stem.endsWith('uz') ? [stem] : []),
  ];
}

function pastOf(theme: string, stressedTheme: string): string[] {
  return [...on(theme, onTheme), ...on(stressedTheme, onStressedTheme)];
}

/** "caído", "saíste": after a vowel, the i is a syllable of its own. */
function afterVowel(stem: string): string[] {
  return on(stem, 'í íste ímos íram íra íras íramos íres írmos írem ísse ísses íssemos íssem ía ías íamos íam');
}

function regular(stem: string, kind: Conjugation): string[] {
  const other = respell(stem, kind === 'a' ? 'a' : 'e');
  const preterite = kind === 'a' ? [`${other}ei`, `${stem}ou`, `${stem}ámos`] : [`${stem}i`, `${stem}${kind}u`];
  return [
    ...on(stem, present[kind]),
    `${kind === 'a' ? stem : other}o`,
    ...on(other, subjunctive[kind]),
    ...on(stem, imperfect[kind]),
    ...preterite,
    ...pastOf(stem + kind, stem + stressed[kind]),
    ...presentByRule(stem, kind),
    ...(kind !== 'a' && vowelStem.test(stem) ? afterVowel(stem) : []),
  ];
}

/** What follows from the infinitive alone; the personal infinitive is also the future subjunctive of regular verbs. */
function onInfinitive(infinitive: string, futureStem?: string): string[] {
  const plain = infinitive.replace('ô', 'o');
  return [
    infinitive,
    ...on(plain, personalInfinitive),
    ...on(futureStem ?? plain, future),
    `${infinitive.slice(0, -1)}ndo`,
  ];
}

/** The forms that lose their last letter before a clitic: "fazê-lo", "comprá-la", "vamo-nos". The segmenter cuts at the hyphen. */
function beforeClitics(infinitive: string, forms: readonly string[]): string[] {
  const kind = conjugationOf(infinitive);
  const open = kind === 'i' ? (/[aou]ir$/.test(infinitive) ? 'í' : 'i') : kind === undefined ? 'ô' : stressed[kind];
  const shortened = forms.filter((form) => form.endsWith('mos')).map((form) => form.slice(0, -1));
  return [infinitive.slice(0, -2) + open, ...shortened];
}

const inflectParticiple = (form: string): string[] => on(form.slice(0, -1), 'o a os as');

function irregular(prefix: string, infinitive: string, verb: IrregularVerb): string[] {
  const stem = infinitive.slice(0, -2);
  const kind = conjugationOf(infinitive);
  const parts = [
    ...verb.present.split(' '),
    ...(verb.subjunctive === undefined ? [] : on(verb.subjunctive, subjunctive.e)),
    ...(verb.imperfect?.split(' ') ?? on(stem, imperfect[kind ?? 'e'])),
    ...verb.past.split(' '),
    ...pastOf(...verb.theme),
    ...inflectParticiple(verb.participle ?? `${stem}ido`),
    ...onInfinitive(infinitive, verb.future),
    ...(verb.more?.split(' ') ?? []),
  ];
  return [...parts, ...beforeClitics(infinitive, parts)].map((form) => prefix + form);
}

/**
 * Every form of a verb that is said today, the irregular ones and their compounds ("supor", "obter") from the table.
 * @see Cunha and Cintra, Nova gramática do português contemporâneo, chapter 13
 */
export function verbForms(infinitive: string): string[] {
  for (const [base, verb] of Object.entries(irregularVerbs)) {
    if (infinitive === base) return irregular('', base, verb);
    if (verb.compounds?.includes(infinitive) === true) return irregular(infinitive.slice(0, -base.length), base, verb);
  }
  const kind = conjugationOf(infinitive);
  if (kind === undefined) return [];
  const stem = infinitive.slice(0, -2);
  const forms = [
    ...regular(stem, kind),
    ...onInfinitive(infinitive),
    ...inflectParticiple(stem + participle[kind]),
    ...(kind !== 'a' && vowelStem.test(stem) ? inflectParticiple(`${stem}ído`) : []),
  ];
  return [...forms, ...beforeClitics(infinitive, forms)];
}

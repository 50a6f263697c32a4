/** What a verb does not build from its infinitive by the rules; each stands before the endings. */
interface IrregularStems {
  /** Of "tengo", "tenga". */
  first?: string;
  /** Of the stressed forms, "oyes". */
  stressed?: string;
  /** Of the strong preterite, "tuve". */
  past?: string;
  /** Of "tendré", "tendría". */
  future?: string;
  /** Of "puesto". */
  participle?: string;
  /** The present is none of its own and stands in the core list. */
  presentListed?: true;
}

const irregularStems = new Map<string, IrregularStems>([
  ['abrir', { participle: 'abiert' }],
  ['andar', { past: 'anduv' }],
  ['caer', { first: 'caig' }],
  ['cubrir', { participle: 'cubiert' }],
  ['dar', { presentListed: true }],
  ['decir', { first: 'dig', past: 'dij', future: 'dir', participle: 'dich' }],
  ['ducir', { first: 'duzc', past: 'duj' }],
  ['escribir', { participle: 'escrit' }],
  ['estar', { past: 'estuv' }],
  ['haber', { past: 'hub', future: 'habr', presentListed: true }],
  ['hacer', { first: 'hag', past: 'hic', future: 'har', participle: 'hech' }],
  ['ir', { past: 'fu', presentListed: true }],
  ['morir', { participle: 'muert' }],
  ['oír', { first: 'oig', stressed: 'oy' }],
  ['poder', { past: 'pud', future: 'podr' }],
  ['poner', { first: 'pong', past: 'pus', future: 'pondr', participle: 'puest' }],
  ['querer', { past: 'quis', future: 'querr' }],
  ['romper', { participle: 'rot' }],
  ['saber', { first: 'sep', stressed: 'sab', past: 'sup', future: 'sabr' }],
  ['salir', { first: 'salg', future: 'saldr' }],
  ['scribir', { participle: 'scrit' }],
  ['ser', { past: 'fu', presentListed: true }],
  ['solver', { participle: 'suelt' }],
  ['tener', { first: 'teng', past: 'tuv', future: 'tendr' }],
  ['traer', { first: 'traig', past: 'traj' }],
  ['valer', { first: 'valg', future: 'valdr' }],
  ['venir', { first: 'veng', past: 'vin', future: 'vendr' }],
  ['ver', { first: 've', participle: 'vist' }],
  ['volver', { participle: 'vuelt' }],
]);

const prefixes = ['', 'con', 'de', 'des', 'en', 'intro', 'man', 'ob', 'pre', 'pro', 're', 'su', 'tra'];

/** Its own, or with a prefix those of the verb behind it: "mantener" → "manteng". */
function irregularStemsOf(infinitive: string): IrregularStems {
  for (const prefix of prefixes.filter((candidate) => infinitive.startsWith(candidate))) {
    const stems = irregularStems.get(infinitive.slice(prefix.length));
    if (stems === undefined) continue;
    const prefixed = Object.entries(stems).map(([name, stem]) => [name, stem === true ? stem : prefix + stem]);
    return Object.fromEntries(prefixed);
  }
  return {};
}

type Conjugation = 'ar' | 'er' | 'ir';

/** In the order of the persons; the last is that of "vos" where it has one of its own. */
const presentEndings: Readonly<Record<Conjugation, readonly string[]>> = {
  ar: ['as', 'a', 'an', 'amos', 'áis', 'ás'],
  er: ['es', 'e', 'en', 'emos', 'éis', 'és'],
  ir: ['es', 'e', 'en', 'imos', 'ís', 'ís'],
};
const subjunctiveEndings: Readonly<Record<Conjugation, readonly string[]>> = {
  ar: ['e', 'es', 'en', 'emos', 'éis'],
  er: ['a', 'as', 'an', 'amos', 'áis'],
  ir: ['a', 'as', 'an', 'amos', 'áis'],
};
/** The imperfect and the imperatives of the plural and of "vos". */
const plainEndings: Readonly<Record<Conjugation, readonly string[]>> = {
  ar: ['aba abas ábamos abais aban', 'ad á'],
  er: ['ía ías íamos íais ían', 'ed é'],
  ir: ['ía ías íamos íais ían', 'id í'],
};
const plainPastEndings: Readonly<Record<Conjugation, readonly string[]>> = {
  ar: ['é aste amos asteis'],
  er: ['í iste imos isteis'],
  ir: ['í iste imos isteis'],
};
/** The third persons of the preterite and the past subjunctive. */
const lightPastEndings: Readonly<Record<Conjugation, readonly string[]>> = {
  ar: ['ó aron', 'ara aras áramos arais aran', 'ase ases ásemos aseis asen'],
  er: ['ió ieron', 'iera ieras iéramos ierais ieran', 'iese ieses iésemos ieseis iesen'],
  ir: ['ió ieron', 'iera ieras iéramos ierais ieran', 'iese ieses iésemos ieseis iesen'],
};
const gerundEndings: Readonly<Record<Conjugation, string>> = { ar: 'ando', er: 'iendo', ir: 'iendo' };
const strongPastEndings = [
  'e iste o imos isteis ieron',
  'iera ieras iéramos ierais ieran',
  'iese ieses iésemos ieseis iesen',
];
const futureEndings = ['é ás á emos éis án', 'ía ías íamos íais ían'];
const participleEndings: Readonly<Record<Conjugation, string>> = { ar: 'ad', er: 'id', ir: 'id' };
const genders = ['o', 'a', 'os', 'as'];

const separate = (endings: readonly string[]) => endings.flatMap((row) => row.split(' '));

/** Stem and ending as they are spelt together: "toc" + "é" → "toqué", "le" + "ió" → "leyó", "dij" + "ieron" → "dijeron". */
function join(stem: string, ending: string, conjugation: Conjugation): string {
  if (/^i[eéó]/.test(ending)) {
    if (/(?:j|ñ|fu)$/.test(stem)) return stem + ending.slice(1);
    if (/[aeou]$/.test(stem) && !/[gq]u$/.test(stem)) return `${stem}y${ending.slice(1)}`;
  }
  if (/[aeo]$/.test(stem) && ending.startsWith('i')) return `${stem}í${ending.slice(1)}`;
  if (conjugation === 'ar' && /^[eé]/.test(ending)) {
    return stem.replace(/(?:c|gu|g|z)$/, (end) => ({ c: 'qu', gu: 'gü', g: 'gu', z: 'c' })[end] ?? end) + ending;
  }
  if (conjugation !== 'ar' && /^[aáoó]/.test(ending)) {
    return stem.replace(/(?:(?<!z)c|gu|g)$/, (end) => ({ c: 'z', gu: 'g', g: 'j' })[end] ?? end) + ending;
  }
  return stem + ending;
}

/** The last vowel of a stem; the u of "segu" is none. */
const lastVowel = /(?:[eio]|(?<![gq])u)(?=(?:[gq]u|[^aeiouáéíóú])*$)/;

/** The stem where it is stressed, as the tag says: `ie`, `ue` or `i`. */
const changed = (stem: string, tag: string) => stem.replace(lastVowel, tag);

/** "sintió", "durmió", "pidió": in the third conjugation changing stems have a second, lighter vowel. */
const lightened = (stem: string) => stem.replace(lastVowel, (vowel) => (vowel === 'e' ? 'i' : 'u'));

/** Of "conozco" and "construyo"; in all others the first person is as the stressed ones. */
function firstStem(root: string, conjugation: Conjugation, stressed: string): string {
  if (conjugation !== 'ar' && /[aeiou]c$/.test(root)) return `${root.slice(0, -1)}zc`;
  return stressed;
}

/** "envío", "actúo" beside "cambio": which verbs do so shows only in the verb itself, so that both are given. */
const withParted = (stem: string) =>
  /[iu]$/.test(stem) && !stem.endsWith('gu') ? [stem, stem.slice(0, -1) + (stem.endsWith('i') ? 'í' : 'ú')] : [stem];

/**
 * All forms of a verb without its compound tenses and the future subjunctive, those of "vos" included. Tags: `ie`, `ue`
 * and `i` for the stressed vowel. After the Nueva gramática de la lengua española (RAE, 2009), chapter 4.
 */
export function verbForms(lemma: string, tags: readonly string[]): string[] {
  const infinitive = lemma.replace(/se$/, '');
  const conjugation = infinitive.slice(-2).replace('í', 'i') as Conjugation;
  const irregular = irregularStemsOf(infinitive);
  const root = infinitive.slice(0, -2);
  const tag = tags.find((name) => name === 'ie' || name === 'ue' || name === 'i');
  const regularStressed = conjugation === 'ir' && /[^gq]u$/.test(root) ? `${root}y` : root;
  const stressed = irregular.stressed ?? (tag === undefined ? regularStressed : changed(root, tag));
  const light = conjugation === 'ir' && tag !== undefined ? lightened(root) : root;
  const first = irregular.first ?? firstStem(root, conjugation, stressed);
  const attach = (stem: string, endings: readonly string[]) => endings.map((ending) => join(stem, ending, conjugation));

  const present = presentEndings[conjugation];
  const subjunctive = subjunctiveEndings[conjugation];
  const past = irregular.past;
  return [
    infinitive,
    `${infinitive}se`,
    ...(irregular.presentListed === true
      ? []
      : [
          ...(irregular.first === undefined
            ? withParted(first).flatMap((stem) => attach(stem, ['o', ...subjunctive.slice(0, 3)]))
            : ['o', ...subjunctive].map((ending) => `${irregular.first}${ending}`)),
          ...withParted(stressed).flatMap((stem) => attach(stem, present.slice(0, 3))),
          ...attach(root, present.slice(3)),
          ...attach(first === stressed ? light : first, subjunctive.slice(3)),
        ]),
    ...attach(root, separate(plainEndings[conjugation])),
    ...(past === undefined
      ? [
          ...attach(root, separate(plainPastEndings[conjugation])),
          ...attach(light, separate(lightPastEndings[conjugation])),
        ]
      : separate(strongPastEndings).map((ending) => join(past, ending, 'er'))),
    ...attach(light, [gerundEndings[conjugation]]),
    ...separate(futureEndings).map((ending) => (irregular.future ?? infinitive.replace('ír', 'ir')) + ending),
    ...genders.flatMap((gender) => attach(root, [participleEndings[conjugation] + gender])),
    ...(irregular.participle === undefined ? [] : genders.map((gender) => irregular.participle + gender)),
  ];
}

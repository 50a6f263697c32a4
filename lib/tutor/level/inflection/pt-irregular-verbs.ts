/** What a verb has of its own. Past tenses are built on the theme; the future is regular where it has no stem of its own. */
export interface IrregularVerb {
  present: string;
  /** Stem of the present subjunctive. */
  subjunctive?: string;
  imperfect?: string;
  /** First and third person of the preterite. */
  past: string;
  /** What the rest of the past is built on, and the same with its stress written: "tivemos", "tivéssemos". */
  theme: [string, string];
  /** Stem of the future and the conditional. */
  future?: string;
  participle?: string;
  /** Imperatives, forms before clitics, spoken ones, and the accents that compounds take ("mantém"). */
  more?: string;
  /** Verbs that are conjugated like it. */
  compounds?: readonly string[];
}

/** After Cunha and Cintra, Nova gramática do português contemporâneo, chapter 13. */
export const irregularVerbs: Readonly<Record<string, IrregularVerb>> = {
  ser: {
    present: 'sou és é somos são',
    subjunctive: 'sej',
    imperfect: 'era eras éramos eram',
    past: 'fui foi',
    theme: ['fo', 'fô'],
    participle: 'sido',
    more: 'sê',
  },
  estar: {
    present: 'estou estás está estamos estão',
    subjunctive: 'estej',
    past: 'estive esteve',
    theme: ['estive', 'estivé'],
    participle: 'estado',
    more: 'tô tou tá tás tava tavas távamos tavam tão',
  },
  ter: {
    present: 'tenho tens tem temos têm',
    subjunctive: 'tenh',
    imperfect: 'tinha tinhas tínhamos tinham',
    past: 'tive teve',
    theme: ['tive', 'tivé'],
    more: 'tém téns',
    compounds: ['manter', 'obter', 'conter', 'deter'],
  },
  haver: {
    present: 'hei hás há havemos hão',
    subjunctive: 'haj',
    past: 'houve',
    theme: ['houve', 'houvé'],
  },
  ir: {
    present: 'vou vais vai vamos vão',
    past: 'fui foi',
    theme: ['fo', 'fô'],
    more: 'vá vás',
  },
  vir: {
    present: 'venho vens vem vimos vêm',
    subjunctive: 'venh',
    imperfect: 'vinha vinhas vínhamos vinham',
    past: 'vim veio',
    theme: ['vie', 'vié'],
    participle: 'vindo',
    more: 'vém véns',
  },
  ver: {
    present: 'vejo vês vê vemos veem vêem',
    subjunctive: 'vej',
    past: 'vi viu',
    theme: ['vi', 'ví'],
    participle: 'visto',
    compounds: ['prever', 'rever'],
  },
  dar: {
    present: 'dou dás dá damos dão',
    past: 'dei deu',
    theme: ['de', 'dé'],
    participle: 'dado',
    more: 'dê dês dêmos deem dêem',
  },
  fazer: {
    present: 'faço fazes faz fazemos fazem',
    subjunctive: 'faç',
    past: 'fiz fez',
    theme: ['fize', 'fizé'],
    future: 'far',
    participle: 'feito',
    more: 'faze fá',
    compounds: ['satisfazer', 'desfazer'],
  },
  dizer: {
    present: 'digo dizes diz dizemos dizem',
    subjunctive: 'dig',
    past: 'disse',
    theme: ['disse', 'dissé'],
    future: 'dir',
    participle: 'dito',
    more: 'di',
  },
  trazer: {
    present: 'trago trazes traz trazemos trazem',
    subjunctive: 'trag',
    past: 'trouxe',
    theme: ['trouxe', 'trouxé'],
    future: 'trar',
    more: 'trá',
  },
  poder: {
    present: 'posso podes pode podemos podem',
    subjunctive: 'poss',
    past: 'pude pôde',
    theme: ['pude', 'pudé'],
  },
  querer: {
    present: 'quero queres quer queremos querem',
    subjunctive: 'queir',
    past: 'quis',
    theme: ['quise', 'quisé'],
  },
  saber: {
    present: 'sei sabes sabe sabemos sabem',
    subjunctive: 'saib',
    past: 'soube',
    theme: ['soube', 'soubé'],
  },
  caber: {
    present: 'caibo cabes cabe cabemos cabem',
    subjunctive: 'caib',
    past: 'coube',
    theme: ['coube', 'coubé'],
  },
  pôr: {
    present: 'ponho pões põe pomos põem',
    subjunctive: 'ponh',
    imperfect: 'punha punhas púnhamos punham',
    past: 'pus pôs',
    theme: ['puse', 'pusé'],
    participle: 'posto',
    more: 'pondo',
    compounds: ['propor', 'supor', 'compor', 'dispor', 'expor'],
  },
  ler: {
    present: 'leio lês lê lemos leem lêem',
    subjunctive: 'lei',
    past: 'li leu',
    theme: ['le', 'lê'],
  },
  crer: {
    present: 'creio crês crê cremos creem crêem',
    subjunctive: 'crei',
    past: 'cri creu',
    theme: ['cre', 'crê'],
  },
  valer: {
    present: 'valho vales vale valemos valem',
    subjunctive: 'valh',
    past: 'vali valeu',
    theme: ['vale', 'valê'],
  },
  perder: {
    present: 'perco perdes perde perdemos perdem',
    subjunctive: 'perc',
    past: 'perdi perdeu',
    theme: ['perde', 'perdê'],
  },
  ouvir: {
    present: 'ouço oiço ouves ouve ouvimos ouvem',
    subjunctive: 'ouç',
    past: 'ouvi ouviu',
    theme: ['ouvi', 'ouví'],
    more: 'oiça oiças oiçamos oiçam',
  },
  pedir: {
    present: 'peço pedes pede pedimos pedem',
    subjunctive: 'peç',
    past: 'pedi pediu',
    theme: ['pedi', 'pedí'],
  },
  medir: {
    present: 'meço medes mede medimos medem',
    subjunctive: 'meç',
    past: 'medi mediu',
    theme: ['medi', 'medí'],
  },
  rir: {
    present: 'rio ris ri rimos riem',
    subjunctive: 'ri',
    past: 'riu',
    theme: ['ri', 'rí'],
    compounds: ['sorrir'],
  },
};

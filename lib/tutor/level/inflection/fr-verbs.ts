/** What the forms of a verb are made of. */
interface Stems {
  /** The present singular, whole forms. */
  singular: readonly string[];
  /** The stem of "nous": imperfect and present participle too. */
  we: string;
  /** The stem of "ils": subjunctive too. */
  they: string;
  future: string;
  /** The past historic without its ending: "fini", "reçu". */
  past: string;
  participle: string;
}

const futureEndings = ['ai', 'as', 'a', 'ons', 'ez', 'ont', 'ais', 'ait', 'ions', 'iez', 'aient'];
const weEndings = ['ons', 'ez', 'ais', 'ait', 'ions', 'iez', 'aient', 'ant'];
const theyEndings = ['e', 'es', 'ent'];
const pastEndings = ['s', 't', 'rent'];
const participleEndings = ['', 'e', 's', 'es'];

/**
 * Irregular verbs and their compounds by the end of their infinitive, the longest first: the present singular, the stems
 * of "nous" and "ils", the future's, the past historic's, and the participle. After Bescherelle, La conjugaison pour tous.
 * Forms that follow none of these stand in the core list.
 */
const families = `
  connaître : connais connaît : connaiss : connaiss : connaîtr : connu : connu
  paraître  : parais paraît   : paraiss  : paraiss  : paraîtr  : paru  : paru
  naître    : nais naît       : naiss    : naiss    : naîtr    : naqui : né
  accueillir : accueille accueilles : accueill : accueill : accueiller : accueilli : accueilli
  prendre   : prends prend    : pren     : prenn    : prendr   : pri   : pris
  prévoir   : prévois prévoit : prévoy   : prévoi   : prévoir  : prévi : prévu
  pleuvoir  : pleut           : pleuv    : pleuv    : pleuvr   : plu   : plu
  pouvoir   : peux peut       : pouv     : peuv     : pourr    : pu    : pu
  vouloir   : veux veut       : voul     : veul     : voudr    : voulu : voulu
  falloir   : faut            : fall     : faill    : faudr    : fallu : fallu
  savoir    : sais sait       : sav      : sav      : saur     : su    : su
  devoir    : dois doit       : dev      : doiv     : devr     : du    : dû
  valoir    : vaux vaut       : val      : vaill    : vaudr    : valu  : valu
  asseoir   : assieds assied  : assey    : assey    : assiér   : assi  : assis
  cevoir    : çois çoit       : cev      : çoiv     : cevr     : çu    : çu
  avoir     : ai as a         : av       :          : aur      : eu    : eu
  voir      : vois voit       : voy      : voi      : verr     : vi    : vu
  croire    : crois croit     : croy     : croi     : croir    : cru   : cru
  boire     : bois boit       : buv      : boiv     : boir     : bu    : bu
  dormir    : dors dort       : dorm     : dorm     : dormir   : dormi : dormi
  servir    : sers sert       : serv     : serv     : servir   : servi : servi
  mentir    : mens ment       : ment     : ment     : mentir   : menti : menti
  sentir    : sens sent       : sent     : sent     : sentir   : senti : senti
  sortir    : sors sort       : sort     : sort     : sortir   : sorti : sorti
  partir    : pars part       : part     : part     : partir   : parti : parti
  courir    : cours court     : cour     : cour     : courr    : couru : couru
  mourir    : meurs meurt     : mour     : meur     : mourr    : mouru : mort
  venir     : viens vient     : ven      : vienn    : viendr   : vin   : venu
  tenir     : tiens tient     : ten      : tienn    : tiendr   : tin   : tenu
  vrir      : vre vres        : vr       : vr       : vrir     : vri   : vert
  frir      : fre fres        : fr       : fr       : frir     : fri   : fert
  mettre    : mets met        : mett     : mett     : mettr    : mi    : mis
  suivre    : suis suit       : suiv     : suiv     : suivr    : suivi : suivi
  vivre     : vis vit         : viv      : viv      : vivr     : vécu  : vécu
  indre     : ins int         : ign      : ign      : indr     : igni  : int
  suffire   : suffis suffit   : suffis   : suffis   : suffir   : suffi : suffi
  plaire    : plais plaît     : plais    : plais    : plair    : plu   : plu
  faire     : fais fait       : fais     :          : fer      : fi    : fait
  crire     : cris crit       : criv     : criv     : crir     : crivi : crit
  uire      : uis uit         : uis      : uis      : uir      : uisi  : uit
  lire      : lis lit         : lis      : lis      : lir      : lu    : lu
  dire      : dis dit         : dis      : dis      : dir      : di    : dit
  rire      : ris rit         : ri       : ri       : rir      : ri    : ri
  être      : suis es est     : ét       :          : ser      : fu    : été
`
  .trim()
  .split('\n')
  .map((row) => row.split(':').map((cell) => cell.trim()));

/** Every form of a verb; some of what is made, such as both spellings of "paye" and "paie", may not be used of it. */
export function verbForms(infinitive: string): string[] {
  return conjugate(infinitive).concat(infinitive.endsWith('er') ? [] : participle(stemsOf(infinitive).participle));
}

function conjugate(infinitive: string): string[] {
  if (infinitive.endsWith('er')) return firstGroup(infinitive.slice(0, -2));
  const { singular, we, they, future, past } = stemsOf(infinitive);
  const circumflex = past.replace(/[iu](?=n?$)/, (vowel) => (vowel === 'i' ? 'î' : 'û'));
  return [
    ...singular,
    ...attach(we, weEndings),
    ...attach(they, theyEndings),
    ...attach(future, futureEndings),
    ...attach(past, pastEndings),
    ...attach(circumflex, ['t', 'mes']),
  ];
}

function stemsOf(infinitive: string): Stems {
  const family = families.find(([end = '']) => infinitive.endsWith(end));
  if (family !== undefined) {
    const [end = '', singular = '', we = '', they = '', future = '', past = '', participleEnd = ''] = family;
    const stem = infinitive.slice(0, infinitive.length - end.length);
    return {
      singular: singular.split(' ').map((form) => stem + form),
      we: stem + we,
      they: they === '' ? '' : stem + they,
      future: stem + future,
      past: stem + past,
      participle: stem + participleEnd,
    };
  }
  const stem = infinitive.slice(0, -2);
  if (infinitive.endsWith('re')) {
    return {
      singular: [`${stem}s`, stem],
      we: stem,
      they: stem,
      future: `${stem}r`,
      past: `${stem}i`,
      participle: `${stem}u`,
    };
  }
  const long = `${stem}iss`;
  return {
    singular: [`${stem}is`, `${stem}it`],
    we: long,
    they: long,
    future: infinitive,
    past: `${stem}i`,
    participle: `${stem}i`,
  };
}

/** Verbs in -er: "c" and "g" keep their sound before "a" and "o"; the last vowel opens before a mute "e". */
function firstGroup(stem: string): string[] {
  const soft = stem.replace(/c$/, 'ç').replace(/g$/, 'ge');
  const beforeMute = [stem, ...openedStems(stem)];
  return [
    ...attach(stem, ['ez', 'ions', 'iez', 'èrent']),
    ...attach(soft, ['ons', 'ais', 'ait', 'aient', 'ant', 'ai', 'as', 'a', 'âmes']),
    ...beforeMute.flatMap((open) => attach(open, theyEndings)),
    ...beforeMute.flatMap((open) => attach(`${open}er`, futureEndings)),
    ...participle(`${stem}é`),
  ];
}

/** "achet" → "achèt", "préfér" → "préfèr", "appel" → "appell", "pay" → "pai". */
function openedStems(stem: string): string[] {
  if (/[aou]y$/.test(stem)) return [`${stem.slice(0, -1)}i`];
  if (/[lt]$/.test(stem) && /e.$/.test(stem)) return [stem + stem.slice(-1), stem.replace(/e(.)$/, 'è$1')];
  return [stem.replace(/[eé]([^aeéiou]|[cg]h|[lr]g|qu|[bcdgptv]r)$/, 'è$1')].filter((open) => open !== stem);
}

function participle(masculine: string): string[] {
  return attach(masculine, masculine.endsWith('s') ? ['', 'e', 'es'] : participleEndings);
}

function attach(stem: string, endings: readonly string[]): string[] {
  return stem === '' ? [] : endings.map((ending) => stem + ending);
}

/**
 * Strong, mixed and modal verbs with their third person singular, past and past participle ("-": present as of a weak verb).
 * The paradigms are those of Duden, Die Grammatik, in the list of irregular verbs. Verbs with a prefix go by their base.
 */
const irregular = new Map(
  `backen bäckt backte gebacken | beginnen - begann begonnen | bieten - bot geboten | biegen - bog gebogen
  bitten - bat gebeten | bleiben - blieb geblieben | braten brät briet gebraten | brechen bricht brach gebrochen
  brennen - brannte gebrannt | bringen - brachte gebracht | denken - dachte gedacht | dürfen darf durfte gedurft
  empfehlen empfiehlt empfahl empfohlen | essen isst aß gegessen | fahren fährt fuhr gefahren | fallen fällt fiel gefallen
  fangen fängt fing gefangen | finden - fand gefunden | fliegen - flog geflogen | geben gibt gab gegeben
  gehen - ging gegangen | gelingen - gelang gelungen | genießen - genoss genossen | gewinnen - gewann gewonnen
  gleichen - glich geglichen | haben hat hatte gehabt | halten hält hielt gehalten | hängen - hing gehangen
  heißen - hieß geheißen | helfen hilft half geholfen | kennen - kannte gekannt | klingen - klang geklungen
  kommen - kam gekommen | können kann konnte gekonnt | laden lädt lud geladen | lassen lässt ließ gelassen
  laufen läuft lief gelaufen | leiden - litt gelitten | leihen - lieh geliehen | lesen liest las gelesen
  liegen - lag gelegen | lügen - log gelogen | meiden - mied gemieden | mögen mag mochte gemocht
  müssen muss musste gemusst | nehmen nimmt nahm genommen | nennen - nannte genannt | raten rät riet geraten
  reiten - ritt geritten | riechen - roch gerochen | rufen - rief gerufen | schaffen - schuf geschaffen
  scheiden - schied geschieden | scheinen - schien geschienen | schieben - schob geschoben | schlafen schläft schlief geschlafen
  schlagen schlägt schlug geschlagen | schließen - schloss geschlossen | schneiden - schnitt geschnitten
  schreiben - schrieb geschrieben | schwimmen - schwamm geschwommen | schwinden - schwand geschwunden
  sehen sieht sah gesehen | singen - sang gesungen | sitzen - saß gesessen | sprechen spricht sprach gesprochen
  springen - sprang gesprungen | stehen - stand gestanden | stehlen stiehlt stahl gestohlen | steigen - stieg gestiegen
  sterben stirbt starb gestorben | streiten - stritt gestritten | tragen trägt trug getragen | treffen trifft traf getroffen
  trinken - trank getrunken | tun - tat getan | vergessen vergisst vergaß vergessen | verlieren - verlor verloren
  wachsen wächst wuchs gewachsen | waschen wäscht wusch gewaschen | werben wirbt warb geworben | werfen wirft warf geworfen
  wissen weiß wusste gewusst | wollen will wollte gewollt | ziehen - zog gezogen`
    .split(/\s*[|\n]\s*/)
    .map((row) => row.split(' '))
    .map(([infinitive = '', present = '', past = '', participle = '']) => [infinitive, { present, past, participle }]),
);

/** Is written apart from its verb, or before "ge" and "zu". What follows has to be a verb: it has a vowel of its own. */
const separable =
  /^(?:kennen|zusammen|herunter|zurück|weiter|statt|fern|fest|teil|nach|auf|aus|bei|dar|ein|her|hin|los|mit|vor|weg|weh|ab|an|um|zu)(?=.*[aeiouyäöü].*e?n$)/;
/** Keep "ge" off the participle. */
const inseparable = /^(?:unter|über|wieder|emp|ent|miss|ver|zer|be|er|ge)(?=.*[aeiouyäöü].*e?n$)/;
/** Only look as if they had a separable prefix. */
const oneWord = new Set(['antworten', 'einigen']);

const present = ['e', 'st', 't'];
const weakPast = ['te', 'test', 'ten', 'tet'];
const strongPast = ['', 'st', 'est', 'en', 't', 'et'];
const strongSubjunctive = ['e', 'est', 'st', 'en', 'et', 't'];
const mixedPast = ['', 'st', 'n', 't'];
/** The endings of adjectives, which participles take too. */
export const adjectiveEndings = ['e', 'en', 'er', 'es', 'em'];

/** A verb's persons, tenses, participles with their endings, and its infinitive as a noun ("des Lesens"). */
export function* verbForms(lemma: string): Generator<string> {
  const prefix = oneWord.has(lemma) ? '' : (separable.exec(lemma)?.[0] ?? '');
  const base = lemma.slice(prefix.length);
  for (const form of [...weakForms(base), ...irregularForms(base)]) yield prefix + form;
  for (const participle of [...participles(base).map((form) => prefix + form), `${lemma}d`]) {
    yield participle;
    for (const ending of adjectiveEndings) yield participle + ending;
  }
  yield `${lemma}s`;
  if (prefix !== '') yield `${prefix}zu${base}`;
}

/** Of irregular verbs too, since part of their forms is regular; those that do not exist are no other words. */
function* weakForms(verb: string): Generator<string> {
  const stem = stemOf(verb);
  const link = linkOf(stem);
  // The imperative, which is also said for "ich mache".
  if (link === '' && !/e[lr]$/.test(stem)) yield stem;
  yield `${stem.replace(/e([lr])$/, '$1')}e`;
  for (const ending of present) yield (ending === 'e' ? stem : stem + link) + ending;
  // "du reist"
  if (/[sßzx]$/.test(stem)) yield `${stem}t`;
  for (const ending of weakPast) yield stem + link + ending;
}

function* irregularForms(verb: string): Generator<string> {
  const [prefix, parts] = principalParts(verb);
  if (parts === undefined) return;
  const { present: third, past } = parts;
  for (const form of third === '-' ? [] : personsFrom(third)) yield prefix + form;
  const mixed = past.endsWith('te');
  for (const ending of mixed ? mixedPast : strongPast) yield prefix + past + ending;
  for (const ending of mixed ? mixedPast : strongSubjunctive) yield prefix + umlaut(past) + ending;
}

/** "nimmt" → nimmst, nimm; "hält" → hältst; "muss" → musst. */
function personsFrom(third: string): string[] {
  const stem = third.replace(/t$/, '');
  const second = /[sß]$/.test(third) ? `${third}t` : `${third}st`;
  return [third, second, `${stem}st`, ...(/i/.test(stem) ? [stem] : [])];
}

function participles(verb: string): string[] {
  const [prefix, parts] = principalParts(verb);
  const strong = parts === undefined ? [] : [prefix + (prefix === '' ? parts.participle : parts.participle.slice(2))];
  const stem = stemOf(verb);
  const ge = inseparable.test(verb) || verb.endsWith('ieren') ? '' : 'ge';
  return [...strong, `${ge}${stem}${linkOf(stem)}t`];
}

/** An irregular verb's row, and the inseparable prefix that stands before it: "verstehen" → "ver" and the row of "stehen". */
function principalParts(verb: string) {
  const own = irregular.get(verb);
  if (own !== undefined) return ['', own] as const;
  const prefix = inseparable.exec(verb)?.[0] ?? '';
  return [prefix, irregular.get(verb.slice(prefix.length))] as const;
}

function stemOf(verb: string): string {
  return verb.replace(/(?:e|(?<=e[lr]|u))n$/, '');
}

/** The "e" before an ending that could not be said otherwise: arbeitet, öffnet, zeichnet. */
function linkOf(stem: string): string {
  return /[dt]$|[^aeiouyäöülrhmn][mn]$|ch[mn]$/.test(stem) ? 'e' : '';
}

/** Of the last vowel that can have one: Bauch → bäuch, wusste → wüsste. */
export function umlaut(word: string): string {
  const marks: Readonly<Record<string, string>> = { a: 'ä', o: 'ö', u: 'ü', au: 'äu' };
  return word.replace(/(au|[aou])(?=[^aouäöüi]*$)/, (vowel) => marks[vowel] ?? vowel);
}

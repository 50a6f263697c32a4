/** The last kana of a verb of class 5 → its stems: before ない, before ます, before ば, before う, before た. */
const fiveStems: Readonly<Record<string, readonly [string, string, string, string, string]>> = {
  う: ['わ', 'い', 'え', 'お', 'っ'],
  く: ['か', 'き', 'け', 'こ', 'い'],
  ぐ: ['が', 'ぎ', 'げ', 'ご', 'い'],
  す: ['さ', 'し', 'せ', 'そ', 'し'],
  つ: ['た', 'ち', 'て', 'と', 'っ'],
  ぬ: ['な', 'に', 'ね', 'の', 'ん'],
  ぶ: ['ば', 'び', 'べ', 'ぼ', 'ん'],
  む: ['ま', 'み', 'め', 'も', 'ん'],
  る: ['ら', 'り', 'れ', 'ろ', 'っ'],
};
const voiced = new Set(['ぐ', 'ぬ', 'ぶ', 'む']);

const split = (endings: string): readonly string[] => endings.split(' ');

const adjectiveEndings = split(
  'い く くて くない くなくて くなかった かった かったら かったり ければ さ そう すぎる すぎて すぎます すぎた すぎました',
);
const polite = split('ます ました ません ませんでした ましょう まして ましたら ますれば');
const politeStem = [
  ...polite,
  ...adjectiveEndings.slice(0, 9).map((ending) => `た${ending}`),
  ...split(
    'たがる たがって たがっている たがっています ながら そう なさい やすい やすく やすかった にくい にくく にくかった',
  ),
  ...split('すぎる すぎた すぎて すぎます すぎました すぎない すぎ 方'),
];
const negative = split('ない なく なくて なかった なかったら なければ なきゃ なくちゃ ないで なさそう ず ずに');
const lasting = [...split('る た て れば たら ない なかった なくて たい られる'), ...polite];
/** After the stem of the past: what begins with て or た, or with で or だ. */
const pastTails = split('て た たら たり');
const contracted = split('る た て ない なかった ます ました ません たら').map((ending) => `て${ending}`);
const lost = split('う った って います いました いそう');
/** Of a verb that is derived from another (read → can read), the forms that are met. */
const derived = [...split('る た て れば たら たり ない なく なくて なかった なければ ず そう たい'), ...polite];
const derivedLasting = ['て', ...lasting.map((ending) => `てい${ending}`)];

function pastForms(stem: string, isVoiced: boolean): string[] {
  const tails = [
    ...pastTails,
    ...contracted,
    ...lasting.map((ending) => `てい${ending}`),
    ...lost.map((ending) => `ちゃ${ending}`),
    'とく',
    'といて',
    'といた',
  ];
  const voicedStart: Readonly<Record<string, string>> = { て: 'で', た: 'だ', ち: 'じ', と: 'ど' };
  return tails.map((tail) => stem + (isVoiced ? (voicedStart[tail.charAt(0)] ?? '') + tail.slice(1) : tail));
}

const add = (stem: string, endings: readonly string[]): string[] => endings.map((ending) => stem + ending);
const derive = (stem: string): string[] => add(stem, [...derived, ...derivedLasting]);

/** Verbs that are very polite have い before ます: くださいます, いらっしゃいます. */
const honorific = /(?:くださ|下さ|なさ|らっしゃ|おっしゃ|ござ)る$/;

function fiveForms(dictionary: string): string[] {
  const root = dictionary.slice(0, -1);
  const ending = dictionary.slice(-1);
  const [a = '', i = '', e = '', o = '', past = ''] = fiveStems[ending] ?? [];
  const goes = /(?:^|[^い])(?:行く|いく)$/.test(dictionary) && !dictionary.endsWith('ていく');
  return [
    dictionary,
    ...add(root + (honorific.test(dictionary) ? 'い' : i), ['', ...politeStem]),
    ...add(root + a, negative),
    ...derive(`${root}${a}れ`),
    ...derive(`${root}${a}せ`),
    ...derive(`${root}${a}せられ`),
    ...derive(root + e),
    `${root}${e}ば`,
    `${root}${o}う`,
    ...pastForms(root + (goes ? 'っ' : past), voiced.has(ending)),
  ];
}

function oneForms(dictionary: string): string[] {
  const stem = dictionary.slice(0, -1);
  return [
    dictionary,
    ...add(stem, ['', ...politeStem, ...negative, 'れば', 'よう']),
    ...derive(`${stem}られ`),
    ...derive(`${stem}れ`),
    ...derive(`${stem}させ`),
    ...derive(`${stem}させられ`),
    ...pastForms(stem, false),
  ];
}

/** する, and 来る in the given spelling. After Martin, A Reference Grammar of Japanese (1975). */
function irregularForms(dictionary: string): string[] {
  if (dictionary === 'する') {
    return [
      ...add('し', ['', ...politeStem, ...negative, 'よう', 'ろ']),
      ...add('', ['する', 'すれば', 'せず', 'せずに', 'すべき']),
      ...derive('され'),
      ...derive('させ'),
      ...derive('させられ'),
      ...pastForms('し', false),
    ];
  }
  const stem = dictionary.slice(0, -1);
  const [ki, ko] = stem === 'く' ? ['き', 'こ'] : [stem, stem];
  return [
    dictionary,
    ...add(ki, ['', ...politeStem]),
    ...add(ko, [...negative, 'よう', 'い']),
    `${stem}れば`,
    ...derive(`${ko}られ`),
    ...derive(`${ko}れ`),
    ...derive(`${ko}させ`),
    ...pastForms(ki, false),
  ];
}

/**
 * The forms of a verb, with what is joined to it (polite, negative, past, wish, て-form and ている, passive, causative,
 * potential, condition), after Iori et al., 初級を教える人のための日本語文法ハンドブック (2000).
 */
export function verbForms(dictionary: string, verbClass: '1' | '5' | 'irr'): string[] {
  if (verbClass === 'irr') return irregularForms(dictionary);
  return verbClass === '1' ? oneForms(dictionary) : fiveForms(dictionary);
}

/** The stems of a verb that never stand alone, but are tokens in dictionaries' units: 使わ, 使っ, 使え, 使お. */
export function boundStems(dictionary: string, verbClass: '1' | '5' | 'irr'): string[] {
  if (verbClass === 'irr') return dictionary === 'する' ? ['さ', 'せ', 'すれ', 'しろ', 'せよ'] : ['こ', 'くれ', '来れ'];
  const root = dictionary.slice(0, -1);
  if (verbClass === '1') return add(root, ['れ', 'ろ', 'よ']);
  const stems = dictionary.endsWith('行く') ? ['か', 'け', 'こ', 'っ'] : (fiveStems[dictionary.slice(-1)] ?? []);
  return add(root, stems);
}

/** The forms of an い-adjective; いい takes those of よい. */
export function adjectiveForms(dictionary: string): string[] {
  const stem = dictionary === 'いい' ? 'よ' : dictionary.slice(0, -1);
  return [
    dictionary,
    ...add(stem, adjectiveEndings),
    `${stem}くありません`,
    `${stem}くありませんでした`,
    `${stem}かっ`,
  ];
}

/** です and だ, also as they follow a な-adjective. */
export const copulaForms = split(
  'です でした でしょう でして だ だった だったら だったり だろう な なら ならば で じゃ では である であり であった であれば に ' +
    'じゃない じゃなく じゃなくて じゃなかった じゃなければ ではない ではなく ではなくて ではなかった ではなければ ' +
    'じゃありません じゃありませんでした ではありません ではありませんでした でし だっ',
);

/** What is joined to a な-adjective's stem besides the copula. */
export const naEndings = [...copulaForms, ...split('さ そう すぎる すぎて すぎます すぎた すぎました')];

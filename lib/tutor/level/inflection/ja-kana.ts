import { adjectiveForms, copulaForms, verbForms } from './ja-conjugation.ts';

const split = (words: string): readonly string[] => words.trim().split(/\s+/);

/** Endings of verbs written after their kanji, as a dictionary has them. */
const okurigana = {
  '5': split(
    'う く す つ ぶ む る かう かる がる なる まる もる わる ろす くる ばる がす かす こす ごす とす らす やす とる こる つく づく しむ ろぶ つかる',
  ),
  '1': split(
    'る きる ぎる じる ちる びる みる りる える ける げる せる てる ねる べる める れる ぜる まれる まえる らえる かめる ためる わせる ' +
      'かける つける づける こえる らせる がえる きらめる さえる',
  ),
};
const adjectiveOkurigana = split(
  'い しい かい たい きい さい るい ない らかい ましい かしい ずかしい らしい たらしい つかしい もしろい びしい がしい ろしい のい ない わいい',
);

/** Endings of one kana that rarely end a word after a kanji: these are particles, or stems that never stand alone. */
const rareAlone = /^[わかがさたなばまらおこごそとのぼもろっんにずよねてでだはへを]$/;
/** 見て, 見た: one kana after a kanji all the same. */
const commonAlone = new Set(['て', 'た']);

/** What may follow a kanji in one word: the endings of verbs and adjectives. */
export const wordEndings: ReadonlySet<string> = new Set(
  [
    ...okurigana['5'].flatMap((ending) => verbForms(ending, '5')),
    ...okurigana['1'].flatMap((ending) => verbForms(ending, '1')),
    ...adjectiveOkurigana.flatMap(adjectiveForms),
    ...split('つ やか らか'),
  ].filter((form) => form !== '' && (!rareAlone.test(form) || commonAlone.has(form))),
);

const particles =
  'は が を に へ で と も の か ね よ から まで より や だけ くらい ぐらい など しか ので のに なら し ばかり ずつ って とか かな な なあ わ ぞ さ ' +
  'けど けれど けれども ながら さえ こそ ん ほど でも では として について によって にとって';
const demonstratives =
  'これ それ あれ どれ この その あの どの ここ そこ あそこ どこ こちら そちら あちら どちら こっち そっち あっち どっち こんな そんな あんな どんな ' +
  'こう そう ああ どう わたし わたしたち ぼく あなた かれ かのじょ みんな みなさん だれ なに なん いつ いくつ いくら どうして なぜ どうやって いつか どこか だれか なにか';
const adverbs =
  'とても ちょっと たくさん もっと もう まだ また すぐ すぐに ゆっくり いつも よく あまり あんまり ぜんぜん ときどき ちょうど たぶん きっと もちろん だいたい ほとんど かなり ' +
  'ずっと やっと やっぱり やはり はっきり なかなか まず まっすぐ ぜひ もし もしかしたら もしかして すっかり せっかく そろそろ ついに つい とうとう とにかく どんどん なるべく できるだけ ' +
  'まるで むしろ もともと それほど なんとか いつでも どこでも なんでも あとで ようやく わざわざ がっかり びっくり のんびり しっかり ちゃんと だんだん しばらく すこし いかが いっしょに ほんとうに ほんとに はじめて いろいろ いっぱい できれば いきなり いよいよ ' +
  'そして それから だから しかし でも では じゃあ それで それに それとも それなら それでは すると ところで つまり ただし さて ちなみに なぜなら だって または だが あるいは したがって';
const nouns =
  'こと もの とき ところ ほう ため よう はず つもり まま うち わけ せい おかげ みたい たち さん ちゃん くん さま そば ほか おまわりさん そのうえ おなか のど たばこ ごみ けが はがき おすすめ おもちゃ ' +
  'おじいさん おばあさん おじさん おばさん ひらがな すし おすし うどん おにぎり りんご みかん いちご ぶどう じゃがいも にんじん しょうゆ ごはん おかね おちゃ みず おはなみ おみやげ ' +
  'いえ くるま でんしゃ ともだち なまえ しごと べんきょう にほん にほんご がっこう がくせい せんせい いぬ ねこ ひと てんき やさい さかな たまご えいが おんがく しゅみ しゅうまつ ' +
  'きのう きょう あした あさ よる いま あさって おととい このごろ さっき いとこ かばん くつ いす まんが うた ほん さっか いろんな ひま すてき おしゃれ だめ いや きれい しずか ' +
  'にぎやか げんき すき だいすき きらい じょうず へた べんり ゆうめい たいへん だいじょうぶ かんたん さまざま わがまま もしもし';
const interjections =
  'はい ええ いいえ いえ こんにちは こんばんは おはよう おやすみ おやすみなさい さようなら さよなら はじめまして どういたしまして よろしく ありがとう どうも どうぞ すみません すいません ' +
  'ごめん ごめんなさい もしもし いらっしゃいませ いただきます おつかれさま ごちそうさま ごちそうさまでした えっと ええと えーと あ ああ あっ わあ わー ようこそ なるほど へえ へー ほら さあ まあ まあまあ ' +
  'よかった おめでとう いってきます いってらっしゃい ただいま おかえり おかえりなさい かしこまりました かもしれない かもしれません ください くださいませんか';
/** Words with kanji that are not made of a stem and its ending. */
const mixed =
  '大きな 小さな 同じ 色んな 本当に 一緒に 特に 先に 急に 非常に 主に 別に 一般に 確かに 次第に 実際に 必ず 全く 決して 例えば 何か 誰か 何も 誰も 何でも 初めて 少し 少なくとも ' +
  '静か 確か 豊か 幸せ 後ろ 子ども 友だち 近所 割と 割に 再び 前もって 実は 互い お互い 真っ直ぐ 一生懸命 何とか 役に立つ 気に入る 一番 一緒 一応 一部 一般 一方 一度 十分 何曜日 ' +
  'お父さん お母さん お兄さん お姉さん 父さん 母さん 兄さん 姉さん 皆さん 奥さん お客さん お客様 息子さん 娘さん 赤ちゃん 私たち 本屋さん パン屋 パン屋さん バス停 スポーツ選手 男の人 女の人 男の子 女の子 ' +
  '朝ご飯 昼ご飯 晩ご飯 朝ごはん 昼ごはん 晩ごはん 切符売り場 売り場 会社員 自己紹介 誕生日 外国人 看護師 電話番号 洗濯機 駐車場 観光客 天気予報 展覧会 仕方ない 仕方がない ' +
  '彼ら 天ぷら 玉ねぎ さ来週 もう一度 その上 に対して を通して 積極的 か月 お疲れ様 お大事に 行ってきます 行ってらっしゃい';
const verbs: Readonly<Record<'1' | '5' | 'irr', string>> = {
  '5':
    'ある なる いる わかる もらう くださる いただく しまう やる ござる いらっしゃる なさる おっしゃる おる いく かかる かぶる つながる こぼす 亡くなる 無くなる 無くす 間に合う 役に立つ 気に入る 引っ越す 死ぬ 急ぐ 泳ぐ 脱ぐ 騒ぐ ' +
    'のむ きく はなす よむ かく かう あう いう はたらく やすむ あそぶ つくる すむ まつ もつ つかう おもう ならう のる あるく はしる およぐ うたう とる がんばる ちがう おく いたす',
  '1': 'いる できる くれる あげる すぎる やめる みる たべる おきる ねる でる おしえる おぼえる わすれる あける しめる はじめる かける みえる ほめる いじめる おくれる',
  irr: 'する くる',
};
const adjectives =
  'いい よろしい ない ほしい おいしい まずい うまい すごい すばらしい かわいい うるさい ひどい つまらない やさしい おもしろい うれしい たのしい むずかしい おおきい ちいさい たかい やすい あつい さむい ' +
  'いそがしい はやい おそい ちかい とおい おおい ながい いたい おかしい もったいない ありがたい らしい やすい にくい つらい ぬるい かっこいい';

/** Words that are written in kana, and such as no rule would find, with their forms. */
export const knownWords: ReadonlySet<string> = new Set([
  ...[particles, demonstratives, adverbs, nouns, interjections, mixed].flatMap(split),
  ...copulaForms,
  ...(['1', '5', 'irr'] as const).flatMap((name) => split(verbs[name]).flatMap((verb) => verbForms(verb, name))),
  ...split(adjectives).flatMap(adjectiveForms),
]);

/** Counters after a number, the longest first. */
export const counters: readonly string[] = split(
  '時間 日間 年間 週間 分間 か月 ヶ月 カ月 ヵ月 か国 丁目 番線 号室 パーセント メートル ページ グラム キロ 円 歳 才 時 分 秒 日 月 年 人 名 本 枚 台 匹 冊 杯 回 階 番 個 度 点 着 足 軒 泊 号',
);

import { counters, knownWords, wordEndings } from './ja-kana.ts';
import type { WordToken } from './rules.ts';

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

const kanji = String.raw`[\p{Script=Han}々〆]`;
const numeral = '[〇一二三四五六七八九十百千万億何数]';
const number = new RegExp(
  `^(?:[0-9０-９]+(?:[.,][0-9]+)*[万億]?|${numeral}{1,12})(?:(?:${counters.join('|')})[半目]?|半)?`,
  'u',
);
const letters = /^(?:[ァ-ヴヵヶー・]*[ァ-ヴー]|[\p{Script=Latin}\p{M}\p{N}'’-]+)/u;
/** No word has more kanji; it bounds the time that a text of kanji alone takes. */
const stem = new RegExp(`^[おご御]?${kanji}{1,8}`, 'u');
/** 買い物, 引っ越し, 食べ始める: what a stem may end in before another kanji. */
const joint = new RegExp(
  `^[おご御]?${kanji}(?:(?<=[買使言会思払洗習伝違歌吸合笑追酔迷願誘扱失疑救戦])い|[きちみりびぎけべせめれげえ]|(?<!少)し)っ?${kanji}`,
  'u',
);
const kana = /^[ぁ-ゖー]/u;
const wordLike = /[\p{L}\p{N}々〆ー]/u;
/** する is a word of its own after a noun of two kanji (勉強した), and not after one kanji (話した). */
const doing = /^[しさすせ]/;
const singleVerbs = new Set(['目指', '見直', '見出', '手渡', '引越']);

/** Longest word in knownWords and longest ending, in code units. */
const longest = 16;

/** A candidate for the next word: its length, and what it costs to take it (one a word, more where it is a guess). */
type Candidate = readonly [length: number, cost: number];

/** Where the segmenter sees a boundary. */
function boundaries(text: string): Set<number> {
  const ends = new Set([0, text.length]);
  for (const { index } of segmenter.segment(text)) ends.add(index);
  return ends;
}

function withEndings(text: string, start: number, cost: number): Candidate[] {
  const found: Candidate[] = [];
  for (let length = 1; length <= longest && start + length <= text.length; length++) {
    if (wordEndings.has(text.slice(start, start + length))) found.push([start + length, cost]);
  }
  return found;
}

/** A run of kanji as far as a boundary, with the ending that may follow its last one. */
function stems(text: string, ends: ReadonlySet<number>, at: number): Candidate[] {
  const [whole = ''] = stem.exec(text) ?? [];
  const found: Candidate[] = [];
  // A boundary within costs as much as a word more.
  let cost = 1;
  for (let length = 1; length <= whole.length; length++) {
    if (length > 1 && ends.has(at + length - 1)) cost += 1.2;
    if (!/\p{Script=Han}|々/u.test(text.charAt(length - 1))) continue;
    found.push([length, ends.has(at + length) || length === whole.length ? cost : cost + 1.5]);
    if (length < whole.length) continue;
    const [bare = ''] = new RegExp(`${kanji}+$`, 'u').exec(whole) ?? [];
    const isNoun = bare.length > 1 && !singleVerbs.has(bare) && doing.test(text.slice(length));
    if (!isNoun) found.push(...withEndings(text, length, cost));
  }
  return found;
}

/** Compounds of a stem and more kanji, once more with endings. */
function compounds(text: string): Candidate[] {
  const [whole] = joint.exec(text) ?? [];
  if (whole === undefined) return [];
  return [[whole.length, 1], ...withEndings(text, whole.length, 1)];
}

function candidates(text: string, ends: ReadonlySet<number>, at: number): Candidate[] {
  const found: Candidate[] = [];
  const one = (match: RegExpExecArray | null): void => {
    if (match !== null && match[0] !== '') found.push([match[0].length, 1]);
  };
  for (let length = 1; length <= longest && length <= text.length; length++) {
    if (knownWords.has(text.slice(0, length))) found.push([length, 1 - length / 1000]);
  }
  one(number.exec(text));
  one(letters.exec(text));
  found.push(...stems(text, ends, at), ...compounds(text));
  if (kana.test(text)) {
    // What is not known: as far as the segmenter takes it, or a kana alone where nothing else fits.
    found.push([1, 4]);
    for (let length = 2; length <= 6 && length <= text.length; length++) {
      if (ends.has(at) && ends.has(at + length) && /^[ぁ-ゖー]+$/u.test(text.slice(0, length)))
        found.push([length, 0.5 + 1.1 * length]);
    }
  }
  return found.length === 0 ? [[1, 4]] : found;
}

interface Way {
  cost: number;
  from: number;
}

/** The way through a run of letters that takes the fewest words. */
function cheapestWords(run: string, offset: number): WordToken[] {
  const ends = boundaries(run);
  const ways: (Way | undefined)[] = [{ cost: 0, from: 0 }];
  for (let at = 0; at < run.length; at++) {
    const here = ways[at];
    if (here === undefined) continue;
    for (const [length, cost] of candidates(run.slice(at), ends, at)) {
      const known = ways[at + length];
      if (known === undefined || here.cost + cost < known.cost)
        ways[at + length] = { cost: here.cost + cost, from: at };
    }
  }
  const words: WordToken[] = [];
  for (let end = run.length; end > 0;) {
    const start = ways[end]?.from ?? 0;
    words.unshift({ text: run.slice(start, end), start: offset + start, end: offset + end });
    end = start;
  }
  return words;
}

/**
 * The words of a Japanese text: a verb or an adjective with all that is joined to it ("食べませんでした") is one, a particle
 * and a copula are words of their own, a number goes with its counter. The segmenter's pieces, which differ between
 * versions of ICU, only decide where kanji meet kanji and kana are not known.
 */
export function japaneseWords(text: string): WordToken[] {
  const runs = text.matchAll(/[\p{L}\p{M}\p{N}々〆ー'’]+(?:[・.,](?=\p{N})[\p{L}\p{N}]+)*/gu);
  return [...runs].flatMap((run) => (wordLike.test(run[0]) ? cheapestWords(run[0], run.index) : []));
}

/** What a word that is on no list may be put together from. */
export function japaneseParts(token: string): readonly string[] {
  const counted = new RegExp(`^(?:[0-9０-９.,]+|(${numeral}+))(${counters.join('|')})?([半目])?$`, 'u').exec(token);
  if (counted !== null) {
    return [...(counted[1] ?? ''), ...counted.slice(2).filter((part) => part !== undefined)];
  }
  const prefixed = /^[おご御](?=\p{Script=Han})(.+)$/u.exec(token);
  if (prefixed !== null) return prefixed.slice(1);
  const ended = new RegExp(`^(${kanji}{2,}|愛|恋)([ぁ-ゖ]+)$`, 'u').exec(token);
  if (ended !== null) return ended.slice(1);
  const joined = new RegExp(`^(${kanji}+[ぁ-ゖ]{1,2})([始続終過直合].*)$`, 'u').exec(token);
  if (joined !== null) return joined.slice(1);
  return /^[ァ-ヴー]+$/.test(token) ? [...segmenter.segment(token)].map(({ segment }) => segment) : [];
}

/**
 * The smallest piece that understanding works on: a word, or in Japanese, which puts no spaces between words, one kana
 * of a word's reading.
 */
export interface Unit {
  /** For comparing: without accents and capitals, in Japanese as hiragana. */
  folded: string;
  /** As it is written. */
  written: string;
  /** Where it stands in the text, in UTF-16 code units. */
  start: number;
  end: number;
  /** What parts it from the unit before. */
  gap: 'none' | 'comma' | 'sentence';
}

/** Written form → kana, of which the longest that fits is taken. */
interface Readings {
  kana: ReadonlyMap<string, string>;
  /** In code units. */
  longest: number;
  /** What a written form may begin with. */
  starts: ReadonlySet<string>;
}

/** Beyond this nobody answers a short question; it bounds the time that matching takes. */
const longestText = 600;
const sentenceEnd = /[.!?…;:¿¡\n。！？]/;
const comma = /[,、，(]/;

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' });

const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** Lower case without accents: "Película" and "pelicula" are the same. */
function foldAccents(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[œæß]/g, (ligature) => ligatures[ligature] ?? ligature);
}

/** Full- and half-width forms become the usual ones, katakana becomes hiragana. */
function foldKana(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

function gapIn(between: string): Unit['gap'] {
  if (sentenceEnd.test(between)) return 'sentence';
  return comma.test(between) ? 'comma' : 'none';
}

function words(text: string): Unit[] {
  const units: Unit[] = [];
  let end = 0;
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const folded = foldAccents(match[0]);
    if (folded === '') continue;
    const gap = gapIn(text.slice(end, match.index));
    end = match.index + match[0].length;
    units.push({ folded, written: match[0].normalize('NFC'), start: match.index, end, gap });
  }
  return units;
}

function characters(text: string): Unit[] {
  const units: Unit[] = [];
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    for (const folded of foldKana(segment)) {
      if (!/[\p{L}\p{N}]/u.test(folded)) continue;
      const gap = index < end ? 'none' : gapIn(text.slice(end, index));
      end = index + segment.length;
      units.push({ folded, written: folded, start: index, end, gap });
    }
  }
  return units;
}

export function createReadings(kana: Readonly<Record<string, string>>): Readings {
  const entries = Object.entries(kana).map(([written, reading]) => [foldKana(written), reading] as const);
  return {
    kana: new Map(entries),
    longest: Math.max(0, ...entries.map(([written]) => written.length)),
    starts: new Set(entries.map(([written]) => written.charAt(0))),
  };
}

function read(units: readonly Unit[], readings: Readings): Unit[] {
  const result: Unit[] = [];
  for (let at = 0; at < units.length;) {
    let length = readings.starts.has(units[at]?.folded ?? '') ? Math.min(readings.longest, units.length - at) : 0;
    let kana: string | undefined;
    for (; length > 0; length--) {
      const written = units.slice(at, at + length).map((unit) => unit.folded);
      kana = readings.kana.get(written.join(''));
      if (kana !== undefined) break;
    }
    const word = units.slice(at, at + Math.max(1, length));
    at += word.length;
    for (const [index, folded] of [...(kana ?? word.map((unit) => unit.folded).join(''))].entries()) {
      const start = word[0]?.start ?? 0;
      const gap = index === 0 ? (word[0]?.gap ?? 'none') : 'none';
      result.push({ folded, written: folded, start, end: word.at(-1)?.end ?? start, gap });
    }
  }
  return result;
}

/** Whether words of this language are written without spaces. */
export function isUnspaced(language: string): boolean {
  return language === 'ja';
}

/** The units of a text; what is neither letter nor digit only shows in `gap`. */
export function unitsOf(text: string, language: string, readings: Readings): Unit[] {
  const start = text.slice(0, longestText);
  return isUnspaced(language) ? read(characters(start), readings) : words(start);
}

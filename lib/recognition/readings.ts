import type { CoreWord } from '#lib/tutor/level/core-list.ts';

/** How stretches of Chinese characters are read in Japanese, in hiragana. */
export type Readings = ReadonlyMap<string, readonly string[]>;

const han = /\p{Script=Han}/u;
/** A character whose reading is not known is read in as many kana at most (志 is こころざし, but that is rare). */
const mostKana = 4;

/** What a core list knows of readings: 食べる is たべる, so 食 is た. */
export function readingsOf(words: readonly Pick<CoreWord, 'lemma' | 'forms'>[]): Readings {
  const readings = new Map<string, string[]>();
  for (const { lemma, forms } of words) {
    if (!han.test(lemma)) continue;
    for (const form of forms.filter((written) => /^[ぁ-ゖー]+$/.test(written))) {
      let same = 0;
      while (same < Math.min(lemma.length, form.length) - 1 && lemma.at(-1 - same) === form.at(-1 - same)) same += 1;
      const stem = lemma.slice(0, lemma.length - same);
      readings.set(stem, [...(readings.get(stem) ?? []), form.slice(0, form.length - same)]);
    }
  }
  return readings;
}

/**
 * Whether two ways to write Japanese may be the same words: one in hiragana, the other with Chinese characters. Where their
 * readings are known they decide; others may be read in any way that is not too long.
 */
export function isReadAs(one: string, other: string, readings: Readings): boolean {
  if (han.test(one) === han.test(other)) return false;
  return han.test(one) ? reads(one, other, readings) : reads(other, one, readings);
}

function reads(written: string, kana: string, readings: Readings): boolean {
  // No place is looked at twice: what is not known can be parted in many ways.
  const failed = new Set<string>();
  const readsFrom = (at: number, kanaAt: number): boolean => {
    if (at === written.length) return kanaAt === kana.length;
    const place = `${at} ${kanaAt}`;
    if (failed.has(place)) return false;
    failed.add(place);
    for (let length = Math.min(written.length - at, mostKana); length > 0; length -= 1) {
      const known = readings.get(written.slice(at, at + length));
      if (known?.some((reading) => kana.startsWith(reading, kanaAt) && readsFrom(at + length, kanaAt + reading.length)))
        return true;
      if (known !== undefined) return false;
    }
    const letter = written.charAt(at);
    if (!han.test(letter)) return letter === kana.charAt(kanaAt) && readsFrom(at + 1, kanaAt + 1);
    for (let length = 1; length <= Math.min(mostKana, kana.length - kanaAt); length += 1) {
      if (readsFrom(at + 1, kanaAt + length)) return true;
    }
    return false;
  };
  return readsFrom(0, 0);
}

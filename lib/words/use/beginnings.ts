import type { CoreList } from '#lib/tutor/level/core-list.ts';
import { wordsOf } from '#lib/tutor/level/words.ts';
import { isUnspaced } from '#lib/corrections/tokens.ts';
import { foldForm } from '../fold.ts';
import { primaryOf } from './entries.ts';

/** More words than these of a message are not looked at. */
const mostWords = 120;

/** What may stand before a reflexive verb's lemma. */
const before: Readonly<Record<string, readonly string[]>> = { fr: ['', 'se ', "s'", 's’'], de: ['', 'sich '] };

/**
 * What the lemmas begin with that a text's words may be forms of: for those that keep their beginning a few letters, for
 * others the lemmas that the core list knows.
 * @param language BCP 47 tag
 */
export function lemmaBeginnings(text: string, language: string, core: CoreList | null): string[] {
  const found = new Set<string>();
  const words = new Set(wordsOf(text, language).map((word) => foldForm(word.text, language)));
  for (const word of [...words].slice(0, mostWords)) {
    for (const lemma of core?.find(word) ?? []) found.add(lemma.lemma.normalize('NFC'));
    // "l'ami", "gewandert"
    const stems = [word, word.split("'").at(-1) ?? '', ...(primaryOf(language) === 'de' ? [withoutGe(word)] : [])];
    for (const stem of stems) {
      const beginning = beginningOf(stem);
      if (beginning === '') continue;
      found.add(beginning);
      found.add(beginning.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC'));
    }
  }
  return [...found].flatMap((beginning) =>
    (before[primaryOf(language)] ?? ['']).flatMap((prefix) => [
      prefix + beginning,
      prefix + capitalised(beginning, language),
    ]),
  );
}

function withoutGe(word: string): string {
  return word.replace(/^ge(?=.{3})/u, '');
}

function beginningOf(word: string): string {
  const letters = [...word];
  if (isUnspaced(word)) return letters[0] ?? '';
  return letters.slice(0, letters.length > 7 ? 4 : 3).join('');
}

function capitalised(text: string, language: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}

import type { CoreWord } from '../core-list.ts';
import { adjectiveForms, boundStems, copulaForms, naEndings, verbForms } from './ja-conjugation.ts';
import { japaneseParts, japaneseWords } from './ja-words.ts';
import type { InflectionRules } from './rules.ts';

/** The spellings of a word that stand for its dictionary form: its forms that end as the lemma does. */
function spellings({ lemma, forms: written }: CoreWord): string[] {
  return [...new Set([lemma, ...written.filter((form) => form.endsWith(lemma.slice(-1)))])];
}

function* forms(word: CoreWord): Generator<string> {
  const { lemma, wordClass, tags, forms: written } = word;
  if (lemma === 'です') yield* copulaForms;
  if (wordClass === 'verb') {
    const verbClass = (['1', '5', 'irr'] as const).find((name) => tags.includes(name));
    if (verbClass === undefined) return;
    for (const spelling of spellings(word)) {
      yield* verbForms(spelling, verbClass);
      // In kana they would be other words: かか, はな.
      const isKana = spelling !== lemma && /^[ぁ-ゖ]+$/.test(spelling) && verbClass !== 'irr';
      yield* boundStems(spelling, verbClass).filter((stem) => !isKana || /[っん]$/.test(stem));
    }
  } else if (tags.includes('i')) {
    for (const spelling of spellings(word)) yield* adjectiveForms(spelling);
  } else if (tags.includes('na')) {
    for (const spelling of [lemma, ...written]) yield* naEndings.map((ending) => spelling + ending);
  }
}

export const japanese: InflectionRules = { forms, parts: japaneseParts, words: japaneseWords };

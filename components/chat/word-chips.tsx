import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { blankHelp } from '#lib/tutor/help-lines.ts';

interface WordChipsProps {
  text: string;
  /** BCP 47 tag of the text. */
  language: string;
  /** Words that are above the learner's level: they come first. */
  hard: readonly string[];
  onWord: (sentence: string, at: number, beside: Element) => void;
}

/** The words of a text as buttons: what a pointer taps in the text itself, a keyboard reaches here. */
export function WordChips({ text, language, hard, onWord }: WordChipsProps) {
  const words = wordsIn(blankHelp(text), language);
  const tooHard = new Set(hard.map((word) => word.toLocaleLowerCase(language)));
  const isHard = (word: string): boolean => tooHard.has(word.toLocaleLowerCase(language));
  const sorted = words.toSorted((a, b) => Number(isHard(b.word)) - Number(isHard(a.word)));
  return (
    <ul className="word-chips" aria-label={t('words_of_reply')} lang={language} dir={textDirection(language)}>
      {sorted.map(({ word, at }) => (
        <li key={word}>
          <button
            type="button"
            className="word-chip"
            data-hard={isHard(word) || undefined}
            onClick={({ currentTarget }) => onWord(text, at, currentTarget)}
          >
            {word}
          </button>
        </li>
      ))}
    </ul>
  );
}

function wordsIn(text: string, language: string): { word: string; at: number }[] {
  const found = new Map<string, { word: string; at: number }>();
  for (const { segment, index, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (isWordLike !== true || !/\p{L}/u.test(segment)) continue;
    const folded = segment.toLocaleLowerCase(language);
    if (!found.has(folded)) found.set(folded, { word: segment, at: index });
  }
  return [...found.values()];
}

import { useEffect, useState } from 'react';
import type { NumberWords } from '#lib/recognition/compare.ts';
import { noNumberWords, numberWordsOf } from '#lib/recognition/number-words.ts';

/** How a language says numbers, once that has been read. */
export function useNumberWords(language: string): NumberWords {
  const [words, setWords] = useState<{ language: string; of: NumberWords } | null>(null);
  useEffect(() => {
    let open = true;
    void numberWordsOf(language).then((of) => open && setWords({ language, of }));
    return () => {
      open = false;
    };
  }, [language]);
  return words?.language === language ? words.of : noNumberWords;
}

import { languagesOfWords } from '#lib/db/read/schedules.ts';
import { useQuery, type Query } from './use-query.ts';

export interface WordLanguages {
  /** BCP 47 tag of the language whose words are shown. */
  language: string;
  /** All that there are words of. */
  languages: string[];
}

/** Whose words a room shows: those of the language that was chosen, else of the one that is learnt, else of any. */
export function useChosenLanguage(chosen: string | undefined, learnt: string): Query<WordLanguages> {
  return useQuery(async () => {
    const languages = await languagesOfWords();
    const language = chosen ?? (languages.includes(learnt) ? learnt : (languages[0] ?? learnt));
    return { language, languages };
  }, [chosen, learnt]);
}

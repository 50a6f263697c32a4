import { countNewWords } from '#lib/db/read/words.ts';
import { t, tn } from '#lib/i18n/message.ts';
import { routeHash } from '#components/navigation/route.ts';
import { useQuery } from '#components/ui/use-query.ts';
import { useLearningDay } from '#components/ui/use-time.ts';

/** How many words came today, and the ways out of the list and into it. */
export function WordsFoot({ language }: { language: string }) {
  const day = useLearningDay();
  const { answer: today = 0 } = useQuery(() => countNewWords(language, Date.now()), [language, day]);
  return (
    <footer className="words-foot">
      <span>{today > 0 && tn('words_new_today', today)}</span>
      <a href={routeHash({ room: 'import', language })}>{t('import_words')}</a>
      <a href={routeHash({ room: 'export', language })}>{t('export_words')}</a>
    </footer>
  );
}

import { useCallback, useState } from 'react';
import { findWords, type Filter } from '#lib/db/read/find-words.ts';
import { t } from '#lib/i18n/message.ts';
import { useReviewTerms } from '#components/review/review-terms.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { ScrollEnd } from '#components/ui/scroll-end.tsx';
import { useQuery } from '#components/ui/use-query.ts';
import type { WordActions } from './use-word-edits.ts';
import { WordItem } from './word-item.tsx';

/** How many words are read at first, which is more than are seen, and then at a time. */
const firstPage = 20;
const page = 50;

interface WordListProps {
  language: string;
  filter: Filter;
  query: string;
  actions: WordActions;
}

/** The words that are asked for, page by page as the reader comes near the end. Mounted anew for every question. */
export function WordList(props: WordListProps) {
  const [pages, setPages] = useState(1);
  const readMore = useCallback(() => setPages((shown) => shown + 1), []);
  return (
    <ul className="word-list" aria-label={t('words')}>
      {Array.from({ length: pages }, (_, index) => (
        <WordPage
          key={index}
          {...props}
          offset={index === 0 ? 0 : firstPage + (index - 1) * page}
          last={index === pages - 1}
          onMore={readMore}
        />
      ))}
    </ul>
  );
}

interface WordPageProps extends WordListProps {
  offset: number;
  /** Whether no page is below it yet. */
  last: boolean;
  onMore: () => void;
}

function WordPage({ language, filter, query, actions, offset, last, onMore }: WordPageProps) {
  const terms = useReviewTerms();
  const limit = offset === 0 ? firstPage : page;
  const { answer, error } = useQuery(async () => {
    const readAt = Date.now();
    return { ...(await findWords({ language, filter, query, terms, offset, limit }, readAt)), readAt };
  }, [language, filter, query, terms, offset, limit]);
  if (answer === undefined) return <li>{error && <ErrorAlert error={error} tutor="guided" />}</li>;
  const { words, cards, readAt } = answer;
  if (offset === 0 && words.length === 0) {
    return <li className="words-note">{t(query === '' ? 'no_words_here' : 'no_words_found')}</li>;
  }
  return (
    <>
      {words.map((word) => (
        <WordItem key={word.id} word={word} cards={cards.get(word.id) ?? []} readAt={readAt} actions={actions} />
      ))}
      {last && words.length === limit && (
        <li className="word-list-end">
          <ScrollEnd onNear={onMore} />
        </li>
      )}
    </>
  );
}

import { useCallback, useState } from 'react';
import type { FoundWords, WordQuestion, WordSelection } from '#lib/db/read/find-words.ts';
import { findWords, wordsWithIds } from '#lib/db/read/find-words.ts';
import { readingWords } from '#lib/db/read/reading.ts';
import { t } from '#lib/i18n/message.ts';
import { openOrderDesk } from '#lib/word-order/open-order-desk.ts';
import { idsAt, type PackedIds } from '#lib/word-order/packed-ids.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { ScrollEnd } from '#components/ui/scroll-end.tsx';
import { useDesk } from '#components/ui/use-desk.ts';
import { useQuery } from '#components/ui/use-query.ts';
import { useMinute } from '#components/ui/use-time.ts';
import type { WordActions } from './use-word-edits.ts';
import { WordItem } from './word-item.tsx';
import type { ShownOrder } from './word-view.tsx';

/** How many words are read at first, which is more than are seen, and then at a time. */
const firstPage = 20;
const page = 50;

interface WordListProps {
  selection: WordSelection;
  order: ShownOrder;
  actions: WordActions;
}

/** The words that are asked for, in an order. Mounted anew for every selection. */
export function WordList({ selection, order, actions }: WordListProps) {
  const desk = useDesk(openOrderDesk);
  const dueAt = useDueAt(selection);
  // Another order takes the place of the one before when it is there.
  const { answer, error } = useQuery(async () => {
    const ids = order === 'usual' ? null : await readingWords(() => desk.ask('order', { ...selection, order }));
    return { order, ids };
  }, [desk, selection, order, dueAt]);
  return (
    <ul className="word-list" aria-label={t('words')} aria-busy={answer?.order !== order} tabIndex={-1}>
      {answer === undefined ? (
        <li className="words-note words-ordering">
          {error ? <ErrorAlert error={error} tutor="guided" /> : order !== 'usual' && t('ordering_words')}
        </li>
      ) : (
        <WordPages key={answer.order} selection={selection} ids={answer.ids} actions={actions} />
      )}
    </ul>
  );
}

interface WordPagesProps {
  selection: WordSelection;
  /** Of all words of the selection, in their order; `null` for the one that the store has them in. */
  ids: PackedIds | null;
  actions: WordActions;
}

/** Words page by page, as the reader comes near the end. */
function WordPages(props: WordPagesProps) {
  const [pages, setPages] = useState(1);
  const readMore = useCallback(() => setPages((shown) => shown + 1), []);
  return Array.from({ length: pages }, (_, index) => (
    <WordPage
      key={index}
      {...props}
      offset={index === 0 ? 0 : firstPage + (index - 1) * page}
      last={index === pages - 1}
      onMore={readMore}
    />
  ));
}

interface WordPageProps extends WordPagesProps {
  offset: number;
  /** Whether no page is below it yet. */
  last: boolean;
  onMore: () => void;
}

function WordPage({ selection, ids, actions, offset, last, onMore }: WordPageProps) {
  const limit = offset === 0 ? firstPage : page;
  const minute = useMinute();
  const dueAt = useDueAt(selection);
  const { answer, error } = useQuery(async () => {
    const readAt = Date.now();
    return { ...(await pageOf({ ...selection, offset, limit }, ids, readAt)), readAt };
  }, [selection, ids, offset, limit, dueAt]);
  if (answer === undefined) return <li>{error && <ErrorAlert error={error} tutor="guided" />}</li>;
  const { words, cards, more, readAt } = answer;
  if (offset === 0 && words.length === 0 && !more) {
    return <li className="words-note">{t(selection.query === '' ? 'no_words_here' : 'no_words_found')}</li>;
  }
  return (
    <>
      {words.map((word) => (
        <WordItem
          key={word.id}
          word={word}
          cards={cards.get(word.id) ?? []}
          now={Math.max(readAt, minute)}
          actions={actions}
        />
      ))}
      {last && more && (
        <li className="word-list-end">
          <ScrollEnd onNear={onMore} />
        </li>
      )}
    </>
  );
}

/** Changes with the time where that changes which words are shown. */
function useDueAt({ filter }: WordSelection): number | null {
  const minute = useMinute();
  return filter === 'due' ? minute : null;
}

async function pageOf(question: WordQuestion, ids: PackedIds | null, now: number): Promise<FoundWords> {
  if (ids === null) return findWords(question, now);
  const { offset, limit } = question;
  return { ...(await wordsWithIds(idsAt(ids, offset, limit))), more: ids.ends.length > offset + limit };
}

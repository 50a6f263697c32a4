import { useDeferredValue, useId, useMemo, useState } from 'react';
import type { Filter } from '#lib/db/read/find-words.ts';
import { dueWords, mostCounted } from '#lib/db/read/schedules.ts';
import { countWords } from '#lib/db/read/words.ts';
import { t, tn } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { ImportNotice } from '#components/exchange/import-notice.tsx';
import { RoomHeader, useRoomTitle } from '#components/navigation/room-header.tsx';
import { RoomLanguage } from '#components/navigation/room-language.tsx';
import { useReviewTerms } from '#components/review/review-terms.tsx';
import { goTo } from '#components/navigation/use-route.ts';
import { Button } from '#components/ui/button.tsx';
import { DeletionNotice } from '#components/ui/deletion-notice.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { shownNumber } from '#components/ui/shown-number.ts';
import { useChosenLanguage } from '#components/ui/use-chosen-language.ts';
import { useQuery } from '#components/ui/use-query.ts';
import { useMinute } from '#components/ui/use-time.ts';
import { useWordEdits } from './use-word-edits.ts';
import { WordList } from './word-list.tsx';
import { WordView, type ShownOrder } from './word-view.tsx';
import { WordsFoot } from './words-foot.tsx';

interface WordsRoomProps {
  /** BCP 47 tag of the language whose words are shown, where one was chosen. */
  chosen: string | undefined;
  settings: Settings;
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** The words that the learner is learning, was suggested, or has suspended. */
export function WordsRoom({ chosen, settings, conversation }: WordsRoomProps) {
  const title = useRoomTitle();
  const [order, setOrder] = useState<ShownOrder>('usual');
  const { answer: found, error } = useChosenLanguage(chosen, settings.language);
  const language = found?.language;
  const { answer: counts } = useQuery(
    async () => (language === undefined ? undefined : countWords(language)),
    [language],
  );
  return (
    <div className="room words">
      <RoomHeader
        title={t('words')}
        titleRef={title}
        note={
          <>
            {' '}
            {language !== undefined && (
              <RoomLanguage room="words" language={language} languages={found?.languages ?? []} />
            )}
            {counts !== undefined && (
              <>
                {' '}
                · {t('words_learning', shownNumber(counts.learning))} · {t('words_known', shownNumber(counts.known))}
              </>
            )}
          </>
        }
        present="words"
        conversation={conversation}
      />
      {error && <ErrorAlert error={error} tutor={settings.tutor} />}
      {language !== undefined && (
        <Words
          key={language}
          language={language}
          suggested={counts?.suggested ?? 0}
          empty={counts !== undefined && Object.values(counts).every((count) => count === 0)}
          order={order}
          onOrder={setOrder}
        />
      )}
    </div>
  );
}

interface WordsProps {
  language: string;
  /** How many suggestions are waiting. */
  suggested: number;
  empty: boolean;
  order: ShownOrder;
  onOrder: (order: ShownOrder) => void;
}

function Words({ language, suggested, empty, order, onOrder }: WordsProps) {
  const terms = useReviewTerms();
  const id = useId();
  const [filter, setFilter] = useState<Filter>('all');
  const [typed, setTyped] = useState('');
  // What is typed shows at once; the list comes when there is time.
  const query = useDeferredValue(typed.trim());
  const selection = useMemo(() => ({ language, filter, query, terms }), [language, filter, query, terms]);
  const { actions, deleted, error, undo, settle } = useWordEdits();
  const minute = useMinute();
  const { answer: due } = useQuery(
    async () => (await dueWords(language, terms, Date.now())).length,
    [language, terms, minute],
  );
  return (
    <>
      <main className="scroller sheet words-main">
        <ImportNotice />
        <Button
          primary={due !== 0}
          className="words-review"
          disabled={due === 0}
          onClick={() => goTo({ room: 'review', language })}
        >
          {reviewName(due)}
        </Button>
        <div className="answer-field">
          <label htmlFor={`${id}-search`} className="visually-hidden">
            {t('search_words')}
          </label>
          <input
            id={`${id}-search`}
            type="search"
            className="words-search"
            placeholder={t('search_words')}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <WordView
          filter={filter}
          onFilter={setFilter}
          order={order}
          onOrder={onOrder}
          searched={query !== ''}
          suggested={suggested}
        />
        {empty ? (
          <p className="words-note">{t('no_words')}</p>
        ) : (
          <WordList key={`${filter} ${query}`} selection={selection} order={order} actions={actions} />
        )}
      </main>
      <WordsFoot language={language} />
      <DeletionNotice
        deleted={deleted}
        text={deleted === null ? '' : t('word_deleted', deleted.lemma)}
        error={error}
        undo={undo}
        settle={settle}
        takesFocus
      />
    </>
  );
}

function reviewName(due: number | undefined): string {
  if (due === undefined) return t('review');
  if (due >= mostCounted) return t('review_many', `${mostCounted}+`);
  return due === 0 ? t('review_none') : tn('review_due', due);
}

import { memo, useEffect, useRef, useState } from 'react';
import type { Schedule, Word } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { withArticle } from '#lib/words/identity.ts';
import { strengthOf } from '#lib/words/strength.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { grammarOf } from '#components/ui/grammar-words.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { shortTime } from '#components/ui/short-time.ts';
import { isFirstPress } from '#components/ui/first-press.ts';
import { useFocusPassedOn } from './use-focus-passed-on.ts';
import type { WordActions } from './use-word-edits.ts';
import { WordForm } from './word-form.tsx';

interface WordItemProps {
  word: Word;
  cards: readonly Schedule[];
  /** In milliseconds since the epoch. */
  now: number;
  actions: WordActions;
}

/** One word of the list, and what can be done to it. */
export const WordItem = memo(
  function WordItem({ word, cards, now, actions }: WordItemProps) {
    const [editing, setEditing] = useState(false);
    const editButton = useRef<HTMLButtonElement>(null);
    const { id, language, learnerLanguage, translation, sentence, state } = word;
    const own = { lang: language, dir: textDirection(language) };
    const nameId = `word-${id}`;

    const item = useRef<HTMLLIElement>(null);
    useFocusPassedOn(item);
    const drawn = `${editing} ${state}`;
    const returning = useRef<string | null>(null);
    useEffect(() => {
      if (returning.current === null || returning.current === drawn) return;
      // What had the focus, the form or the answers to a suggestion, is gone; without this it would be nowhere.
      if (document.activeElement === document.body) editButton.current?.focus();
      returning.current = null;
    }, [drawn]);

    function leave(): void {
      returning.current = drawn;
      setEditing(false);
    }

    function accept(as: 'learning' | 'known'): void {
      returning.current = drawn;
      actions.move(id, as);
    }

    if (editing) {
      return (
        <li className="word-item" ref={item}>
          <WordForm word={word} actions={actions} onLeave={leave} />
        </li>
      );
    }
    const grammar = grammarOf(word);
    return (
      <li className="word-item" ref={item}>
        <div className="word-text">
          <p>
            <b id={nameId} className="word-lemma" {...own}>
              {withArticle(word)}
            </b>{' '}
            {grammar !== '' && <span className="tag">{grammar}</span>}
          </p>
          <p className="word-meaning">
            <span lang={learnerLanguage} dir="auto">
              {translation}
            </span>
            {sentence !== '' && (
              <>
                {' · '}
                <span {...own}>{sentence}</span>
              </>
            )}
          </p>
        </div>
        <div className="word-side">
          <Standing word={word} cards={cards} now={now} />
          <div className="word-buttons">
            <SpeakButton id={`word/${id}`} text={withArticle(word)} language={language} describedBy={nameId} />
            {(state === 'learning' || state === 'suspended') && (
              <IconButton
                icon={state === 'learning' ? 'pause' : 'play'}
                label={t(state === 'learning' ? 'suspend' : 'resume')}
                aria-describedby={nameId}
                onClick={() => actions.move(id, state === 'learning' ? 'suspended' : 'learning')}
              />
            )}
            <IconButton
              ref={editButton}
              icon="pencil"
              label={t('edit')}
              aria-describedby={nameId}
              onClick={() => setEditing(true)}
            />
            <IconButton
              icon="bin"
              label={t('delete')}
              aria-describedby={nameId}
              onClick={(event) => isFirstPress(event) && actions.remove(word)}
            />
          </div>
        </div>
        {state === 'suggested' && (
          <div className="word-actions">
            <Button primary aria-describedby={nameId} onClick={(event) => isFirstPress(event) && accept('learning')}>
              {t('learn')}
            </Button>
            <Button aria-describedby={nameId} onClick={(event) => isFirstPress(event) && accept('known')}>
              {t('i_know_it')}
            </Button>
            <Button aria-describedby={nameId} onClick={(event) => isFirstPress(event) && actions.decline(id)}>
              {t('not_now')}
            </Button>
          </div>
        )}
      </li>
    );
  },
  (before, after) =>
    before.actions === after.actions &&
    JSON.stringify([before.word, before.cards]) === JSON.stringify([after.word, after.cards]) &&
    standingOf(before) === standingOf(after),
);

type StandingProps = Pick<WordItemProps, 'word' | 'cards' | 'now'>;

const stateNames = { suggested: 'word_suggested', suspended: 'word_suspended', known: 'word_known' } as const;

/** How well a word sits, and when it is next. One that is known has no cards that would tell how well. */
function Standing({ word, cards, now }: StandingProps) {
  const strength = strengthOf(cards);
  return (
    <p className="word-standing">
      {word.state !== 'known' && (
        <span className="strength" role="img" aria-label={t('strength', strength)}>
          {inOrder([1, 2, 3, 4, 5], (dot) => (
            <i data-full={dot <= strength || undefined} />
          ))}
        </span>
      )}
      {standingOf({ word, cards, now })}
    </p>
  );
}

function standingOf({ word, cards, now }: StandingProps): string {
  if (word.state !== 'learning') return t(stateNames[word.state]);
  const next = Math.min(...cards.map(({ shownFrom }) => shownFrom)) - now;
  return next <= 0 ? t('due_now') : t('due_in', shortTime(next));
}

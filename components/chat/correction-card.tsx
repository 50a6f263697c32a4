import { useState, type ReactNode } from 'react';
import type { Card, CardEdit } from '#lib/corrections/card.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import type { CorrectionCategory } from '#lib/providers/correction.ts';
import type { Level } from '#lib/providers/provider.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { textId } from '#components/speech/speech.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { Icon } from '#components/ui/icons.tsx';
import { isDrawn, stretchesOf, type EditsCard } from './card-line.ts';
import { TryAgain } from './try-again.tsx';

export const categoryNames = {
  spelling: 'category_spelling',
  agreement: 'category_agreement',
  verb_form: 'category_verb_form',
  tense_aspect: 'category_tense_aspect',
  case: 'category_case',
  article_gender: 'category_article_gender',
  preposition_particle: 'category_preposition_particle',
  pronoun: 'category_pronoun',
  word_order: 'category_word_order',
  word_choice: 'category_word_choice',
  missing_word: 'category_missing_word',
  extra_word: 'category_extra_word',
  register: 'category_register',
  punctuation: 'category_punctuation',
} satisfies Record<CorrectionCategory, MessageKey>;

export interface CardActions {
  /** The learner was right: the edit is no mistake. */
  onDispute: (edit: number) => void;
  /** Sentences to practise one kind of mistake. */
  onPractise: (category: CorrectionCategory) => void;
}

interface CorrectionCardProps extends CardActions {
  /** What the learner wrote. */
  message: string;
  card: Card;
  /** BCP 47 tag of the message. */
  language: string;
  level: Level;
  /** BCP 47 tag of the explanations. */
  learnerLanguage: string;
  /** Shows where something is wrong before it shows what is right. */
  hints: boolean;
}

/** What the tutor would put right in a message, or that it was well said. */
export function CorrectionCard(props: CorrectionCardProps) {
  const { card, language, learnerLanguage } = props;
  const drawn = card.kind === 'edits' && card.edits.some((edit) => isDrawn(edit, true));
  if (card.kind === 'edits' && !drawn && card.wellDone === null) return null;
  return (
    <div className="correction" role="note" aria-label={t('correction')}>
      {card.kind === 'edits' && drawn && <Edits {...props} card={card} />}
      {card.kind === 'natural' && (
        <div className="correction-fix">
          <p className="correction-title">{t('more_natural')}</p>
          <div className="spoken-line">
            <p
              className="correction-line"
              lang={language}
              dir={textDirection(language)}
              data-speech={textId(card.natural)}
            >
              {card.natural}
            </p>
            <SpeakButton text={card.natural} language={language} />
          </div>
        </div>
      )}
      {card.wellDone !== null && (
        <p className="correction-praise">
          <Icon name="check" />
          <span>
            <b>{t('well_said')}</b>
            {card.wellDone !== '' && (
              <>
                {' '}
                <span lang={learnerLanguage} dir="auto">
                  {card.wellDone}
                </span>
              </>
            )}
          </span>
        </p>
      )}
    </div>
  );
}

function Edits({ card, ...props }: CorrectionCardProps & { card: EditsCard }) {
  const { message, language, level, learnerLanguage, hints, onDispute, onPractise } = props;
  const [more, setMore] = useState(false);
  const [revealed, setRevealed] = useState<ReadonlySet<number>>(new Set());
  const isRevealed = (edit: number): boolean => !hints || revealed.has(edit);
  const drawn = card.edits.flatMap((edit, index) => (isDrawn(edit, more) ? [{ edit, index }] : []));
  const rest = card.edits.filter((edit) => isDrawn(edit, true)).length - drawn.length;
  const words = { lang: language, dir: textDirection(language) };
  return (
    <div className="correction-fix">
      <div className="spoken-line">
        <p className="correction-line" {...words}>
          {inOrder(stretchesOf(message, card, more), (stretch) => {
            if ('text' in stretch) return stretch.text;
            const edit = card.edits[stretch.edit];
            if (edit === undefined) return null;
            return isRevealed(stretch.edit) ? <Change edit={edit} /> : <Hidden edit={edit} />;
          })}
        </p>
        {drawn.every(({ index }) => isRevealed(index)) && <SpeakButton text={card.corrected} language={language} />}
      </div>
      <ul className="correction-notes">
        {drawn.map(({ edit, index }) =>
          isRevealed(index) ? (
            <Note
              key={index}
              edit={edit}
              words={words}
              learnerLanguage={learnerLanguage}
              onDispute={() => onDispute(index)}
              onPractise={edit.category === undefined ? null : () => onPractise(edit.category as CorrectionCategory)}
            />
          ) : (
            <li key={index}>
              <TryAgain
                card={card}
                edit={index}
                level={level}
                words={words}
                learnerLanguage={learnerLanguage}
                onReveal={() => setRevealed((before) => new Set([...before, index]))}
              />
            </li>
          ),
        )}
      </ul>
      {rest > 0 && (
        <button type="button" className="text-button" aria-expanded={more} onClick={() => setMore(true)}>
          {t('correction_more', rest)}
        </button>
      )}
    </div>
  );
}

interface NoteProps {
  edit: CardEdit;
  /** How the learner's words are marked up. */
  words: { lang: string; dir: 'ltr' | 'rtl' };
  learnerLanguage: string;
  onDispute: () => void;
  /** `null` where nobody knows what kind of mistake it is. */
  onPractise: (() => void) | null;
}

function Note({ edit, words, learnerLanguage, onDispute, onPractise }: NoteProps): ReactNode {
  const { category, explanation, tier } = edit;
  return (
    <li>
      {tier === 'phrasing' && <span className="tag">{t('more_natural')}</span>}{' '}
      {category !== undefined && <span className="tag">{t(categoryNames[category])}</span>}{' '}
      <span {...words} className="correction-change">
        <Change edit={edit} arrow />
      </span>{' '}
      {explanation !== undefined && (
        <span lang={learnerLanguage} dir="auto">
          {explanation}
        </span>
      )}{' '}
      <span className="correction-actions">
        <button type="button" className="text-button" onClick={onDispute}>
          {t('i_was_right')}
        </button>
        {onPractise !== null && tier === 'error' && (
          <button type="button" className="text-button" onClick={onPractise}>
            {t('practise_this')}
          </button>
        )}
      </span>
    </li>
  );
}

interface ChangeProps {
  edit: CardEdit;
  /** Shows an arrow in between, where the change stands alone. */
  arrow?: boolean;
}

function Change({ edit, arrow = false }: ChangeProps) {
  const { original, replacement } = edit;
  const from = arrow ? original.trim() : original;
  const to = arrow ? replacement.trim() : replacement;
  return (
    <>
      {from !== '' && <del>{from}</del>}
      {from !== '' && to !== '' && (arrow ? <Arrow /> : ' ')}
      {to !== '' && <ins>{to}</ins>}
    </>
  );
}

/** Where something is to be put right; where a word is missing, a gap. */
function Hidden({ edit }: { edit: CardEdit }) {
  return <mark className="correction-spot">{edit.original.trim() === '' ? ' … ' : edit.original}</mark>;
}

function Arrow() {
  return (
    <span aria-hidden="true" className="correction-arrow">
      {' → '}
    </span>
  );
}

import { t, type MessageKey } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { Correction, CorrectionCategory } from '#lib/providers/correction.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { Icon } from '#components/ui/icons.tsx';
import { markCorrection } from './correction-marks.ts';

const categories = {
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

interface CorrectionCardProps {
  /** What the learner wrote. */
  message: string;
  correction: Correction;
  /** BCP 47 tag of the message. */
  language: string;
  /** BCP 47 tag of the explanations. */
  learnerLanguage: string;
}

/** What the tutor would put right in a message, or that it was well said. */
export function CorrectionCard({ message, correction, language, learnerLanguage }: CorrectionCardProps) {
  const { corrected, notes, wellDone } = correction;
  const marks = markCorrection(message, correction);
  const changed = notes.length > 0 || corrected.trim() !== message.trim();
  if (!changed && wellDone === null) return null;
  return (
    <div className="correction" role="note" aria-label={t('correction')}>
      {changed && (
        <div className="correction-fix">
          <p className="correction-line" lang={language} dir={textDirection(language)}>
            {marks === null
              ? corrected
              : inOrder(marks, (mark) =>
                  'text' in mark ? mark.text : <Change from={mark.original} to={mark.replacement} />,
                )}
          </p>
          {notes.length > 0 && (
            <ul className="correction-notes">
              {inOrder(notes, (note) => (
                <li>
                  <span className="tag">{t(categories[note.category])}</span>{' '}
                  <span lang={language} dir={textDirection(language)} className="correction-change">
                    <Change from={note.original} to={note.replacement} arrow />
                  </span>{' '}
                  <span lang={learnerLanguage} dir="auto">
                    {note.explanation}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {wellDone !== null && (
        <p className="correction-praise" lang={learnerLanguage}>
          <Icon name="check" /> <span dir="auto">{wellDone || t('well_said')}</span>
        </p>
      )}
    </div>
  );
}

interface ChangeProps {
  from: string;
  to: string;
  /** Shows an arrow in between, where the change stands alone. */
  arrow?: boolean;
}

function Change({ from, to, arrow = false }: ChangeProps) {
  return (
    <>
      {from !== '' && <del>{from}</del>}
      {arrow && from !== '' && to !== '' ? <Arrow /> : ' '}
      {to !== '' && <ins>{to}</ins>}
    </>
  );
}

function Arrow() {
  return (
    <span aria-hidden="true" className="correction-arrow">
      {' → '}
    </span>
  );
}

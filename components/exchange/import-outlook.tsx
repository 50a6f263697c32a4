import { useId } from 'react';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { CheckedTable } from '#lib/word-files/file-desk.ts';
import type { RowProblem } from '#lib/word-files/words-of-rows.ts';
import { grammarOf } from '#components/ui/grammar-words.ts';
import { inOrder } from '#components/ui/in-order.ts';
import { shownNumber } from '#components/ui/shown-number.ts';
import type { Reading } from './use-import.ts';

const problemNames = {
  'no-word': 'problem_no_word',
  'no-meaning': 'problem_no_meaning',
  'too-long': 'problem_too_long',
  broken: 'problem_broken',
  double: 'problem_double',
} as const satisfies Record<RowProblem, MessageKey>;

/** What an import will do: how many words come, the first of them, and which rows do not and why. */
export function ImportOutlook({ checked, reading }: { checked: CheckedTable; reading: Reading }) {
  const id = useId();
  const { fresh, there, words, problems, problemCount } = checked;
  const own = { lang: reading.language, dir: textDirection(reading.language) };
  return (
    <section className="exchange-outlook" aria-labelledby={`${id}-counts`}>
      <p id={`${id}-counts`} className="exchange-counts" role="status">
        {t('import_counts', shownNumber(fresh), shownNumber(there), shownNumber(problemCount))}
      </p>
      {words.length > 0 && (
        <>
          <h2>{t('import_first')}</h2>
          <ul>
            {inOrder(words, (word) => (
              <li className="exchange-word">
                <b className="word-lemma" {...own}>
                  {word.article !== undefined && `${word.article} `}
                  {word.lemma}
                </b>{' '}
                {grammarOf(word) !== '' && <span className="tag">{grammarOf(word)}</span>}{' '}
                <span lang={word.learnerLanguage} dir="auto">
                  {word.translation}
                </span>
                {word.sentence !== '' && (
                  <>
                    {' · '}
                    <span {...own}>{word.sentence}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {problemCount > 0 && (
        <details>
          <summary>{t('import_problems', shownNumber(problemCount))}</summary>
          <ul>
            {problems.map(({ line, problem, text }) => (
              <li key={line} className="exchange-problem">
                {t('import_line', shownNumber(line))}: {t(problemNames[problem])}
                {text !== '' && (
                  <>
                    {' – '}
                    <span dir="auto">{text}</span>
                  </>
                )}
              </li>
            ))}
            {problemCount > problems.length && <li>{t('import_more', shownNumber(problemCount - problems.length))}</li>}
          </ul>
        </details>
      )}
    </section>
  );
}

import type { Recap } from '#lib/db/rows.ts';
import { t, tn } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { inOrder } from '#components/ui/in-order.ts';
import { categoryNames, type CardActions } from './correction-card.tsx';

interface RecapCardProps extends Pick<CardActions, 'onPractise'> {
  recap: Recap;
  language: string;
  learnerLanguage: string;
}

/** What a conversation was good for: what went well, what to look at again, and its new words. */
export function RecapCard({ recap, language, learnerLanguage, onPractise }: RecapCardProps) {
  const { wellDone, recurring, words, messages } = recap;
  const learnt = { lang: language, dir: textDirection(language) };
  const own = { lang: learnerLanguage, dir: textDirection(learnerLanguage) };
  return (
    <section className="recap" aria-label={t('recap')}>
      <h2>{t('recap')}</h2>
      <p>{tn('recap_messages', messages)}</p>
      {wellDone.length > 0 && (
        <>
          <h3>{t('recap_well')}</h3>
          <ul>
            {inOrder(wellDone, ({ quote, praise }) => (
              <li>
                <q {...learnt}>{quote}</q> <span {...own}>{praise}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {recurring !== null && (
        <>
          <h3>{t('recap_error')}</h3>
          <p>
            <span className="tag">{t(categoryNames[recurring.category])}</span>{' '}
            <span {...learnt}>
              {recurring.wrong !== '' && <del>{recurring.wrong}</del>}{' '}
              {recurring.right !== '' && <ins>{recurring.right}</ins>}
            </span>
          </p>
          <Button onClick={() => onPractise(recurring.category)}>{t('practise_this')}</Button>
        </>
      )}
      {words.length > 0 && (
        <>
          <h3>{t('recap_words')}</h3>
          <ul>
            {inOrder(words, ({ word, meaning }) => (
              <li>
                <b {...learnt}>{word}</b> <SpeakButton text={word} language={language} />{' '}
                <span {...own}>{meaning}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

import { diffWords } from '#lib/corrections/diff.ts';
import type { Verdict } from '#lib/corrections/attempt.ts';
import type { ReviewCard } from '#lib/db/read/schedules.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { inOrder } from '#components/ui/in-order.ts';
import type { JudgedAnswer } from './judge-answer.ts';

const verdictWords = { right: 'typed_right', close: 'typed_close', wrong: 'typed_wrong' } satisfies Record<
  Verdict,
  MessageKey
>;

interface TypedVerdictProps {
  card: ReviewCard;
  typed: string;
  judged: JudgedAnswer;
}

/** Whether an answer that was typed is right, and what of it is not. */
export function TypedVerdict({ card: { word }, typed, judged: { verdict, wanted } }: TypedVerdictProps) {
  const { language } = word;
  const stretches: { text: string; drawn: 'plain' | 'del' | 'ins' }[] = [];
  let at = 0;
  for (const { start, end, original, replacement } of diffWords(typed, wanted, language)) {
    stretches.push({ text: typed.slice(at, start), drawn: 'plain' }, { text: original, drawn: 'del' });
    const apart = original !== '' && replacement !== '';
    if (apart) stretches.push({ text: ' ', drawn: 'plain' });
    stretches.push({ text: replacement, drawn: 'ins' });
    at = end;
  }
  stretches.push({ text: typed.slice(at), drawn: 'plain' });
  return (
    <p className="review-verdict" data-verdict={verdict}>
      {t(verdictWords[verdict])}{' '}
      {verdict !== 'right' && (
        <span className="correction" lang={language} dir={textDirection(language)}>
          {inOrder(
            stretches.filter(({ text }) => text !== ''),
            ({ text, drawn }) => (drawn === 'plain' ? text : drawn === 'del' ? <del>{text}</del> : <ins>{text}</ins>),
          )}
        </span>
      )}
    </p>
  );
}

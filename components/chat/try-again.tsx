import { useId, useState, type FormEvent } from 'react';
import { checkAttempt, type Verdict } from '#lib/corrections/attempt.ts';
import type { Card } from '#lib/corrections/card.ts';
import { t, type MessageKey } from '#lib/i18n/message.ts';
import type { Level } from '#lib/providers/provider.ts';
import { Button } from '#components/ui/button.tsx';

interface TryAgainProps {
  card: Extract<Card, { kind: 'edits' }>;
  /** The edit's number on the card. */
  edit: number;
  level: Level;
  /** How the learner's words are marked up. */
  words: { lang: string; dir: 'ltr' | 'rtl' };
  learnerLanguage: string;
  onReveal: () => void;
}

const verdictWords = { right: 'attempt_right', close: 'attempt_close', wrong: 'attempt_wrong' } satisfies Record<
  Verdict,
  MessageKey
>;

/** A hint, and the learner's own try at what is wrong, before the answer. */
export function TryAgain({ card, edit, level, words, learnerLanguage, onReveal }: TryAgainProps) {
  const id = useId();
  const [attempt, setAttempt] = useState('');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { original = '', hint } = card.edits[edit] ?? {};
  const spot = original.trim();

  function check(event: FormEvent): void {
    event.preventDefault();
    if (attempt.trim() === '') return;
    const found = checkAttempt(card, edit, attempt, level);
    setVerdict(found);
    if (found === 'right') onReveal();
  }

  return (
    <form className="try-again" onSubmit={check}>
      <label htmlFor={id}>
        {spot === '' ? t('try_missing') : t('try_again_for', spot)}{' '}
        {hint !== undefined && (
          <span lang={learnerLanguage} dir="auto">
            {hint}
          </span>
        )}
      </label>
      <div className="answer-field">
        <input
          id={id}
          {...words}
          value={attempt}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby={verdict === null ? undefined : `${id}-verdict`}
          onChange={({ target }) => setAttempt(target.value)}
        />
        <Button type="submit">{t('check')}</Button>
        <Button onClick={onReveal}>{t('show_answer')}</Button>
      </div>
      {verdict !== null && (
        <p id={`${id}-verdict`} role="status">
          {t(verdictWords[verdict])}
        </p>
      )}
    </form>
  );
}

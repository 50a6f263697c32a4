import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import type { Word } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { Button } from '#components/ui/button.tsx';

interface TypedAnswerProps {
  word: Word;
  /** What was typed; empty where the learner only wants to see the answer. */
  onAnswer: (typed: string) => void;
}

/** Where the learner types the word that is asked for. Enter without a word shows the answer. */
export function TypedAnswer({ word: { language }, onAnswer }: TypedAnswerProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => field.current?.focus(), []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    onAnswer(typed.trim());
  }

  return (
    <form className="review-typed" onSubmit={onSubmit}>
      <label htmlFor={id}>{t('your_answer')}</label>
      <div className="answer-field">
        <input
          ref={field}
          id={id}
          lang={language}
          dir={textDirection(language)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" primary>
          {t('check')}
        </Button>
      </div>
    </form>
  );
}

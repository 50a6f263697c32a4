import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Word } from '#lib/db/word-rows.ts';
import { t } from '#lib/i18n/message.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { Button } from '#components/ui/button.tsx';
import { reviewKey } from './review-key.ts';

interface TypedAnswerProps {
  word: Word;
  /** What was typed; empty where the learner only wants to see the answer. */
  onAnswer: (typed: string) => void;
  /** Takes the answer before back. */
  onUndo: (() => void) | null;
}

/** Where the learner types the word that is asked for. Enter without a word shows the answer. */
export function TypedAnswer({ word: { language }, onAnswer, onUndo }: TypedAnswerProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  /** `null` until something was typed. */
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => field.current?.focus(), []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    onAnswer(typed?.trim() ?? '');
  }

  function onKeyDown(event: KeyboardEvent): void {
    const modified = event.ctrlKey || event.metaKey;
    // Once something was typed, it is that which the browser undoes.
    if (typed !== null || !modified || reviewKey(event.nativeEvent) !== 'undo') return;
    event.preventDefault();
    onUndo?.();
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
          value={typed ?? ''}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={onKeyDown}
        />
        <Button type="submit" primary>
          {t('check')}
        </Button>
      </div>
    </form>
  );
}

import { useId, useState, type FormEvent } from 'react';
import { request } from '#lib/commands/request.ts';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import type { Level } from '#lib/providers/provider.ts';
import { languageName, textDirection } from '#lib/settings/languages.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { textId } from '#components/speech/speech.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { inOrder } from '#components/ui/in-order.ts';
import { isSendKey } from './composer-keys.ts';
import { useAside } from './use-aside.ts';
import { useInputMethod } from './use-input-method.ts';

interface HowToSayProps {
  language: string;
  level: Level;
  settings: Settings;
  onUse: (text: string) => void;
}

/** The learner's own language in, the one that is learnt out, with the words that it takes. */
export function HowToSay({ language, level, settings, onUse }: HowToSayProps) {
  const id = useId();
  const { learnerLanguage, tutor } = settings;
  const [wanted, setWanted] = useState('');
  const { answer, busy, error, ask } = useAside(() => request('words.say', { language, level, wanted: wanted.trim() }));
  const { composedJustNow, handlers } = useInputMethod();
  const own = { lang: learnerLanguage, dir: textDirection(learnerLanguage) };
  const words = { lang: language, dir: textDirection(language) };

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (wanted.trim() !== '') ask();
  }

  return (
    <form className="how-to-say" onSubmit={submit}>
      <label htmlFor={id}>{t('how_to_say_label', languageName(language, interfaceLanguage()))}</label>
      <div className="answer-field">
        <input
          id={id}
          {...own}
          value={wanted}
          maxLength={500}
          autoComplete="off"
          onChange={({ target }) => setWanted(target.value)}
          onKeyDown={(event) => {
            // Enter that ends an input method's composition is not meant for the form.
            if (event.key === 'Enter' && !isSendKey(event.nativeEvent, composedJustNow())) event.preventDefault();
          }}
          {...handlers}
        />
        <Button type="submit" aria-disabled={busy || undefined}>
          {t('ask')}
        </Button>
      </div>
      {busy && <p role="status">{t('asking_tutor')}</p>}
      {error && <ErrorAlert error={error} tutor={tutor} onRetry={ask} />}
      {answer !== null && (
        <div className="saying" role="status">
          <div className="spoken-line">
            <p className="saying-text" data-speech={textId(answer.text)} {...words}>
              {answer.text}
            </p>
            <SpeakButton text={answer.text} language={language} />
          </div>
          {answer.words.length > 0 && (
            <ul>
              {inOrder(answer.words, ({ word, meaning }) => (
                <li>
                  <b {...words}>{word}</b> <span {...own}>{meaning}</span>
                </li>
              ))}
            </ul>
          )}
          <Button primary onClick={() => onUse(answer.text)}>
            {t('use_it')}
          </Button>
        </div>
      )}
    </form>
  );
}

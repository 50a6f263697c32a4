import { useEffect, useRef, useState } from 'react';
import { request } from '#lib/commands/request.ts';
import { t } from '#lib/i18n/message.ts';
import { canDo } from '#lib/providers/setup.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { Level, TaskName } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { HowToSay } from './how-to-say.tsx';
import { useAside } from './use-aside.ts';

interface AnswerIdeasProps {
  /** The turn whose reply is to be answered; `null` where there is none yet. */
  turnId: string | null;
  language: string;
  level: Level;
  settings: Settings;
  /** Takes a text over into the message. */
  onUse: (text: string) => void;
}

/** Help for who does not know what to write: answers to choose from, and how to say what they know in their own language. */
export function AnswerIdeas({ turnId, language, level, settings, onUse }: AnswerIdeasProps) {
  const can = (task: TaskName): boolean => canDo(settings.tutor, task);
  const suggests = turnId !== null && can('suggest');
  const [saying, setSaying] = useState(!suggests);
  const region = useRef<HTMLDivElement>(null);
  const suggest = useAside(() => request('reply.suggest', { turnId: turnId ?? '' }));
  const { ask } = suggest;
  useEffect(() => {
    if (suggests) ask();
    region.current?.focus();
  }, [suggests, ask]);
  const words = { lang: language, dir: textDirection(language) };
  return (
    <div ref={region} className="ideas" role="group" aria-label={t('answer_ideas')} tabIndex={-1}>
      {suggest.busy && <p role="status">{t('asking_tutor')}</p>}
      {suggest.error && <ErrorAlert error={suggest.error} tutor={settings.tutor} onRetry={ask} />}
      <ul className="idea-chips">
        {can('say') && (
          <li>
            <button type="button" className="idea" aria-expanded={saying} onClick={() => setSaying(!saying)}>
              {t('how_to_say')}
            </button>
          </li>
        )}
        {suggest.answer?.suggestions.map(({ text, meaning }) => (
          <li key={text} className="idea-spoken">
            <button type="button" className="idea" title={meaning} onClick={() => onUse(text)}>
              <span {...words}>{text}</span>
              <span className="idea-meaning" lang={settings.learnerLanguage} dir="auto">
                {meaning}
              </span>
            </button>
            <SpeakButton text={text} language={language} />
          </li>
        ))}
      </ul>
      {saying && can('say') && <HowToSay language={language} level={level} settings={settings} onUse={onUse} />}
      {!suggests && !can('say') && <p>{t('no_ideas')}</p>}
    </div>
  );
}

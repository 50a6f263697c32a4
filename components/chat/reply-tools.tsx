import { use, useState, type ReactNode } from 'react';
import { request } from '#lib/commands/request.ts';
import { t } from '#lib/i18n/message.ts';
import { canDo } from '#lib/providers/setup.ts';
import type { TaskName } from '#lib/providers/provider.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { browserRecognition } from '#lib/recognition/browser-recognition.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { SpeechContext } from '#components/speech/speech.ts';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { inOrder } from '#components/ui/in-order.ts';
import { Dictation } from '#components/voice/dictation.tsx';
import { SayIt } from '#components/voice/say-it.tsx';
import { sayableSentences, sentencesOf } from '#components/voice/sentences-of.ts';
import type { ShownMessage } from './merge-turn.ts';
import { useAside, type Aside } from './use-aside.ts';
import { WordChips } from './word-chips.tsx';

interface ReplyToolsProps {
  message: ShownMessage;
  /** BCP 47 tag of the reply. */
  language: string;
  settings: Settings;
  /** Shows what a word means, beside what was pressed. */
  onWord: (sentence: string, at: number, beside: Element) => void;
}

type Open = 'translation' | 'simpler' | 'slower' | 'words' | 'say' | 'dictation';

/** What can be done with a whole reply: translate it, say it more simply or more slowly, look up its words, say it oneself, write it down. */
export function ReplyTools({ message, language, settings, onWord }: ReplyToolsProps) {
  const { turnId, text, check } = message;
  const { tutor, learnerLanguage } = settings;
  const speech = use(SpeechContext);
  const [open, setOpen] = useState<ReadonlySet<Open>>(new Set());
  const translate = useAside(() => request('reply.translate', { turnId }));
  const simplify = useAside(() => request('reply.simplify', { turnId }));
  const can = (task: TaskName): boolean => canDo(tutor, task);
  const stored = message.translation?.language === learnerLanguage ? message.translation.text : undefined;
  const translation = stored ?? translate.answer?.text;
  const simpler = message.simpler ?? simplify.answer?.text;

  function toggle(part: Open, aside?: Aside<unknown>, present?: string): void {
    const opening = !open.has(part);
    // What is being written down is shown in no other words.
    const others = [...open].filter((other) => other !== part && other !== 'dictation' && part !== 'dictation');
    setOpen(new Set(opening ? [...others, part] : others));
    if (opening && present === undefined) aside?.ask();
  }

  const own = { lang: learnerLanguage, dir: textDirection(learnerLanguage) };
  const words = { lang: language, dir: textDirection(language) };
  return (
    <div className="reply-tools" data-needed={check?.verdict === 'act' || undefined}>
      <div className="reply-buttons">
        <SpeakReply message={message} language={language} />
        {can('translate') && (
          <IconButton
            icon="translate"
            label={t('translate')}
            aria-expanded={open.has('translation')}
            onClick={() => toggle('translation', translate, translation)}
          />
        )}
        {can('simplify') && (
          <IconButton
            icon="simpler"
            label={t('simpler')}
            className="tool-simpler"
            aria-expanded={open.has('simpler')}
            onClick={() => toggle('simpler', simplify, simpler)}
          />
        )}
        <IconButton
          icon="slower"
          label={t('slower')}
          aria-expanded={open.has('slower')}
          onClick={() => toggle('slower')}
        />
        <IconButton
          icon="words"
          label={t('look_up_words')}
          aria-expanded={open.has('words')}
          onClick={() => toggle('words')}
        />
        <div className="reply-practice">
          {browserRecognition() !== null && (
            <IconButton
              icon="say-it"
              label={t('say_it')}
              aria-expanded={open.has('say')}
              onClick={() => toggle('say')}
            />
          )}
          {speech !== null && (
            <IconButton
              icon="ear"
              label={t('dictation')}
              aria-expanded={open.has('dictation')}
              onClick={() => toggle('dictation')}
            />
          )}
        </div>
      </div>
      {open.has('translation') && (
        <Part label={t('translation')} aside={translate} tutor={tutor}>
          {translation !== undefined && <p {...own}>{translation}</p>}
        </Part>
      )}
      {open.has('simpler') && (
        <Part label={t('simpler_words')} aside={simplify} tutor={tutor}>
          {simpler !== undefined && (
            <div className="spoken-line">
              <p className="reply-simpler" data-speech={`${message.id}/simpler`} {...words}>
                {simpler}
              </p>
              <SpeakButton id={`${message.id}/simpler`} text={simpler} language={language} />
            </div>
          )}
        </Part>
      )}
      {open.has('slower') && (
        <Part label={t('slower_words')} tutor={tutor}>
          <div className="spoken-line">
            <ol className="reply-slower" {...words}>
              {inOrder(sentencesOf(text, language), (step) => (
                <li>{step}</li>
              ))}
            </ol>
            <SpeakButton id={message.id} text={text} markdown language={language} slow />
          </div>
        </Part>
      )}
      {open.has('words') && <WordChips text={text} language={language} hard={check?.hard ?? []} onWord={onWord} />}
      {open.has('say') && (
        <Part label={t('say_it')} tutor={tutor}>
          <SayIt sentences={sayableSentences(text, language)} language={language} settings={settings} />
        </Part>
      )}
      {open.has('dictation') && (
        <Part label={t('dictation')} tutor={tutor}>
          <Dictation sentences={sayableSentences(text, language)} language={language} />
        </Part>
      )}
    </div>
  );
}

/** A reply can be heard as soon as there is no more to come, however it ended. */
export function SpeakReply({ message: { id, text }, language }: Pick<ReplyToolsProps, 'message' | 'language'>) {
  return <SpeakButton id={id} text={text} markdown language={language} />;
}

interface PartProps {
  label: string;
  aside?: Aside<unknown>;
  tutor: Settings['tutor'];
  children: ReactNode;
}

function Part({ label, aside, tutor, children }: PartProps) {
  return (
    <div className="reply-part" role="group" aria-label={label} aria-busy={aside?.busy || undefined}>
      {aside?.busy && <p role="status">{t('asking_tutor')}</p>}
      {aside?.error && <ErrorAlert error={aside.error} tutor={tutor} onRetry={aside.ask} />}
      {children}
    </div>
  );
}

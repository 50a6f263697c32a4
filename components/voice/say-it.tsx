import { use, useEffect, useRef } from 'react';
import { t } from '#lib/i18n/message.ts';
import { compareWords, nearestReading, type Comparison } from '#lib/recognition/compare.ts';
import { joinWords } from '#lib/recognition/join-words.ts';
import { heardOf, isHearing } from '#lib/recognition/listening.ts';
import { recognitionLanguage } from '#lib/recognition/recognition-language.ts';
import { textDirection } from '#lib/settings/languages.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { SpeakButton } from '#components/speech/speak-button.tsx';
import { silence, SpeechContext } from '#components/speech/speech.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { useEscape } from '#components/ui/use-escape.ts';
import { ComparedText } from './compared-text.tsx';
import { SentenceSteps, type Step } from './sentence-steps.tsx';
import { useListener } from './use-listener.ts';
import { useSpellings } from './use-spellings.ts';
import { VoicePrompt } from './voice-prompt.tsx';

/** In how many ways what was said may have been meant: the one that fits best counts. */
const alternatives = 5;

/** After such a pause the learner has said it, in milliseconds: who learns takes time between words. */
const pauseMs = 2_500;

interface SayItProps {
  sentences: readonly string[];
  /** BCP 47 tag. */
  language: string;
  settings: Pick<Settings, 'tutor' | 'recognition'>;
}

/** The learner says sentences aloud, and sees which of their words were heard. */
export function SayIt({ sentences, language, settings }: SayItProps) {
  return (
    <SentenceSteps sentences={sentences}>
      {(step) => <SaySentence {...step} language={language} settings={settings} />}
    </SentenceSteps>
  );
}

type SaySentenceProps = Omit<SayItProps, 'sentences'> & Omit<Step, 'last'>;

function SaySentence({ sentence, moved, language, settings }: SaySentenceProps) {
  const { listener, state } = useListener();
  const speech = use(SpeechContext);
  const spellings = useSpellings(language);
  const record = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (moved) record.current?.focus();
  }, [moved]);

  const hearing = isHearing(state);
  const heard = heardOf(state);
  const compare = (attempt: string): Comparison => compareWords(sentence, attempt, language, 'speech', spellings);
  const all = heard.interim === '' ? heard.said : [...heard.said, [heard.interim]];
  const comparison = all.length === 0 ? null : nearestReading(all, compare);
  const whole = comparison !== null && comparison.right === comparison.words;
  const count = all.flat().join(' ').length;
  useEffect(() => {
    if (!hearing || count === 0) return;
    // Who has said all of it need not wait.
    const end = setTimeout(() => listener?.stop(), whole ? 0 : pauseMs);
    return () => clearTimeout(end);
  }, [hearing, whole, count, listener]);
  useEscape(() => listener?.stop(), hearing);

  if (listener === null) return null;
  const start = (): void => {
    // A voice would be heard as the learner.
    silence(speech);
    const tag = recognitionLanguage(language, navigator.languages);
    void listener.start({ language: tag, place: settings.recognition, continuous: true, alternatives });
  };
  const result = state.phase === 'ended' ? comparison : null;
  return (
    <>
      {result === null ? (
        <p className="compared" lang={language} dir={textDirection(language)}>
          {sentence}
        </p>
      ) : (
        <ComparedText comparison={result} language={language} how="speech" />
      )}
      {hearing && heard.interim !== '' && (
        <p className="say-interim" lang={language} dir="auto" aria-hidden="true">
          {heard.interim}
        </p>
      )}
      <p role="status" className="say-verdict">
        {hearing && t('listening')}
        {result !== null && verdictOn(result)}
      </p>
      {result?.right === 0 && (
        <p>
          {t('was_heard')}{' '}
          <q lang={language} dir="auto">
            {all.map(([first = '']) => first).reduce(joinWords, '')}
          </q>
        </p>
      )}
      <VoicePrompt
        listener={listener}
        state={state}
        language={language}
        tutor={settings.tutor}
        onRetry={start}
        onFocusLost={() => record.current?.focus()}
      />
      <div className="sentence-actions">
        <Button
          ref={record}
          primary={result === null || !whole}
          className="record"
          aria-pressed={result === null ? hearing : undefined}
          onClick={() => (hearing ? listener.stop() : start())}
        >
          <Icon name="microphone" />
          {t(result === null ? 'record_sentence' : 'say_it_again')}
        </Button>
        <SpeakButton text={sentence} language={language} />
        <SpeakButton text={sentence} language={language} slow />
      </div>
    </>
  );
}

function verdictOn({ right, words, extras }: Comparison): string {
  if (right === 0) return t('none_heard');
  if (right < words) return t('some_heard', right, words);
  return t(extras === 0 ? 'all_heard' : 'all_heard_and_more');
}

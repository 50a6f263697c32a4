import { use, useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { t } from '#lib/i18n/message.ts';
import { compareWords, type Comparison } from '#lib/recognition/compare.ts';
import { textDirection } from '#lib/settings/languages.ts';
import { silence, speak, SpeechContext } from '#components/speech/speech.ts';
import { useVoices } from '#components/speech/use-voices.ts';
import { VoiceAdvice } from '#components/speech/voice-advice.tsx';
import { Button } from '#components/ui/button.tsx';
import { ComparedText } from './compared-text.tsx';
import { SentenceSteps, type Step } from './sentence-steps.tsx';
import { useSpellings } from './use-spellings.ts';

interface DictationProps {
  sentences: readonly string[];
  /** BCP 47 tag. */
  language: string;
}

/**
 * The learner hears sentences that are not shown, and writes them down, as soon as there is a voice to hear. Where there is none it
 * is said what is missing, and the sentences stay to be read.
 */
export function Dictation({ sentences, language }: DictationProps) {
  const found = useVoices(language);
  const [begun, setBegun] = useState(false);
  // A voice that goes away later takes nothing with it that was written.
  if (found?.missing === null && !begun) setBegun(true);
  if (!begun) {
    return (
      <div role="status">
        {found?.missing && <VoiceAdvice trouble={{ language, why: found.missing, system: found.system }} />}
      </div>
    );
  }
  return (
    <SentenceSteps sentences={sentences}>
      {({ sentence, last }) => <DictatedSentence sentence={sentence} last={last} language={language} />}
    </SentenceSteps>
  );
}

interface DictatedSentenceProps extends Pick<Step, 'sentence' | 'last'> {
  language: string;
}

function DictatedSentence({ sentence, last, language }: DictatedSentenceProps) {
  const id = useId();
  const speech = use(SpeechContext);
  const spellings = useSpellings(language);
  const [attempt, setAttempt] = useState('');
  const [result, setResult] = useState<Comparison | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const again = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (speech === null) return;
    field.current?.focus();
    hear(speech, sentence, language, false);
    return () => silence(speech);
  }, [speech, sentence, language]);
  useEffect(() => {
    if (result !== null) again.current?.focus();
  }, [result]);

  function check(event: FormEvent | KeyboardEvent): void {
    event.preventDefault();
    if (attempt.trim() !== '') setResult(compareWords(sentence, attempt, language, 'writing', spellings));
  }

  if (speech === null) return null;
  return (
    <form className="dictation" data-unheard={result === null || !last || undefined} onSubmit={check}>
      <div className="sentence-actions">
        <Button onClick={() => hear(speech, sentence, language, false)}>{t('hear_again')}</Button>
        <Button onClick={() => hear(speech, sentence, language, true)}>{t('hear_slowly')}</Button>
      </div>
      {result !== null && <ComparedText comparison={result} language={language} how="writing" />}
      <p role="status" className="say-verdict">
        {result !== null && verdictOn(result)}
      </p>
      {result === null ? (
        <>
          <label htmlFor={id}>{t('write_what_you_hear')}</label>
          <textarea
            ref={field}
            id={id}
            className="dictation-field"
            rows={2}
            lang={language}
            dir={attempt === '' ? textDirection(language) : 'auto'}
            autoComplete="off"
            autoCapitalize="off"
            // What is written is to be the learner's own.
            spellCheck={false}
            value={attempt}
            onChange={({ target }) => setAttempt(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) check(event);
            }}
          />
          <div className="sentence-actions">
            <Button type="submit" primary>
              {t('check')}
            </Button>
          </div>
        </>
      ) : (
        <div className="sentence-actions">
          <Button
            ref={again}
            onClick={() => {
              setResult(null);
              setAttempt('');
              hear(speech, sentence, language, false);
            }}
          >
            {t('write_it_again')}
          </Button>
        </div>
      )}
    </form>
  );
}

/** What is dictated is shown nowhere: its id marks nothing. */
function hear(speech: Parameters<typeof speak>[0], text: string, language: string, slow: boolean): void {
  speak(speech, { id: `dictation/${text}`, text, language, slow });
}

function verdictOn({ right, words, extras, parts }: Comparison): string {
  if (right < words) return t('some_written', right, words);
  if (extras > 0) return t('all_written_and_more');
  return t(parts.some((part) => part.kind === 'word' && part.verdict === 'close') ? 'attempt_close' : 'attempt_right');
}

import { useEffect, useId, useRef } from 'react';
import { request } from '#lib/commands/request.ts';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import type { Listener } from '#lib/recognition/listener.ts';
import type { Listening } from '#lib/recognition/listening.ts';
import { languageName } from '#lib/settings/languages.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';

interface VoicePromptProps {
  listener: Listener;
  state: Listening;
  /** BCP 47 tag of what is spoken. */
  language: string;
  tutor: ProviderId;
  /** Records once more. */
  onRetry: () => void;
  /** Where the focus goes when the question is gone. */
  onFocusLost: () => void;
}

/** What has to be asked or said before the learner can be heard, and why it did not work. */
export function VoicePrompt({ listener, state, language, tutor, onRetry, onFocusLost }: VoicePromptProps) {
  const name = languageName(language, interfaceLanguage());
  const leave = (): void => {
    listener.leave();
    onFocusLost();
  };
  switch (state.phase) {
    case 'choosing':
      return (
        <WhereQuestion
          name={name}
          downloadable={state.downloadable}
          onChoose={(place) => {
            // In the click itself: a download needs one.
            void listener.choose(place);
            // What can not be kept is asked again the next time.
            request('recognition.place', { place }).catch(() => undefined);
            onFocusLost();
          }}
          onLeave={leave}
        />
      );
    case 'installing':
      return <Waiting text={t('recognition_installing', name)} onLeave={leave} />;
    case 'asking':
      return <Waiting text={t('microphone_asking')} onLeave={leave} />;
    case 'failed':
      return state.error === 'microphone-denied' ? (
        <ErrorAlert
          error={{ code: state.error }}
          tutor={tutor}
          onRetry={() => listener.ask()}
          retryLabel={t('allow_microphone')}
        />
      ) : (
        <ErrorAlert error={{ code: state.error }} tutor={tutor} onRetry={onRetry} retryLabel={t('record_again')} />
      );
    default:
      return null;
  }
}

interface WhereQuestionProps {
  name: string;
  downloadable: boolean;
  onChoose: (place: 'on-device' | 'online') => void;
  onLeave: () => void;
}

function WhereQuestion({ name, downloadable, onChoose, onLeave }: WhereQuestionProps) {
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.focus(), []);
  return (
    <div
      ref={group}
      className="voice-prompt"
      role="group"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      tabIndex={-1}
    >
      <p id={`${id}-title`} className="voice-title">
        {t('recognition_where_title')}
      </p>
      <p id={`${id}-text`}>{t(downloadable ? 'recognition_where_downloadable' : 'recognition_where_online', name)}</p>
      <div className="alert-actions">
        {downloadable && (
          <Button primary onClick={() => onChoose('on-device')}>
            {t('recognition_on_device')}
          </Button>
        )}
        <Button primary={!downloadable} onClick={() => onChoose('online')}>
          {t('recognition_online')}
        </Button>
        <Button onClick={onLeave}>{t('not_now')}</Button>
      </div>
    </div>
  );
}

function Waiting({ text, onLeave }: { text: string; onLeave: () => void }) {
  return (
    <div className="voice-prompt">
      <p role="status">{text}</p>
      <div className="alert-actions">
        <Button onClick={onLeave}>{t('cancel')}</Button>
      </div>
    </div>
  );
}

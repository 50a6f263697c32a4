import type { ReactNode } from 'react';
import { interfaceLanguage, t, type MessageKey } from '#lib/i18n/message.ts';
import type { SpeechTrouble } from '#lib/speech/protocol.ts';
import { languageName } from '#lib/settings/languages.ts';
import { routeHash } from '#components/navigation/route.ts';
import { howToInstall } from './how-to-install.ts';

interface VoiceAdviceProps {
  trouble: SpeechTrouble;
  /** The learner goes to choose a voice. */
  onChoose?: () => void;
  /** What else can be done. */
  children?: ReactNode;
}

/** Why nothing can be spoken in a language, and what to do about it. */
export function VoiceAdvice({ trouble, onChoose, children }: VoiceAdviceProps) {
  return (
    <div className="voice-notice">
      <p>
        <b>{title(trouble)}</b> {advice(trouble)}
      </p>
      <div className="alert-actions">
        {trouble.why !== 'none' && (
          <a className="button button-primary" href={routeHash({ room: 'settings' })} onClick={onChoose}>
            {t('choose_voice')}
          </a>
        )}
        {children}
      </div>
    </div>
  );
}

function title({ language, why }: SpeechTrouble): string {
  return t(titles[why], languageName(language, interfaceLanguage()));
}

const titles = {
  none: 'voice_none',
  online: 'voice_online_only',
  failed: 'voice_failed',
} as const satisfies Record<SpeechTrouble['why'], MessageKey>;

function advice({ language, why, system }: SpeechTrouble): string {
  if (why !== 'none') return t(why === 'online' ? 'voice_online_only_advice' : 'voice_failed_advice');
  return howToInstall(language, system);
}

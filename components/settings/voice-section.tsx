import { useId } from 'react';
import { latestConversations } from '#lib/db/read/conversations.ts';
import { languagesOfWords } from '#lib/db/read/schedules.ts';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import { languageName } from '#lib/settings/languages.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useQuery } from '#components/ui/use-query.ts';
import type { SettingsStore } from './settings-store.ts';
import { VoiceField } from './voice-field.tsx';

interface VoiceSectionProps {
  settings: Settings;
  store: SettingsStore;
}

/** As many conversations tell which languages are talked in. */
const recent = 50;

/** Whether replies are spoken, how fast, and by whom in each of the learner's languages. */
export function VoiceSection({ settings, store }: VoiceSectionProps) {
  const id = useId();
  const { language, voices, speakReplies, speechRate } = settings;
  const { answer: used = [] } = useQuery(usedLanguages, []);
  const languages = byName([...new Set([language, ...Object.keys(voices), ...used])]);
  return (
    <section className="voices" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('voices')}</h2>
      <SwitchField
        label={t('speak_replies')}
        note={t('speak_replies_note')}
        checked={speakReplies}
        onChange={(chosen) => void store.change({ speakReplies: chosen })}
      />
      <div className="field">
        <label htmlFor={`${id}-rate`}>{t('speech_rate')}</label>
        <select
          id={`${id}-rate`}
          value={speechRate}
          onChange={({ target }) => void store.change({ speechRate: target.value === 'slow' ? 'slow' : 'normal' })}
        >
          <option value="normal">{t('speech_rate_normal')}</option>
          <option value="slow">{t('speech_rate_slow')}</option>
        </select>
      </div>
      {languages.map((tag) => (
        <VoiceField
          key={tag}
          language={tag}
          chosen={voices[tag] ?? ''}
          onChange={(name) => void store.change({ voices: withVoice(voices, tag, name) })}
        />
      ))}
    </section>
  );
}

async function usedLanguages(): Promise<string[]> {
  const [{ conversations }, ofWords] = await Promise.all([latestConversations(recent), languagesOfWords()]);
  return [...conversations.map(({ language }) => language), ...ofWords];
}

function byName(tags: readonly string[]): string[] {
  const shownIn = interfaceLanguage();
  const order = new Intl.Collator(shownIn);
  return tags.toSorted((a, b) => order.compare(languageName(a, shownIn), languageName(b, shownIn)));
}

/** Where none is named, Patter chooses. */
function withVoice(voices: Settings['voices'], language: string, name: string): Settings['voices'] {
  const others = Object.entries(voices).filter(([tag]) => tag !== language);
  return Object.fromEntries(name === '' ? others : [...others, [language, name]]);
}

import { t } from '#lib/i18n/message.ts';
import { request } from '#lib/commands/request.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import { restoredSettings } from '#lib/settings/restored-settings.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { BackupSection } from '#components/backup/backup-section.tsx';
import { MemorySection } from '#components/memory/memory-section.tsx';
import { RoomHeader, useRoomTitle } from '#components/navigation/room-header.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { DamagedSettings } from './damaged-settings.tsx';
import { LessonSettings } from './lesson-settings.tsx';
import { ReviewSettings } from './review-settings.tsx';
import type { SettingsState, SettingsStore } from './settings-store.ts';
import { StorageSection } from './storage-section.tsx';
import { TutorChoice } from './tutor-choice.tsx';
import { TutorSetup } from './tutor-setup.tsx';
import { RecognitionSection } from './recognition-section.tsx';
import { VoiceSection } from './voice-section.tsx';

interface SettingsRoomProps {
  settings: Settings;
  error: SettingsState['error'];
  damaged: boolean;
  store: SettingsStore;
  /** The conversation that the chat comes back to. */
  conversation: number | 'latest' | 'new';
}

/** Everything that the learner can choose. Choices are kept as they are made; what is typed in is saved by a button. */
export function SettingsRoom({ settings, error, damaged, store, conversation }: SettingsRoomProps) {
  const title = useRoomTitle();
  const { tutor } = settings;

  async function takeSettings(restored: Settings): Promise<void> {
    const { owners } = await request('key.saved', {});
    await store.change(restoredSettings(restored, settings, owners));
  }

  return (
    <div className="room settings">
      <RoomHeader
        title={t('settings')}
        titleRef={title}
        note={t('settings_kept')}
        present="settings"
        conversation={conversation}
      />
      <main className="scroller sheet settings-main">
        {damaged && <DamagedSettings inSettings />}
        {error && <ErrorAlert error={error} tutor={tutor} inSettings />}
        <TutorChoice value={tutor} onChange={(chosen) => void store.change({ tutor: chosen })}>
          {providerSetups[tutor].defaultAddress !== null && (
            <TutorSetup key={tutor} tutor={tutor} settings={settings} store={store} />
          )}
        </TutorChoice>
        <LessonSettings settings={settings} store={store} />
        <ReviewSettings settings={settings} store={store} />
        <VoiceSection settings={settings} store={store} />
        <RecognitionSection
          place={settings.recognition}
          onPlace={(recognition) => void store.change({ recognition })}
        />
        <MemorySection idleWork={settings.idleWork} onIdleWork={(idleWork) => void store.change({ idleWork })} />
        <StorageSection />
        <BackupSection onSettings={takeSettings} />
        <section className="privacy">
          <h2>{t('privacy')}</h2>
          <p>{t('privacy_text')}</p>
        </section>
      </main>
    </div>
  );
}

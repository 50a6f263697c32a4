import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import { tutorAddress, type Settings } from '#lib/settings/settings.ts';
import { HostAccess } from './host-access.tsx';
import { ModelField } from './model-field.tsx';
import { ReachForm } from './reach-form.tsx';
import type { SettingsStore } from './settings-store.ts';
import { TutorLimits } from './tutor-limits.tsx';
import { TutorTest } from './tutor-test.tsx';
import { useModels } from './use-models.ts';
import { useReach } from './use-reach.ts';
import { useTutorSetup } from './use-tutor-setup.ts';

interface TutorSetupProps {
  tutor: ProviderId;
  settings: Settings;
  store: SettingsStore;
}

/** What one tutor has to be given. Meant for one tutor: mount it anew for another. */
export function TutorSetup({ tutor, settings, store }: TutorSetupProps) {
  const { missing, access, keys, askable, refreshKeys } = useTutorSetup(settings);
  const address = tutorAddress(settings, tutor);
  const { model } = settings.tutors[tutor];
  const reach = useReach({
    tutor,
    address: settings.tutors[tutor].address,
    onAddress: (changed) => store.changeTutor(tutor, { address: changed }),
    onKey: refreshKeys,
  });
  const models = useModels({ tutor, wanted: askable && providerSetups[tutor].model, address, access, keys, store });

  /** In the click itself: it may ask for the browser's permission. */
  async function saveAll(): Promise<boolean> {
    const saved = await reach.save();
    await store.saved();
    return saved;
  }

  return (
    <section className="tutor-setup" aria-label={t('tutor_setup')}>
      <ReachForm tutor={tutor} reach={reach} keySaved={keys.includes(tutor)} />
      {missing === 'access' && <HostAccess address={address} tutor={tutor} />}
      {providerSetups[tutor].model && (
        <ModelField
          tutor={tutor}
          value={model}
          offered={models}
          onChange={(changed) => void store.changeTutor(tutor, { model: changed })}
        />
      )}
      <TutorTest tutor={tutor} save={saveAll} />
      <TutorLimits tutor={tutor} limits={settings.tutors[tutor]} lesson={settings} store={store} />
    </section>
  );
}

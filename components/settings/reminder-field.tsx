import { useId, useState } from 'react';
import { browser } from 'wxt/browser';
import { t } from '#lib/i18n/message.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { SwitchField } from '#components/ui/switch-field.tsx';
import { useGranted } from '#components/ui/use-granted.ts';
import { readTime, writeTime } from './time-value.ts';
import type { SettingsStore } from './settings-store.ts';

interface ReminderFieldProps {
  settings: Settings;
  store: SettingsStore;
}

const notifications: { permissions: ['notifications'] } = { permissions: ['notifications'] };

/** Whether and when the learner is reminded of due words. The permission it takes is asked for here, and given back. */
export function ReminderField({ settings: { remind, remindAt }, store }: ReminderFieldProps) {
  const id = useId();
  const granted = useGranted(notifications);
  const [refused, setRefused] = useState(false);
  const on = remind && granted === true;

  async function change(wanted: boolean): Promise<void> {
    // In the click itself, before anything is awaited.
    const allowed = await (wanted ? browser.permissions.request(notifications).catch(() => false) : false);
    setRefused(wanted && !allowed);
    await store.change({ remind: allowed });
    if (!allowed) await browser.permissions.remove(notifications).catch(() => false);
  }

  return (
    <>
      <SwitchField
        label={t('remind_me')}
        note={t('reminder_note')}
        checked={on}
        onChange={(wanted) => void change(wanted)}
      />
      {refused && (
        <p className="field-error" role="alert">
          {t('reminder_refused')}
        </p>
      )}
      <div className="field reminder-time">
        <label htmlFor={`${id}-at`}>{t('reminder_at')}</label>
        <input
          id={`${id}-at`}
          type="time"
          required
          disabled={!on}
          value={writeTime(remindAt)}
          onChange={({ target }) => {
            const time = readTime(target.value);
            if (time !== null) void store.change({ remindAt: time });
          }}
        />
      </div>
    </>
  );
}

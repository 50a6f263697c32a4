import { useId, useState } from 'react';
import { t } from '#lib/i18n/message.ts';
import { normaliseAddress } from '#lib/settings/address.ts';
import { ankiAddress, usualAnkiAddress, type Settings } from '#lib/settings/settings.ts';
import type { SettingsStore } from '#components/settings/settings-store.ts';

interface AnkiAddressFieldProps {
  settings: Settings;
  store: SettingsStore;
}

/** Where AnkiConnect listens, for those who have it listen elsewhere than it does by itself. Kept when the field is left. */
export function AnkiAddressField({ settings, store }: AnkiAddressFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(ankiAddress(settings));
  const [invalid, setInvalid] = useState(false);

  function keep(): void {
    const address = typed.trim() === '' ? usualAnkiAddress : normaliseAddress(typed);
    setInvalid(address === null);
    if (address === null) return;
    setTyped(address);
    const kept = address === usualAnkiAddress ? '' : address;
    if (kept !== settings.ankiAddress) void store.change({ ankiAddress: kept });
  }

  return (
    <div className="field">
      <label htmlFor={id}>{t('anki_address')}</label>
      <input
        id={id}
        type="url"
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? `${id}-error` : undefined}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={keep}
      />
      {invalid && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {t('address_invalid')}
        </p>
      )}
    </div>
  );
}

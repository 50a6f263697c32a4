import { useId, type FormEvent } from 'react';
import { t } from '#lib/i18n/message.ts';
import type { ProviderId } from '#lib/providers/provider.ts';
import { providerSetups } from '#lib/providers/setup.ts';
import { afterPress } from '#components/ui/after-press.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorAlert } from '#components/ui/error-alert.tsx';
import { KeyField } from './key-field.tsx';
import type { Reach } from './use-reach.ts';

interface ReachFormProps {
  tutor: ProviderId;
  reach: Reach;
  keySaved: boolean;
}

/** Where a tutor is and what opens it. */
export function ReachForm({ tutor, reach, keySaved }: ReachFormProps) {
  const id = useId();
  const { defaultAddress, key: keyNeed } = providerSetups[tutor];

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void reach.save();
  }

  return (
    <form className="reach" onSubmit={onSubmit} noValidate>
      <div className="field">
        <label htmlFor={`${id}-address`}>{t('server_address')}</label>
        <input
          id={`${id}-address`}
          type="url"
          inputMode="url"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          placeholder={defaultAddress ?? undefined}
          value={reach.address}
          aria-invalid={reach.invalid || undefined}
          aria-describedby={reach.invalid ? `${id}-invalid` : undefined}
          onChange={({ target }) => reach.typeAddress(target.value)}
          onBlur={() => afterPress(reach.saveTyped)}
        />
        {reach.invalid && (
          <p id={`${id}-invalid`} className="field-error" role="alert">
            {t('address_invalid')}
          </p>
        )}
      </div>
      {keyNeed !== 'none' && (
        <KeyField
          label={t('api_key')}
          value={reach.key}
          onType={reach.typeKey}
          onLeave={reach.saveTyped}
          saved={keySaved}
          unsavedNote={t(keyNeed === 'required' ? 'key_is_needed' : 'key_is_optional')}
          onRemove={() => void reach.removeKey()}
        />
      )}
      <div className="form-actions">
        <Button type="submit">{t('save')}</Button>
        <output>{reach.saved && t('saved')}</output>
      </div>
      {reach.error && <ErrorAlert error={reach.error} tutor={tutor} inSettings />}
    </form>
  );
}

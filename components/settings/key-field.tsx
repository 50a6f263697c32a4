import { useId, useRef } from 'react';
import { t } from '#lib/i18n/message.ts';
import { afterPress } from '#components/ui/after-press.ts';
import { Button } from '#components/ui/button.tsx';

interface KeyFieldProps {
  label: string;
  /** What is typed, and not saved yet. */
  value: string;
  onType: (key: string) => void;
  /** The field is left. */
  onLeave: () => void;
  saved: boolean;
  /** What is said where no key is saved. */
  unsavedNote: string;
  onRemove: () => void;
}

/** Where a key is typed in. One that is saved is not shown: it can only be written over or removed. */
export function KeyField({ label, value, onType, onLeave, saved, unsavedNote, onRemove }: KeyFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  function remove(): void {
    onRemove();
    // The button goes away with the key.
    input.current?.focus();
  }

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        ref={input}
        type="password"
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-describedby={`${id}-state`}
        onChange={({ target }) => onType(target.value)}
        onBlur={() => afterPress(onLeave)}
      />
      <p id={`${id}-state`} className="field-note">
        {saved ? t('key_is_saved') : unsavedNote} {saved && <Button onClick={remove}>{t('remove')}</Button>}
      </p>
    </div>
  );
}

import { useId } from 'react';

interface SwitchFieldProps {
  label: string;
  /** What the switch brings about, below it. */
  note?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** Something that is on or off, with its label beside it. */
export function SwitchField({ label, note, checked, disabled = false, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <>
      <div className="switch-field">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="checkbox"
          role="switch"
          className="switch"
          checked={checked}
          aria-checked={checked}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          disabled={disabled}
          onChange={({ target }) => onChange(target.checked)}
        />
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className="field-note">
          {note}
        </p>
      )}
    </>
  );
}

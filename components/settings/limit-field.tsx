import { useId, useState } from 'react';
import { afterPress } from '#components/ui/after-press.ts';
import { readLimit, writeLimit, type LimitRange } from './limit-value.ts';

interface LimitFieldProps {
  label: string;
  value: number;
  range: LimitRange;
  placeholder?: string;
  /** Said where what is typed is no limit. */
  advice: string;
  onChange: (limit: number) => void;
}

/** A number that is kept when its field is left, or with Enter. */
export function LimitField({ label, value, range, placeholder, advice, onChange }: LimitFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(writeLimit(value, range));
  const [typedOver, setTypedOver] = useState(value);
  const [invalid, setInvalid] = useState(false);
  if (value !== typedOver) {
    setTypedOver(value);
    setTyped(writeLimit(value, range));
    setInvalid(false);
  }

  function keep(field: HTMLInputElement): void {
    // What is no number at all is not given away by the field, which then looks as if it were empty.
    const limit = field.validity.badInput ? null : readLimit(typed, range);
    setInvalid(limit === null);
    if (limit === null) return;
    setTyped(writeLimit(limit, range));
    if (limit !== value) onChange(limit);
  }

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        autoComplete="off"
        min={range.least}
        max={range.most}
        placeholder={placeholder}
        value={typed}
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? `${id}-invalid` : undefined}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={({ target }) => afterPress(() => keep(target))}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') keep(currentTarget);
        }}
      />
      {invalid && (
        <p id={`${id}-invalid`} className="field-error" role="alert">
          {advice}
        </p>
      )}
    </div>
  );
}

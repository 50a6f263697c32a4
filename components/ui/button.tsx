import type { ComponentPropsWithRef } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** The one action that is meant most. */
  primary?: boolean;
}

export function Button({ primary = false, className = '', ...props }: ButtonProps) {
  return <button type="button" className={`button ${primary ? 'button-primary' : ''} ${className}`} {...props} />;
}

interface IconButtonProps extends ComponentPropsWithRef<'button'> {
  icon: IconName;
  /** The accessible name. */
  label: string;
}

export function IconButton({ icon, label, className = '', ...props }: IconButtonProps) {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...props}>
      <Icon name={icon} />
    </button>
  );
}

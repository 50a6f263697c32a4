import { useState } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from './button.tsx';

/** A line to be typed elsewhere as it stands, with a button that copies it. */
export function CopyableLine({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="copyable">
      <code dir="ltr">{text}</code>
      <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        {copied ? t('copied') : t('copy')}
      </Button>
    </div>
  );
}

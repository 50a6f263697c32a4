import { useState } from 'react';
import { t } from '#lib/i18n/message.ts';
import { Button } from './button.tsx';

/** A text to be pasted elsewhere as it stands, with a button that copies it. */
export function CopyableText({ text }: { text: string }) {
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

import { createRoot } from 'react-dom/client';
import { browser } from 'wxt/browser';
import { interfaceLanguage, t } from '#lib/i18n/message.ts';
import { MicrophonePage } from '#components/microphone/microphone-page.tsx';
import { ErrorBoundary } from '#components/ui/error-boundary.tsx';
import './style.css';

document.documentElement.lang = interfaceLanguage();
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
document.title = `${t('microphone_title')} · Patter`;

const root = document.getElementById('panel');
if (root !== null) {
  createRoot(root).render(
    <ErrorBoundary>
      <MicrophonePage />
    </ErrorBoundary>,
  );
}

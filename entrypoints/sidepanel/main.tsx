import { createRoot } from 'react-dom/client';
import { browser } from 'wxt/browser';
import { request } from '#lib/commands/request.ts';
import { interfaceLanguage } from '#lib/i18n/message.ts';
import { readStoredSettings, watchSettings } from '#lib/settings/store.ts';
import { SpeechClient } from '#lib/speech/client.ts';
import { TurnClient } from '#lib/turn/client.ts';
import { Panel } from '#components/panel/panel.tsx';
import { ReviewTermsProvider } from '#components/review/review-terms.tsx';
import { SettingsStore } from '#components/settings/settings-store.ts';
import { ErrorBoundary } from '#components/ui/error-boundary.tsx';
import './style.css';

document.documentElement.lang = interfaceLanguage();
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');

const client = new TurnClient({
  connect: (options) => browser.runtime.connect(options),
  afterRender: (callback) => {
    // A hidden page draws no frames.
    if (document.hidden) setTimeout(callback);
    else requestAnimationFrame(callback);
  },
  newTurnId: () => crypto.randomUUID(),
});

const speech = new SpeechClient((options) => browser.runtime.connect(options));

const settingsStore = new SettingsStore({
  read: readStoredSettings,
  watch: watchSettings,
  save: (settings) => request('settings.save', settings),
});

const root = document.getElementById('panel');
if (root !== null) {
  createRoot(root).render(
    <ErrorBoundary>
      <ReviewTermsProvider store={settingsStore}>
        <Panel client={client} speech={speech} settingsStore={settingsStore} />
      </ReviewTermsProvider>
    </ErrorBoundary>,
  );
}

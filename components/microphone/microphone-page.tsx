import { browser } from 'wxt/browser';
import { t } from '#lib/i18n/message.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { useMicrophoneRequest } from './use-microphone-request.ts';

/** Says why Patter needs the microphone, and has the browser ask for it: the side panel has no place for that question. */
export function MicrophonePage() {
  const { answer, ask } = useMicrophoneRequest();
  return (
    <main className="microphone">
      <h1>{t('microphone_title')}</h1>
      <p>{t('microphone_why')}</p>
      <p className="microphone-when">{t('microphone_when')}</p>
      <div role="status">
        {answer === 'asking' && <p>{t('microphone_waiting')}</p>}
        {answer === 'dismissed' && <p>{t('microphone_dismissed')}</p>}
        {answer === 'granted' && (
          <p className="microphone-granted">
            <Icon name="check" />
            {t('microphone_granted')}
          </p>
        )}
      </div>
      {answer === 'blocked' && (
        <div className="alert" role="alert">
          <strong className="alert-title">{t('error_microphone_denied_title')}</strong>
          <p>{t('microphone_blocked')}</p>
          <div className="alert-actions">
            <Button primary onClick={openSiteSettings}>
              {t('open_site_settings')}
            </Button>
          </div>
        </div>
      )}
      {answer === 'missing' && (
        <div className="alert" role="alert">
          <strong className="alert-title">{t('error_microphone_missing_title')}</strong>
          <p>{t('error_microphone_missing_advice')}</p>
          <div className="alert-actions">
            <Button primary onClick={ask}>
              {t('retry')}
            </Button>
          </div>
        </div>
      )}
      {answer === 'granted' && (
        <div>
          <Button primary onClick={() => void closeTab()}>
            {t('close_tab')}
          </Button>
        </div>
      )}
      {(answer === 'unasked' || answer === 'asking' || answer === 'dismissed') && (
        <div>
          <Button primary aria-disabled={answer === 'asking' || undefined} onClick={ask}>
            {t('allow_microphone')}
          </Button>
        </div>
      )}
    </main>
  );
}

function openSiteSettings(): void {
  const site = encodeURIComponent(browser.runtime.getURL('/'));
  void browser.tabs.create({ url: `chrome://settings/content/siteDetails?site=${site}` });
}

async function closeTab(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}
